"""The four ways to call an operation, as one: a walk is written once and done by each of them."""

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


class Hand(Protocol):
    """Calls operations by their path, such as `customers.create`."""

    pauses: list[float]

    def do(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        """What the operation gives."""

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        """The whole answer."""

    def items(self, page: Any) -> Iterator[Any]:
        """The items of a page and those after it, fetched as they are asked for."""

    def next_page(self, page: Any) -> Any:
        """The page after this one."""

    def close(self) -> None:
        """Closes the client."""


class SyncHand:
    """A `Client`, by functions or by methods."""

    def __init__(self, client: Client, by: str) -> None:
        self.client = client
        self.pauses: list[float] = []
        client._pause = self.pauses.append
        self._by = by

    def do(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        if self._by == "method":
            return _at(self.client, path)(*arguments, **keywords)
        return _function(path)(self.client, *arguments, **keywords)

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        return self.client.raw(_function(path), *arguments, **keywords)

    def items(self, page: Any) -> Iterator[Any]:
        return iter(page.auto_paging())

    def next_page(self, page: Any) -> Any:
        return page.get_next_page()

    def close(self) -> None:
        self.client.close()


class AsyncHand:
    """An `AsyncClient` with an event loop of its own, by functions or by methods."""

    def __init__(self, client: AsyncClient, by: str) -> None:
        self.client = client
        self.pauses: list[float] = []
        client._pause = self._pause
        self._by = by
        self._runner = asyncio.Runner()

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def do(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        if self._by == "method":
            return self._runner.run(_at(self.client, path)(*arguments, **keywords))
        function = _function(path, "_async")
        return self._runner.run(function(self.client, *arguments, **keywords))

    def raw(self, path: str, *arguments: Any, **keywords: Any) -> Any:
        function = _function(path, "_async")
        return self._runner.run(self.client.raw(function, *arguments, **keywords))

    def items(self, page: Any) -> Iterator[Any]:
        iterator = aiter(page.auto_paging())

        async def step() -> Any:
            return await anext(iterator, None)

        while (item := self._runner.run(step())) is not None:
            yield item

    def next_page(self, page: Any) -> Any:
        return self._runner.run(page.get_next_page_async())

    def close(self) -> None:
        self._runner.run(self.client.aclose())
        self._runner.close()


HANDS = ("function", "method", "async function", "async method")


def hand(kind: str, key: str, url: str) -> Hand:
    """The hand of this kind, for the server at `url`."""
    *is_async, by = kind.split()
    if is_async:
        return AsyncHand(AsyncClient(key, base_url=url), by)
    return SyncHand(Client(key, base_url=url), by)


def _at(client: object, path: str) -> Any:
    return reduce(getattr, path.split("."), client)


def _function(path: str, suffix: str = "") -> Any:
    return getattr(operations, _FUNCTIONS[path] + suffix)
