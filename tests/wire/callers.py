"""A common interface to the four ways to call an operation, so that one test covers them all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import reduce
from typing import Any, Protocol

from generated.stripe_client import AsyncClient, Client, operations

_FUNCTIONS = {
    "charges.create": "post_charges",
    "customers.create": "post_customers",
    "customers.delete": "delete_customers_customer",
    "customers.list": "get_customers",
    "customers.retrieve": "get_customers_customer",
    "customers.search": "get_customers_search",
    "customers.update": "post_customers_customer",
    "v2.core.events.list": "get_v2_core_events",
}


class Caller(Protocol):
    """Calls operations by their path, such as `customers.create`."""

    pauses: list[float]

    def call(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        """Call an operation and return its value."""

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        """Call an operation and return the whole response."""

    def items(self, page: Any) -> Iterator[Any]:
        """Iterate over the items of a page and of the pages after it, which are fetched lazily."""

    def next_page(self, page: Any) -> Any:
        """Fetch the page after this one."""

    def close(self) -> None:
        """Close the client."""


class SyncCaller:
    """A `Client`, called by functions or by methods."""

    def __init__(self, client: Client, style: str) -> None:
        self.client = client
        self.pauses: list[float] = []
        client._pause = self.pauses.append
        self._style = style

    def call(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        if self._style == "method":
            return _attribute(self.client, path)(*arguments, **keywords)
        return _function(path)(self.client, *arguments, **keywords)

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        return self.client.raw(_function(path), *arguments, **keywords)

    def items(self, page: Any) -> Iterator[Any]:
        return iter(page.auto_paging())

    def next_page(self, page: Any) -> Any:
        return page.get_next_page()

    def close(self) -> None:
        self.client.close()


class AsyncCaller:
    """An `AsyncClient` with its own event loop, called by functions or by methods."""

    def __init__(self, client: AsyncClient, style: str) -> None:
        self.client = client
        self.pauses: list[float] = []
        client._pause = self._pause
        self._style = style
        self._runner = asyncio.Runner()

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def call(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        if self._style == "method":
            return self._runner.run(
                _attribute(self.client, path)(*arguments, **keywords)
            )
        function = _function(path, "_async")
        return self._runner.run(function(self.client, *arguments, **keywords))

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        function = _function(path, "_async")
        return self._runner.run(self.client.raw(function, *arguments, **keywords))

    def items(self, page: Any) -> Iterator[Any]:
        iterator = aiter(page.auto_paging())

        async def next_item() -> Any:
            return await anext(iterator, None)

        while (item := self._runner.run(next_item())) is not None:
            yield item

    def next_page(self, page: Any) -> Any:
        return self._runner.run(page.get_next_page_async())

    def close(self) -> None:
        self._runner.run(self.client.aclose())
        self._runner.close()


CALL_STYLES = ("function", "method", "async function", "async method")


def create_caller(style: str, key: str, url: str) -> Caller:
    """Create a caller of one of `CALL_STYLES` for the server at `url`."""
    *is_async, style = style.split()
    if is_async:
        return AsyncCaller(AsyncClient(key, base_url=url), style)
    return SyncCaller(Client(key, base_url=url), style)


def _attribute(client: object, path: str) -> Any:
    return reduce(getattr, path.split("."), client)


def _function(path: str, suffix: str = "") -> Any:
    return getattr(operations, _FUNCTIONS[path] + suffix)
