"""JSONPath queries, without the library that answers them."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from generator.core.json import Json

Location: TypeAlias = tuple[str | int, ...]


class QueryError(Exception):
    """A query is not JSONPath, or asks for more than it may."""


class Query(Protocol):
    """A JSONPath query (RFC 9535)."""

    @property
    def text(self) -> str: ...

    def select(self, tree: Json) -> tuple[Location, ...]:
        """Where in `tree` the selected nodes are, each once, in the order of the query's result.

        A location is the names and indices from the root down (RFC 9535, section 2.7, Normalized
        Paths).

        Raises:
            QueryError: it takes too many steps, or its regular expressions take too long.
        """
        ...
