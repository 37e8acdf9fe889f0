"""JSONPath by `jsonpath_rfc9535`, within bounds: so many steps, so long for regular expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jsonpath_rfc9535.environment import JSONPathEnvironment, JSONValue
from jsonpath_rfc9535.exceptions import JSONPathError
from jsonpath_rfc9535.filter_expressions import Expression, FilterQuery
from jsonpath_rfc9535.node import JSONPathNode
from jsonpath_rfc9535.parse import Parser
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.tokens import TokenStream

from generator.core.json import Json
from generator.source.load.depth import DEEPEST
from generator.source.overlay.query import Location, QueryError
from generator.source.overlay.regular_expressions import RegularExpression, Stopwatch

# Stripe's document has a million values, and a query may look at each several times.
MOST_STEPS = 5_000_000
LONGEST_QUERY = 10_000


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A compiled query; `generator.source.overlay.query.Query` says what it does."""

    text: str
    _query: JSONPathQuery
    _environment: _Environment

    @classmethod
    def compile(cls, text: str) -> JsonPath:
        """The query that `text` stands for.

        Raises:
            QueryError: `text` is not JSONPath, or longer than `LONGEST_QUERY` characters.
        """
        if len(text) > LONGEST_QUERY:
            raise QueryError(f"it has more than {LONGEST_QUERY} characters")
        environment = _Environment()
        try:
            query = environment.compile(text)
        except JSONPathError as error:
            raise QueryError(" ".join(str(error).split())) from None
        except (RecursionError, ValueError, OverflowError):
            raise QueryError("it nests too deeply, or has a number too long") from None
        return cls(text, query, environment)

    def select(self, tree: Json) -> tuple[Location, ...]:
        self._environment.begin()
        try:
            found = [node.location for node in self._query.finditer(tree)]
        except JSONPathError as error:
            raise QueryError(" ".join(str(error).split())) from None
        except RecursionError:
            raise QueryError("it nests too deeply") from None
        except TimeoutError:
            raise QueryError("its regular expressions take too long") from None
        return tuple(dict.fromkeys(found))


class _Parser(Parser):
    """Has the queries inside of filters counted as well."""

    def parse_root_query(self, stream: TokenStream) -> Expression:
        return self._counted(super().parse_root_query(stream))

    def parse_relative_query(self, stream: TokenStream) -> Expression:
        return self._counted(super().parse_relative_query(stream))

    def _counted(self, expression: Expression) -> Expression:
        assert isinstance(expression, FilterQuery)
        assert isinstance(self.env, _Environment)
        expression.query = _CountedQuery(self.env, expression.query)
        return expression


class _Environment(JSONPathEnvironment):
    """What one query is read and answered with; counts the steps of the answer."""

    parser_class = _Parser
    max_recursion_depth = DEEPEST + 1

    def __init__(self) -> None:
        self._stopwatch = Stopwatch()
        self._steps = 0
        super().__init__()

    def begin(self) -> None:
        """Forget the steps and the time of the answer before."""
        self._steps = 0
        self._stopwatch.reset()

    def step(self) -> None:
        """Count one value that was looked at.

        Raises:
            QueryError: these are too many.
        """
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise QueryError(f"it takes more than {MOST_STEPS:,} steps")

    def compile(self, query: str) -> JSONPathQuery:
        return _CountedQuery(self, super().compile(query))

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = RegularExpression(True, self._stopwatch)
        self.function_extensions["search"] = RegularExpression(False, self._stopwatch)


class _CountedQuery(JSONPathQuery):
    """A query whose nodes are counted, those that only lead to others included."""

    __slots__ = ("_environment",)

    def __init__(self, environment: _Environment, query: JSONPathQuery) -> None:
        super().__init__(env=environment, segments=query.segments)
        self._environment = environment

    def finditer(self, value: JSONValue) -> Iterable[JSONPathNode]:
        self._environment.step()
        nodes: Iterable[JSONPathNode] = [_CountedNode(value, (), None, value, self)]
        for segment in self.segments:
            nodes = segment.resolve(nodes)
        return nodes

    def step(self) -> None:
        self._environment.step()


class _CountedNode(JSONPathNode):
    """A node that counts each child it is asked for."""

    __slots__ = ("_query",)

    def __init__(
        self,
        value: object,
        location: Location,
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
