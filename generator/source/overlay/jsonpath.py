"""JSONPath (RFC 9535) by `jsonpath_rfc9535`, with limits on steps and on regular expressions."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import regex
from iregexp_check import check
from jsonpath_rfc9535.environment import JSONPathEnvironment, JSONValue
from jsonpath_rfc9535.exceptions import JSONPathError
from jsonpath_rfc9535.filter_expressions import Expression, FilterQuery
from jsonpath_rfc9535.function_extensions import ExpressionType, FilterFunction
from jsonpath_rfc9535.node import JSONPathNode
from jsonpath_rfc9535.parse import Parser
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.tokens import TokenStream

from generator.core.json import Json
from generator.source.load.limits import MAX_DEPTH
from generator.source.overlay.query import QueryError
from generator.source.tree_editor import NormalizedPath

# Stripe's document has a million values, and a query may visit each several times.
MAX_STEPS = 5_000_000
MAX_QUERY_LENGTH = 10_000
# For all regular expressions of one query together; a reasonable one takes microseconds.
MAX_REGEX_SECONDS = 5.0


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

    def select(self, tree: Json) -> tuple[NormalizedPath, ...]:
        self._environment.begin()
        try:
            paths = [node.location for node in self._query.finditer(tree)]
        except JSONPathError as error:
            raise QueryError(" ".join(str(error).split())) from None
        except RecursionError:
            raise QueryError("it nests too deeply") from None
        except TimeoutError:
            raise QueryError("its regular expressions take too long") from None
        return tuple(dict.fromkeys(paths))


class _Parser(Parser):
    """Counts the steps of the queries inside of filters too."""

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
    """The library's settings for one query, and the limits on its evaluation."""

    parser_class = _Parser
    max_recursion_depth = MAX_DEPTH + 1

    def __init__(self) -> None:
        self._stopwatch = _Stopwatch()
        self._steps = 0
        super().__init__()

    def begin(self) -> None:
        """Reset the limits for an evaluation."""
        self._steps = 0
        self._stopwatch.reset()

    def step(self) -> None:
        """Count one visited value.

        Raises:
            QueryError: the limit is exceeded.
        """
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise QueryError(f"it takes more than {MAX_STEPS:,} steps")

    def compile(self, query: str) -> JSONPathQuery:
        return _CountedQuery(self, super().compile(query))

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _RegexFunction(True, self._stopwatch)
        self.function_extensions["search"] = _RegexFunction(False, self._stopwatch)


class _CountedQuery(JSONPathQuery):
    """A query that counts every visited node, including intermediate ones."""

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


class _Stopwatch:
    """The rest of `MAX_REGEX_SECONDS`; runs only while a regular expression is matched."""

    def __init__(self) -> None:
        self._left = MAX_REGEX_SECONDS

    def reset(self) -> None:
        self._left = MAX_REGEX_SECONDS

    def matches(self, pattern: str, text: str, is_full_match: bool) -> bool:
        """Whether `pattern` matches `text`, or part of it without `is_full_match`.

        Raises:
            TimeoutError: no time is left.
            regex.error: the pattern is invalid.
        """
        find = regex.fullmatch if is_full_match else regex.search
        started = time.monotonic()
        try:
            return find(pattern, text, timeout=max(self._left, 0.001)) is not None
        finally:
            self._left -= time.monotonic() - started


class _RegexFunction(FilterFunction):
    """The functions `match` and `search` (RFC 9535, sections 2.4.6 and 2.4.7)."""

    def __init__(self, is_full_match: bool, stopwatch: _Stopwatch) -> None:
        self._is_full_match = is_full_match
        self._stopwatch = stopwatch

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
        if not check(pattern):
            return False
        try:
            return self._stopwatch.matches(
                _translate(pattern), value, self._is_full_match
            )
        except regex.error:
            return False


def _translate(pattern: str) -> str:
    """An I-Regexp in the syntax of `regex`, where a dot matches more (RFC 9485, section 5.3)."""
    parts: list[str] = []
    is_class = is_escaped = False
    for character in pattern:
        if is_escaped:
            is_escaped = False
        elif character == "\\":
            is_escaped = True
        elif character in "[]":
            is_class = character == "["
        elif character == "." and not is_class:
            character = r"[^\n\r]"
        parts.append(character)
    return "".join(parts)
