"""Code of a client's users that `test_typing` passes to type checkers; it never runs.

Every line with an ignore comment contains an error that type checkers must find; an ignore comment
without an error is an error itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, assert_type

import httpx2

from generator.runtime.client.api_response import ApiResponse
from generator.runtime.client.callers import AsyncCaller, Caller
from generator.runtime.client.streamed_response import (
    AsyncStreamedResponse,
    StreamedResponse,
)
from generator.runtime.http.headers import Headers
from generator.runtime.models.expandable import expanded, identifier
from generator.runtime.paging.list_page import ListPage
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.models import (
    BankAccount,
    Card,
    Customer,
    CustomersPage,
    DeletedCustomer,
)
from tests.runtime.little_client.operations import lists as list_operations
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
    post_customers_async,
)
from tests.runtime.little_client.operations.lists import (
    get_cards,
    get_customers,
    get_customers_async,
    get_events,
    get_report,
    get_report_async,
)
from tests.runtime.little_client.resources.customers import AsyncCustomers, Customers
from tests.runtime.little_client.resources.customers_cards import Cards


def functions(client: Client, caller: Caller) -> None:
    assert_type(post_customers(client, name="Ada"), Customer)
    assert_type(post_customers(caller, name="Ada"), Customer)
    assert_type(get_customer(client.customers, "cus_1", timeout=5), Customer)
    post_customers(client, nmae="Ada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def http_clients(
    http_client: httpx2.Client, async_http_client: httpx2.AsyncClient
) -> None:
    Client(http_client=http_client)
    AsyncClient(http_client=async_http_client)
    Client(http_client=async_http_client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    AsyncClient(http_client=http_client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client(proxy="http://p.example", verify=False, limits=httpx2.Limits())


def methods(client: Client) -> None:
    assert_type(client.customers, Customers)
    assert_type(client.customers.cards, Cards)
    assert_type(client.customers.create(name="Ada", max_retries=0), Customer)
    assert_type(client.customers.retrieve("cus_1", limit=3), Customer)
    client.customers.create(nmae="Ada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.retrieve(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.customers.retrieve()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited(client: AsyncClient, caller: AsyncCaller) -> None:
    assert_type(await post_customers_async(client, name="Ada"), Customer)
    assert_type(await get_customer_async(caller, "cus_1"), Customer)
    assert_type(client.customers, AsyncCustomers)
    assert_type(await client.customers.create(name="Ada"), Customer)
    assert_type(await client.customers.retrieve("cus_1", limit=3), Customer)
    await client.customers.create(nmae="Ada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def mixed_up(client: Client, other: AsyncClient) -> None:
    post_customers(other)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await post_customers_async(client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def raw_functions(client: Client, other: AsyncClient) -> None:
    response = client.raw(get_customer, "cus_1", limit=3)
    assert_type(response, ApiResponse[Customer])
    assert_type(response.value.id, str)
    assert_type(
        await other.raw(get_customer_async, "cus_1", limit=3), ApiResponse[Customer]
    )
    client.raw(post_customers, nmae="Ada")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]
    await other.raw(post_customers_async, nmae="Ada")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]


async def raw_methods(client: Client, other: AsyncClient) -> None:
    response = client.raw(client.customers.retrieve, "cus_1", limit=3)
    assert_type(response, ApiResponse[Customer])
    assert_type(
        client.raw(client.customers.create, name="Ada", timeout=5),
        ApiResponse[Customer],
    )
    assert_type(client.raw(client.customers.create), ApiResponse[Customer])
    assert_type(client.raw(client.customers.list), ApiResponse[CustomersPage])
    assert_type(
        await other.raw(other.customers.create, name="Ada"), ApiResponse[Customer]
    )
    assert_type(
        await other.raw(other.customers.retrieve, "cus_1"), ApiResponse[Customer]
    )
    client.raw(client.customers.create, nmae="Ada")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]
    client.raw(client.customers.create, name=5)  # type: ignore[type-var]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.raw(client.customers.retrieve, "cus_1", limti=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.raw(client.customers.retrieve)  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]
    await other.raw(other.customers.create, nmae="Ada")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]
    await other.raw(other.customers.retrieve)  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]


async def settings(client: Client, other: AsyncClient) -> None:
    Client("sk", max_retries=None, headers=None, query={"v": 1})
    Client(api_key="sk")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert_type(client.with_options(timeout=None, credentials="sk"), Client)
    assert_type(other.with_options(max_retries=1), AsyncClient)
    copied = client.with_options(headers={"X": "1"}).customers.create(name="Ada")
    assert_type(copied, Customer)
    client.with_options(time_out=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.with_options(max_retries="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def options(client: Client) -> None:
    get_customer(client, "cus_1", idempotency_key=None, extra_headers=None)
    get_customer(client, "cus_1", max_retries=None, credentials=None)
    get_customer(client, "cus_1", extra_query={"a": [1]}, extra_body={"b": None})
    get_customer(client, "cus_1", extra_query=[1])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def undocumented(client: Client, other: AsyncClient) -> None:
    assert_type(client.request("POST", "/v2/x", json={"a": 1}, timeout=None), Any)
    assert_type(await other.request("GET", "/v2/x", query={"a": 1}), Any)
    client.request("GET", "/v2/x", params={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.request("GET", content=b"")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def files(client: Client, other: AsyncClient) -> None:
    assert_type(client.save("a.pdf", get_report, "r"), ApiResponse[None])
    assert_type(client.save(Path("a"), get_report, report="r"), ApiResponse[None])
    assert_type(client.save("a", client.reports.content, "r"), ApiResponse[None])
    await other.save("a.pdf", get_report_async, "r")
    await other.save("a.pdf", other.reports.content, report="r")
    with open("a.pdf", "wb") as file:
        client.save(file, get_report, "r")
    client.save("a.pdf", get_customer, "r")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue, reportArgumentType]
    client.save("a.pdf", client.reports.content, rpeort="r")  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]
    await other.save("a.pdf", other.reports.content)  # type: ignore[type-var]  # pyright: ignore[reportCallIssue]


async def chunks(client: Client, other: AsyncClient) -> None:
    with client.stream(get_report, "r", follow_redirects=True) as response:
        assert_type(response, StreamedResponse)
        assert_type(response.iter_bytes(), Iterator[bytes])
        assert_type(response.read(), bytes)
    with client.stream(client.customers.retrieve, "cus_1") as response:
        assert_type(response.status, int)
    async with other.stream(get_report_async, report="r") as received:
        assert_type(received, AsyncStreamedResponse)
        assert_type(received.aiter_bytes(), AsyncIterator[bytes])
        assert_type(await received.aread(), bytes)
    async with other.stream(other.customers.retrieve, "cus_1") as received:
        assert_type(received.headers, Headers)


async def pages(client: Client, other: AsyncClient) -> None:
    page = get_customers(client, limit=3)
    assert_type(page, CustomersPage)
    for customer in page.auto_paging():
        assert_type(customer, Customer)
    for next_page in page.auto_paging().pages():
        assert_type(next_page, CustomersPage)
    assert_type(page.get_next_page(), CustomersPage | None)
    for card in get_cards(client, "cus_1").auto_paging():
        assert_type(card, BankAccount | Card)
    for event in get_events(client).auto_paging():
        assert_type(event, dict[str, Any])
    first = await get_customers_async(other)
    async for customer in first.auto_paging():
        assert_type(customer, Customer)
    async for next_page in first.auto_paging().pages():
        assert_type(next_page, CustomersPage)
    assert_type(await first.get_next_page_async(), CustomersPage | None)
    for customer in get_customers(client):
        assert_type(customer, Customer)
    async for customer in first:
        assert_type(customer, Customer)
    call = get_customers_async(other, limit=3)
    async for customer in call:
        assert_type(customer, Customer)
    async for customer in call.auto_paging():
        assert_type(customer, Customer)
    async for next_page in call.auto_paging().pages():
        assert_type(next_page, CustomersPage)
    async for customer in other.customers.list(limit=3):
        assert_type(customer, Customer)
    get_customers_async(other, limti=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    response = await other.raw(get_customers_async, limit=3)
    assert_type(response, ApiResponse[CustomersPage])
    await asyncio.gather(get_customers_async(other), other.customers.list())


def lists(page: ListPage[Customer]) -> list[Customer]:
    for customer in page:
        assert_type(customer, Customer)
    for customer in page.auto_paging():
        assert_type(customer, Customer)
    assert_type(page.get_next_page(), ListPage[Customer] | None)
    return page


def expandable(customer: Customer) -> None:
    assert_type(expanded(customer.default_source), BankAccount | Card)
    assert_type(expanded(customer.parent), Customer | DeletedCustomer)
    assert_type(identifier(customer.default_source), str | None)


def deprecations(client: Client) -> None:
    # Unnecessary ignores are errors: this one requires the report.
    list_operations.get_old_report(client, "r")  # pyright: ignore[reportDeprecated]
