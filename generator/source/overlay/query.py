"""JSONPath queries as an interface, without the library that implements them."""

from __future__ import annotations

from typing import Protocol

from generator.core.json import Json
from generator.source.tree_editor import NormalizedPath


class QueryError(Exception):
    """A query is not JSONPath, or exceeds a limit."""


class Query(Protocol):
    """A JSONPath query (RFC 9535)."""

    @property
    def text(self) -> str: ...

    def select(self, tree: Json) -> tuple[NormalizedPath, ...]:
        """The paths of the selected nodes of `tree`, in the order of the result, without repeats.

        Raises:
            QueryError: the query takes too many steps, or its regular expressions too long.
        """
        ...
