"""Lists without an end: iteration stops where nothing comes, and its memory stays constant."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
import weakref
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from itertools import count
from typing import Any

import pytest

from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request
from generator.runtime.paging.link_header import LinkHeader
from generator.runtime.paging.numbered import Offset, PageNumber
from generator.runtime.paging.origin import ApiPagingError
from generator.runtime.paging.page import MAX_EMPTY_PAGES, Paged
from generator.runtime.paging.repeats import Repeats
from generator.runtime.paging.rules import LastItem, NextUrl, Rule, Token
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.models import Card, CustomersPage
from tests.runtime.little_client.operations.lists import get_cards, get_cards_async
from tests.runtime.recording import make_response

URL = "https://little.example/v1/things"
# Far more than are allowed in a row; an iteration that does not end fails instead of hanging.
TOO_MANY = 100 * MAX_EMPTY_PAGES

Body = Callable[[int, list[Any]], Any]
Kind = tuple[Rule, Body, Callable[[int], Mapping[str, str]]]


def no_headers(_: int) -> Mapping[str, str]:
    return {}


def object_page(**more: Callable[[int], Any]) -> Body:
    def body(number: int, items: list[Any]) -> Any:
        members = {name: value(number) for name, value in more.items()}
        return CustomersPage.from_dict({"data": items, "has_more": True, **members})

    return body


RULES: Mapping[str, Kind] = {
    "tokens": (
        Token(items="data", token="url", parameter="page"),
        object_page(url=lambda number: f"token-{number}" * 40),
        no_headers,
    ),
    "URLs": (
        NextUrl(items="data", url="url"),
        object_page(url=lambda number: f"?page={number}{'x' * 400}"),
        no_headers,
    ),
    "Link header of a list": (
        LinkHeader(),
        lambda number, items: items,
        lambda number: {"Link": f'<?page={number}{"x" * 400}>; rel="next"'},
    ),
    "Link header of an object": (
        LinkHeader(items="data"),
        object_page(),
        lambda number: {"Link": f'<?page={number}>; rel="next"'},
    ),
    "page numbers": (
        PageNumber(items="data", page="page", more="has_more"),
        object_page(),
        no_headers,
    ),
    "last items": (
        LastItem(items="data", cursor="after", more="has_more"),
        object_page(),
        no_headers,
    ),
    "offsets": (
        Offset(items="data", offset="offset", more="has_more"),
        object_page(),
        no_headers,
    ),
}


class EndlessList:
    """A list of ever new pages, with the items that `items_of` a page number returns."""

    def __init__(self, kind: Kind, items_of: Callable[[int], list[Any]]) -> None:
        self._rule, self._body, self._headers = kind
        self._items_of = items_of
        self.fetched = 0

    def page(
        self, arguments: Mapping[str, Any], url: str | None, is_async: bool = False
    ) -> Any:
        number = self.fetched = self.fetched + 1
        if number > TOO_MANY + 1:
            raise AssertionError("the iteration does not end")
        request = Request("GET", url or URL, url or URL, (), None, None)
        fetch: Callable[[Mapping[str, Any], str | None], Any] = self.page
        return self._rule.page_of(
            self._body(number, self._items_of(number)),
            arguments,
            request,
            Headers(self._headers(number).items()),
            None,
            self._page_async if is_async else fetch,
            is_async,
        )

    async def _page_async(self, arguments: Mapping[str, Any], url: str | None) -> Any:
        return self.page(arguments, url, True)


def first_of(name: str, is_async: bool = False) -> tuple[EndlessList, Paged[Any]]:
    endless = EndlessList(RULES[name], lambda number: [])
    return endless, endless.page({}, None, is_async)


async def first_item(items: AsyncIterator[Any]) -> Any:
    return await anext(items, None)


@pytest.mark.parametrize("name", RULES)
def test_empty_pages_end_iteration(name: str) -> None:
    endless, page = first_of(name)
    with pytest.raises(ApiPagingError):
        next(iter(page.auto_paging()))
    assert endless.fetched <= MAX_EMPTY_PAGES
    endless, page = first_of(name)
    with pytest.raises(ApiPagingError):
        list(page.auto_paging().pages())
    assert endless.fetched <= MAX_EMPTY_PAGES


@pytest.mark.parametrize("name", RULES)
def test_empty_pages_end_async_iteration(name: str) -> None:
    endless, page = first_of(name, is_async=True)
    with pytest.raises(ApiPagingError):
        asyncio.run(first_item(aiter(page.auto_paging())))
    assert endless.fetched <= MAX_EMPTY_PAGES


def test_error_of_empty_pages_says_how_to_go_on() -> None:
    _, page = first_of("tokens")
    with pytest.raises(ApiPagingError, match=r"100 pages in a row .*get_next_page\(\)"):
        next(iter(page.auto_paging()))
    for _ in range(2 * MAX_EMPTY_PAGES):
        following = page.get_next_page()
        assert following is not None
        page = following


def test_empty_pages_between_items_are_no_error() -> None:
    endless = EndlessList(
        RULES["tokens"],
        lambda number: [{"id": str(number)}] if number % MAX_EMPTY_PAGES == 0 else [],
    )
    items = iter(endless.page({}, None).auto_paging())
    assert [next(items).id for _ in range(3)] == ["100", "200", "300"]


class Endless:
    """A transport whose responses are empty pages with ever new tokens."""

    def __init__(self) -> None:
        self.count = 0

    def send(self, request: Request) -> Any:
        self.count += 1
        assert self.count <= TOO_MANY, "the iteration does not end"
        return make_response({"data": [], "next_page": f"t{self.count}"})

    def close(self) -> None:
        """There is nothing to close."""


class AsyncEndless(Endless):
    async def send(self, request: Request) -> Any:
        return super().send(request)

    async def close(self) -> None:  # type: ignore[override]  # awaited
        """There is nothing to close."""


def test_loops_over_a_call_end() -> None:
    transport = Endless()
    client = Client("sk", transport=transport)
    with pytest.raises(ApiPagingError):
        list(get_cards(client, "cus_1"))
    assert transport.count == MAX_EMPTY_PAGES


def test_async_loops_over_a_call_end() -> None:
    async def run() -> None:
        client = AsyncClient("sk", transport=transport)
        async for _ in get_cards_async(client, "cus_1"):
            pass

    transport = AsyncEndless()
    with pytest.raises(ApiPagingError):
        asyncio.run(run())
    assert transport.count == MAX_EMPTY_PAGES


@pytest.mark.parametrize("length", [1, 2, 63, 64, 65, 100, 1000])
@pytest.mark.parametrize("lead", [0, 5, 300])
def test_cycles_of_any_length_are_found(lead: int, length: int) -> None:
    repeats, steps = Repeats(), 0
    for number in count():
        value = number if number < lead else lead + (number - lead) % length
        if value in repeats:
            break
        repeats.record(value)
        steps += 1
    # At once if the cycle is short, and within a few of its rounds if it is long.
    assert steps == lead + length if length <= 64 else steps <= 4 * (lead + length)


def peak_of_walk(items: Iterator[Any], number: int) -> int:
    """The most memory that a walk over this many items takes, in bytes."""
    for _ in range(50):
        next(items)
    gc.collect()
    tracemalloc.start()
    try:
        for _ in range(number):
            next(items)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def item_of(number: int) -> list[Any]:
    return [{"id": f"{number}" + "x" * 400}]


@pytest.mark.parametrize("name", ["tokens", "URLs", "Link header of a list"])
def test_memory_of_a_walk_is_constant(name: str) -> None:
    # The caches of `urllib.parse` are full after some hundred pages.
    def peak(number: int) -> int:
        page = EndlessList(RULES[name], item_of).page({}, None)
        return peak_of_walk(iter(page.auto_paging()), number)

    assert peak(4500) < 1.3 * peak(1500)


@pytest.mark.parametrize("name", ["tokens"])
def test_memory_of_an_async_walk_is_constant(name: str) -> None:
    async def peak(number: int) -> int:
        items = aiter(EndlessList(RULES[name], item_of).page({}, None, True))
        for _ in range(50):
            await anext(items)
        gc.collect()
        tracemalloc.start()
        try:
            for _ in range(number):
                await anext(items)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert asyncio.run(peak(4500)) < 1.3 * asyncio.run(peak(1500))


class Item(dict[str, Any]):
    """An item that a weak reference can follow."""


def test_walk_keeps_no_earlier_page() -> None:
    alive: list[weakref.ref[Item]] = []

    def items_of(number: int) -> list[Any]:
        item = Item(id=str(number))
        alive.append(weakref.ref(item))
        return [item]

    kind = RULES["Link header of a list"]
    items = iter(EndlessList(kind, items_of).page({}, None))
    for _ in range(10):
        next(items)
    assert sum(reference() is not None for reference in alive) <= 2


def test_async_walk_over_a_call_keeps_no_earlier_page() -> None:
    class Pages(AsyncEndless):
        async def send(self, request: Request) -> Any:
            self.count += 1
            data = [{"id": f"card_{self.count}", "object": "card"}]
            return make_response({"data": data, "next_page": f"t{self.count}"})

    async def run() -> int:
        client = AsyncClient("sk", transport=Pages())
        seen = 0
        async for _ in get_cards_async(client, "cus_1"):
            seen += 1
            if seen == 20:
                break
        del _
        gc.collect()
        return sum(type(value) is Card for value in gc.get_objects())

    assert asyncio.run(run()) <= 2
