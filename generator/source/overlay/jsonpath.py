"""JSONPath (RFC 9535) by `jsonpath_rfc9535`, with a budget for its evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jsonpath_rfc9535.environment import JSONPathEnvironment, JSONValue
from jsonpath_rfc9535.exceptions import JSONPathError
from jsonpath_rfc9535.filter_expressions import (
    ComparisonExpression,
    Expression,
    FilterContext,
    FilterExpression,
    FilterQuery,
)
from jsonpath_rfc9535.function_extensions import ExpressionType, FilterFunction
from jsonpath_rfc9535.node import JSONPathNode, JSONPathNodeList
from jsonpath_rfc9535.parse import Parser
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.selectors import FilterSelector
from jsonpath_rfc9535.tokens import TokenStream

from generator.core.json import Json
from generator.source.load.limits import MAX_DEPTH
from generator.source.overlay.iregexp import Automaton, PatternError
from generator.source.overlay.query import QueryBudget, QueryError
from generator.source.tree_editor import NormalizedPath

MAX_QUERY_LENGTH = 10_000
# Patterns can come from the document; those of a query itself are few.
_MAX_PATTERNS = 100
# Comparing this many characters takes as long as visiting a value.
_CHARACTERS_PER_STEP = 1_000


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A compiled query; implements `generator.source.overlay.query.Query`."""

    text: str
    _query: JSONPathQuery
    _environment: _Environment

    @classmethod
    def compile(cls, text: str) -> JsonPath:
        """Compile a query.

        Raises:
            QueryError: `text` is not JSONPath, or longer than `MAX_QUERY_LENGTH` characters.
        """
        if len(text) > MAX_QUERY_LENGTH:
            raise QueryError(f"it has more than {MAX_QUERY_LENGTH} characters")
        environment = _Environment()
        try:
            query = environment.compile(text)
        except JSONPathError as error:
            raise QueryError(" ".join(str(error).split())) from None
        except (RecursionError, ValueError, OverflowError):
            message = "it nests too deeply, or contains a number that is too long"
            raise QueryError(message) from None
        return cls(text, query, environment)

    def select(self, tree: Json, budget: QueryBudget) -> tuple[NormalizedPath, ...]:
        self._environment.budget = budget
        try:
            paths = [node.location for node in self._query.finditer(tree)]
        except JSONPathError as error:
            raise QueryError(" ".join(str(error).split())) from None
        except RecursionError:
            raise QueryError("it nests too deeply") from None
        return tuple(dict.fromkeys(paths))


class _Parser(Parser):
    """Counts the work inside of filters too."""

    def parse_root_query(self, stream: TokenStream) -> Expression:
        return self._counted(super().parse_root_query(stream))

    def parse_relative_query(self, stream: TokenStream) -> Expression:
        return self._counted(super().parse_relative_query(stream))

    def parse_infix_expression(
        self, stream: TokenStream, left: Expression
    ) -> Expression:
        expression = super().parse_infix_expression(stream, left)
        if not isinstance(expression, ComparisonExpression):
            return expression
        return _CountedComparison(
            expression.token, expression.left, expression.operator, expression.right
        )

    def parse_filter_selector(self, stream: TokenStream) -> FilterSelector:
        selector = super().parse_filter_selector(stream)
        inner = selector.expression
        selector.expression = _CountedFilter(inner.token, inner.expression)
        return selector

    def _counted(self, expression: Expression) -> Expression:
        assert isinstance(expression, FilterQuery)
        assert isinstance(self.env, _Environment)
        expression.query = _CountedQuery(self.env, expression.query)
        return expression


class _Environment(JSONPathEnvironment):
    """The library's settings for one query, and the budget of its current evaluation."""

    parser_class = _Parser
    max_recursion_depth = MAX_DEPTH + 1

    def __init__(self) -> None:
        self.budget = QueryBudget()
        super().__init__()

    def compile(self, query: str) -> JSONPathQuery:
        return _CountedQuery(self, super().compile(query))

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _RegexFunction(True, self)
        self.function_extensions["search"] = _RegexFunction(False, self)


class _CountedFilter(FilterExpression):
    """A filter that counts the values that it is evaluated for, selected or not."""

    __slots__ = ()

    def evaluate(self, context: FilterContext) -> bool:
        _budget_of(context).take_steps()
        return super().evaluate(context)


