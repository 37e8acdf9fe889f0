"""Iterate over paged lists."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from generator.runtime.http.errors import ServerError
from generator.runtime.paging.origin import ApiPagingError, PageLocation
from generator.runtime.paging.rules import Token
from tests.runtime.little_client.client import AsyncClient, CarefulClient, Client
from tests.runtime.little_client.models import Card, Customer, CustomersPage
from tests.runtime.little_client.operations.lists import (
    get_cards,
    get_customers,
    get_customers_async,
    get_events,
)
from tests.runtime.recording import AsyncRecorder, Recorder, make_response
from tests.runtime.recording import customers_page as page


def queries(recorder: Recorder) -> list[str]:
    return [request.url.partition("?")[2] for request in recorder.requests]


def test_auto_paging_fetches_all_pages(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", "b", more=True), page("c", more=True), page("d")]
    first = get_customers(client, limit=2)
    found = list(first.auto_paging())
    assert [type(item) for item in found] == [Customer] * 4
    assert [item.id for item in found] == ["a", "b", "c", "d"]
    assert queries(recorder) == [
        "limit=2",
        "starting_after=b&limit=2",
        "starting_after=c&limit=2",
    ]


def test_auto_paging_is_lazy(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page("b")]
    items = iter(get_customers(client).auto_paging())
    assert next(items).id == "a"
    assert len(recorder.requests) == 1
    assert next(items).id == "b"
    assert len(recorder.requests) == 2


def test_auto_paging_backwards_reverses_items(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [page("c", "d", more=True), page("a", "b")]
    first = get_customers(client, ending_before="e")
    assert [item.id for item in first.data] == ["c", "d"]
    assert [item.id for item in first.auto_paging()] == ["d", "c", "b", "a"]
    assert queries(recorder) == ["ending_before=e", "ending_before=c"]


def test_empty_page_ends_list(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page()]
    assert [item.id for item in get_customers(client).auto_paging()] == ["a"]


def test_empty_page_with_more_is_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page(more=True)]
    items = iter(get_customers(client).auto_paging())
    assert next(items).id == "a"
    with pytest.raises(ApiPagingError, match="has more items, but this page is empty"):
        next(items)


def test_empty_page_with_token_continues(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response({"data": [], "next_page": "two"}),
        make_response({"data": [{"id": "a"}], "next_page": None}),
    ]
    found = get_cards(client, "cus_1").auto_paging()
    assert [item.id for item in found] == ["a"]


@pytest.mark.parametrize("body", [{}, {"data": None}, {"data": "x"}, {"data": {}}])
def test_page_without_items_ends_list(
    client: Client, recorder: Recorder, body: Any
) -> None:
    recorder.responses = [make_response(body)]
    assert list(get_customers(client).auto_paging()) == []


def test_iterate_over_pages(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page("b")]
    pages = list(get_customers(client).auto_paging().pages())
    assert [type(page) for page in pages] == [CustomersPage] * 2
    recorder.responses = [page("c", more=True), page("d")]
    following = get_customers(client).get_next_page()
    assert following is not None
    assert following.data[0].id == "d"
    assert following.get_next_page() is None


def test_auto_paging_can_be_repeated(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page("b"), page("b")]
    items = get_customers(client).auto_paging()
    assert [item.id for item in items] == [item.id for item in items] == ["a", "b"]


def test_token_paging(client: Client, recorder: Recorder) -> None:
    card = {"object": "card", "id": "card_1"}
    recorder.responses = [
        make_response({"data": [card], "next_page": "p/2"}),
        make_response({"data": [{**card, "id": "card_2"}], "next_page": ""}),
    ]
    found = list(get_cards(client, "cus_1").auto_paging())
    assert [type(item) for item in found] == [Card, Card]
    assert queries(recorder) == ["", "page=p%2F2"]


def test_repeated_page_is_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True) for _ in range(9)]
    with pytest.raises(ApiPagingError, match="the same page twice") as caught:
        list(get_customers(client).auto_paging())
    assert len(recorder.requests) == 2
    assert caught.value.request is not None
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message


def test_repeated_items_are_error(client: Client, recorder: Recorder) -> None:
    def refused(found: Iterator[Any], count: int) -> None:
        assert len([next(found) for _ in range(count)]) == count
        with pytest.raises(ApiPagingError, match="the same page twice"):
            next(found)

    recorder.responses = [page("a", more=True)] * 2
    refused(iter(get_customers(client).auto_paging()), 1)
    recorder.responses = [page("a", more=True), page("b", more=True)] * 2
    refused(iter(get_customers(client).auto_paging()), 2)
    cards = [{"object": "card", "id": "card_1"}]
    recorder.responses = [
        make_response({"data": cards, "next_page": token}) for token in ("two", "three")
    ]
    refused(iter(get_cards(client, "cus_1").auto_paging()), 1)
    recorder.responses = [
        make_response({"data": [{"n": 1}], "next_page_url": url})
        for url in ("?p=1", "?p=2")
    ]
    refused(iter(get_events(client).auto_paging()), 1)
    recorder.responses = [page("a", more=True), page("a")]
    with pytest.raises(ApiPagingError, match="the same page twice"):
        get_customers(client).get_next_page()


def test_token_ignored_without_more() -> None:
    rule = Token(items="data", token="next", parameter="page", more="has_more")
    place = PageLocation("https://little.example")
    for body, leads_on in [
        ({"next": "two", "has_more": True}, True),
        ({"next": "two", "has_more": False}, False),
        ({"next": "two"}, True),
        ({"has_more": False}, False),
        ({}, False),
    ]:
        assert (rule.step(body, {}, place) is not None) is leads_on
    with pytest.raises(ValueError, match="the list has more items, but no 'next'"):
        rule.step({"has_more": True}, {}, place)


def test_cyclic_pages_are_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page("b", more=True)] * 9
    with pytest.raises(ApiPagingError, match="the same page twice"):
        list(get_customers(client).auto_paging())
    recorder.responses = [make_response({"data": [{}], "next_page_url": "?p=1"})] * 9
    with pytest.raises(ApiPagingError, match="the same page twice"):
        list(get_events(client).auto_paging())
    recorder.responses = [page("z", more=True)]
    with pytest.raises(ApiPagingError, match="the same page twice"):
        get_customers(client, starting_after="z").get_next_page()


def test_item_without_id_is_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"data": [{"name": "a"}], "has_more": True})]
    with pytest.raises(ApiPagingError, match="an item has no 'id'"):
        list(get_customers(client).auto_paging())


def test_response_of_other_type_is_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), make_response(b"", 204)]
    with pytest.raises(ApiPagingError, match="the next page is not a CustomersPage"):
        list(get_customers(client).auto_paging())


def test_auto_paging_raises_api_errors(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), make_response({}, 500)]
    items = iter(get_customers(client).auto_paging())
    assert next(items).id == "a"
    with pytest.raises(ServerError):
        next(items)


def test_auto_paging_keeps_options(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder)
    call: Any = get_customers
    recorder.responses = [page("a", more=True), page("b")]
    first = call(
        client,
        careful_account="acct_1",
        timeout=3,
        credentials="other",
        idempotency_key="once",
    )
    list(first.auto_paging())
    assert recorder.headers["careful-account"] == "acct_1"
    assert recorder.headers["authorization"] == "Bearer other"
    assert recorder.last.timeout == 3
    assert "once-key" not in recorder.headers


def test_auto_paging_after_raw_and_resource_calls(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [page("a", more=True), page("b")]
    assert len(list(client.raw(get_customers).value.auto_paging())) == 2
    recorder.responses = [page("a", more=True), page("b")]
    assert len(list(client.customers.list().auto_paging())) == 2


def test_auto_paging_async() -> None:
    recorder = AsyncRecorder(page("a", more=True), page("b", more=True), page("c"))

    async def run() -> tuple[list[str], list[str]]:
        async with AsyncClient("sk", transport=recorder) as client:
            first = await get_customers_async(client, limit=1)
            items = [item.id async for item in first.auto_paging()]
            recorder.responses = [page("b", more=True), page("c")]
            pages = [page.data[0].id async for page in first.auto_paging().pages()]
            recorder.responses = [page("b")]
            following = await first.get_next_page_async()
            assert following is not None
            assert await following.get_next_page_async() is None
            return items, pages

    assert asyncio.run(run()) == (["a", "b", "c"], ["a", "b", "c"])


def test_iteration_of_page(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True), page("b")]
    assert [item.id for item in get_customers(client)] == ["a", "b"]
    recorder.responses = [page("a", more=True), page("b")]
    assert [item.id for item in client.customers.list(limit=1)] == ["a", "b"]


def test_async_call_is_awaited_or_iterated() -> None:
    recorder = AsyncRecorder()

    async def run() -> None:
        async with AsyncClient("sk", transport=recorder) as client:
            call = client.customers.list(limit=1)
            assert recorder.requests == []
            recorder.responses = [page("a", more=True), page("b")]
            assert [item.id async for item in call] == ["a", "b"]
            recorder.responses = [page("b")]
            # The first page is not fetched again.
            assert [item.id async for item in call.auto_paging()] == ["a", "b"]
            recorder.responses = [page("a", more=True), page("b")]
            pages = client.customers.list().auto_paging().pages()
            assert [len(page.data) async for page in pages] == [1, 1]
            recorder.responses = [page("c")]
            first = await client.customers.list()
            assert type(first) is CustomersPage
            assert [item.id async for item in first] == ["c"]

    asyncio.run(run())


def test_async_call_is_a_coroutine() -> None:
    recorder = AsyncRecorder(page("a"), page("a"), page("a"))

    async def run() -> list[CustomersPage]:
        async with AsyncClient("sk", transport=recorder) as client:
            call = client.customers.list()
            assert asyncio.iscoroutine(call)
            return [
                await asyncio.create_task(client.customers.list()),
                *await asyncio.gather(call, get_customers_async(client)),
            ]

    assert [found.data[0].id for found in asyncio.run(run())] == ["a"] * 3


def test_wrong_argument_raises_at_async_call() -> None:
    client: Any = AsyncClient("sk", transport=AsyncRecorder())
    with pytest.raises(TypeError, match="limti"):
        client.customers.list(limti=3)
    call = client.customers.list()
    with pytest.raises(TypeError, match="not iterable"):
        iter(call)
    call.close()


def test_async_call_that_is_canceled() -> None:
    class Never(AsyncRecorder):
        async def send(self, request: Any) -> Any:  # type: ignore[override]  # awaited
            await asyncio.sleep(60)

    async def run() -> None:
        task = asyncio.create_task(
            AsyncClient("sk", transport=Never()).customers.list()
        )
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
