# SPDX-License-Identifier: MIT
"""The tools of several APIs: found by name and by words, within what a policy allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..models.suggestions import did_you_mean
from .bound_api import BoundApi
from .catalogue import CatalogueOperation, all_names
from .policy import Policy
from .search import SearchIndex
from .tool import Tool
from .tool_names import tool_name, with_hash


class ToolSet:
    """The tools of several APIs.

    Args:
        apis: The APIs, each with the operations that its own policy allows.
        policy: A policy for all of them.

    Raises:
        ValueError: a pattern of the policy matches no operation of any API.
    """

    def __init__(self, apis: Sequence[BoundApi], policy: Policy) -> None:
        self._apis = apis
        offered = [operation for api in apis for operation in api.operations]
        selected = {id(operation) for operation in policy.select(offered)}
        self._tools = {
            id(tool.operation): tool
            for tool in _name_tools(apis)
            if id(tool.operation) in selected
        }
        self._by_provider_name = {tool.provider_name: tool for tool in self}
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

        Args:
            name: A name of its operation, which may follow the name of the API and a dot; or the
                tool's name for language models.

        Raises:
            LookupError: there is none, it is not allowed, or several APIs have one.
        """
        if name in self._by_provider_name:
            return self._by_provider_name[name]
        found = list(self._find(name))
        allowed = [
            self._tools[id(operation)]
            for _, operation in found
            if id(operation) in self._tools
        ]
        if len(allowed) == 1:
            return allowed[0]
        if allowed:
            names = " or ".join(tool.name for tool in allowed)
            raise LookupError(f"several APIs have an operation {name!r}: {names}")
        if found:
            raise LookupError(
                f"the policy of this agent does not allow {found[0][1].key}"
            )
        known = all_names(tool.operation for tool in self)
        raise LookupError(f"there is no operation {name!r}{did_you_mean(name, known)}")

    def _find(self, name: str) -> Iterator[tuple[BoundApi, CatalogueOperation]]:
        """Yield the operations with a name, also those that are not allowed."""
        for api in self._apis:
            if name.startswith(f"{api.name}."):
                rest = name.removeprefix(f"{api.name}.")
                operation = api.catalogue.get(rest)
                if operation is not None:
                    yield api, operation
                    return
        for api in self._apis:
            operation = api.catalogue.get(name)
            if operation is not None:
                yield api, operation


def _name_tools(apis: Sequence[BoundApi]) -> Iterator[Tool]:
    """Yield the operations as tools, qualified where several APIs have the same name."""
    counts = Counter(
        operation.tool.casefold() for api in apis for operation in api.operations
    )
    taken = {name for name, count in counts.items() if count == 1}
    for api in apis:
        for operation in api.operations:
            name = provider_name = operation.tool
            if counts[name.casefold()] > 1:
                name = f"{api.name}.{operation.tool}"
                provider_name = tool_name(f"{api.name}_{operation.tool}")
                if provider_name.casefold() in taken:
                    provider_name = with_hash(provider_name, name)
                taken.add(provider_name.casefold())
            yield Tool(name, provider_name, api.name, operation, api.catalogue)