class _CountedComparison(ComparisonExpression):
    """A comparison that counts the values that it may have to compare."""

    __slots__ = ()

    def evaluate(self, context: FilterContext) -> bool:
        left = _Evaluated(self.left.evaluate(context))
        right = _Evaluated(self.right.evaluate(context))
        budget = _budget_of(context)
        if left.is_collection and right.is_collection:
            _count_values(left.value, budget)
        elif isinstance(left.value, str) and isinstance(right.value, str):
            length = min(len(left.value), len(right.value))
            budget.take_steps(length // _CHARACTERS_PER_STEP)
        return ComparisonExpression(self.token, left, self.operator, right).evaluate(
            context
        )


class _Evaluated(Expression):
    """The result of an expression, as an expression."""

    __slots__ = ("result",)

    def __init__(self, result: object) -> None:
        self.result = result

    @property
    def value(self) -> object:
        """The value of a single node, or the result itself."""
        if isinstance(self.result, JSONPathNodeList) and len(self.result) == 1:
            return self.result[0].value
        return self.result

    @property
    def is_collection(self) -> bool:
        """Whether the value is an object or an array."""
        return isinstance(self.value, dict | list)

    def evaluate(self, context: FilterContext) -> object:
        return self.result


def _count_values(tree: Json, budget: QueryBudget) -> None:
    """Count the values in an object or array, and stop where the budget ends."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        budget.take_steps(1 + len(value))
        members = value.values() if isinstance(value, dict) else value
        waiting += [member for member in members if isinstance(member, dict | list)]


def _budget_of(context: FilterContext) -> QueryBudget:
    assert isinstance(context.env, _Environment)
    return context.env.budget


class _CountedQuery(JSONPathQuery):
    """A query that counts every visited node, including intermediate ones."""

    __slots__ = ("_environment",)

    def __init__(self, environment: _Environment, query: JSONPathQuery) -> None:
        super().__init__(env=environment, segments=query.segments)
        self._environment = environment

    def finditer(self, value: JSONValue) -> Iterable[JSONPathNode]:
        self.step()
        nodes: Iterable[JSONPathNode] = [_CountedNode(value, (), None, value, self)]
        for segment in self.segments:
            nodes = segment.resolve(nodes)
        return nodes

    def step(self) -> None:
        self._environment.budget.take_steps()


class _CountedNode(JSONPathNode):
    """A node that counts every child it creates."""

    __slots__ = ("_query",)

    def __init__(
        self,
        value: object,
        location: NormalizedPath,
        parent: JSONPathNode | None,
        root: JSONValue,
        query: _CountedQuery,
    ) -> None:
        super().__init__(value=value, location=location, parent=parent, root=root)
        self._query = query

    def new_child(
        self, value: object, key: int | str, parent: JSONPathNode | None
    ) -> JSONPathNode:
        self._query.step()
        location = (*self.location, key)
        return _CountedNode(value, location, parent, self.root, self._query)


class _RegexFunction(FilterFunction):
    """The functions `match` and `search` (RFC 9535, sections 2.4.6 and 2.4.7)."""

    def __init__(self, is_full_match: bool, environment: _Environment) -> None:
        self._is_full_match = is_full_match
        self._environment = environment
        # None for a pattern that is not an I-Regexp.
        self._automata: dict[str, Automaton | None] = {}

    @property
    def arg_types(self) -> list[ExpressionType]:
        return [ExpressionType.VALUE, ExpressionType.VALUE]

    @property
    def return_type(self) -> ExpressionType:
        return ExpressionType.LOGICAL

    def __call__(self, value: object, pattern: object) -> bool:
        """False unless both are strings and `pattern` is an I-Regexp (RFC 9485)."""
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        automaton = self._automaton(pattern)
        return automaton is not None and automaton.matches(
            value, self._environment.budget
        )

    def _automaton(self, pattern: str) -> Automaton | None:
        if pattern not in self._automata:
            if len(self._automata) >= _MAX_PATTERNS:
                self._automata.clear()
            self._automata[pattern] = self._compile(pattern)
        return self._automata[pattern]

    def _compile(self, pattern: str) -> Automaton | None:
        budget = self._environment.budget
        budget.take_regex_steps(len(pattern))
        try:
            automaton = Automaton(pattern, self._is_full_match)
        except PatternError:
            return None
        budget.take_regex_steps(automaton.size)
        return automaton
