# SPDX-License-Identifier: MIT
"""The tools of several APIs: found by name and by words, within what a policy allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..models.suggestions import did_you_mean
from .bound_api import BoundApi
from .catalogue import CatalogueOperation, all_names
from .policy import Policy
from .search import SearchIndex
from .tool import Tool


class ToolSet:
    """The tools of several APIs."""

    def __init__(self, apis: Sequence[BoundApi], policy: Policy) -> None:
        """Raises:
        ValueError: a pattern of the policy matches no operation of any API.
        """
        self._apis = {api.name: api for api in apis}
        everything = [operation for api in apis for operation in api.operations]
        selected = {id(operation) for operation in policy.select(everything)}
        counts = Counter(operation.tool for operation in everything)
        self._tools: Mapping[int, Tool] = {
            id(operation): Tool(
                (
                    operation.tool
                    if counts[operation.tool] == 1
                    else f"{api.name}.{operation.tool}"
                ),
                api.name,
                operation,
                api.catalogue,
            )
            for api in apis
            for operation in api.operations
            if id(operation) in selected
        }
        self._index: SearchIndex | None = None

    def __iter__(self) -> Iterator[Tool]:
        return iter(self._tools.values())

    def search(self, query: str, limit: int) -> list[Tool]:
        """Return the tools that fit a query best, the best one first."""
        if self._index is None:
            self._index = SearchIndex([tool.operation for tool in self])
        found = self._index.search(query, limit)
        return [self._tools[id(operation)] for operation in found]

    def get(self, name: str) -> Tool:
        """Return the tool with a name.

        Raises:
            LookupError: there is none, it is not allowed, or several APIs have one.
        """
        found = list(self._find(name))
        if not found:
            known = all_names(tool.operation for tool in self)
            raise LookupError(
                f"there is no operation {name!r}{did_you_mean(name, known)}"
            )
        if len(found) > 1:
            names = " or ".join(f"{api}.{operation.tool}" for api, operation in found)
            raise LookupError(f"several APIs have an operation {name!r}: {names}")
        _, operation = found[0]
        tool = self._tools.get(id(operation))
        if tool is None:
            raise LookupError(
                f"the policy of this agent does not allow {operation.key}"
            )
        return tool

    def _find(self, name: str) -> Iterator[tuple[str, CatalogueOperation]]:
        prefix, dot, rest = name.partition(".")
        if dot and prefix in self._apis:
            operation = self._apis[prefix].catalogue.get(rest)
            if operation is not None:
                yield prefix, operation
                return
        for api in self._apis.values():
            operation = api.catalogue.get(name)
            if operation is not None:
                yield api.name, operation
