"""Typical use of Stripe's client, type-checked by `test_type_checkers`.

Most of it never runs: `assert_type` states the type that each expression must have.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, assert_type

from generated.stripe_client import (
    UNSET,
    ApiError,
    ApiResponse,
    AsyncClient,
    Client,
    Model,
    NotExpandedError,
    Page,
    Request,
    Response,
    Timeout,
    expanded,
    identifier,
)
from generated.stripe_client.errors import (
    ApiConnectionError,
    ApiStatusError,
    CardError,
    NotFoundError,
    PaymentRequiredError,
)
from generated.stripe_client.inputs import (
    PostCustomersAddress,
    PostCustomersAddressDict,
    PostCustomersTaxIdData,
    PostSubscriptionsItems,
)
from generated.stripe_client.models import (
    Address,
    BankAccount,
    Card,
    Charge,
    Customer,
    DeletedCustomer,
    Error,
    File,
    GetCustomersResponse,
    Invoice,
    Item,
    PaymentIntent,
    Plan,
    Source,
    Subscription,
    V2CoreAccount,
)
from generated.stripe_client.operations import (
    get_customers,
    get_customers_async,
    get_customers_customer,
    get_quotes_quote_pdf,
    get_v2_core_accounts,
    post_customers,
    post_customers_async,
    post_files,
    post_payment_intents,
    post_subscriptions,
)


def clients() -> None:
    def watch(request: Request, response: Response, seconds: float) -> None:
        print(request.method, response.status, round(seconds, 3))

    with Client("sk_test_123", max_retries=3, timeout=10, on_response=watch) as client:
        assert_type(client, Client)
    Client(timeout=Timeout(connect=3, read=30), headers={"X-Team": "billing"})


def nested_inputs(client: Client) -> None:
    tax_id = PostCustomersTaxIdData(type="eu_vat", value="FRAB123456789")
    customer = post_customers(
        client,
        name="Ada",
        address={"city": "Paris", "country": "FR"},
        tax_id_data=[tax_id, {"type": "eu_vat", "value": "DE123456789"}],
        metadata={"order": "6735"},
        tax_exempt="a future value",
        expand=["default_source"],
        idempotency_key="order-6735",
        stripe_account="acct_1",
        timeout=5,
    )
    assert_type(customer, Customer)
    post_customers(client, address=PostCustomersAddress(city="Paris"))
    post_customers(client, address="", metadata="")

    address: PostCustomersAddressDict = {"city": "Paris"}
    address["line1"] = "1 rue de Rivoli"
    client.customers.update("cus_1", address=address)
    client.customers.update("cus_1", name=UNSET, description="" or UNSET)


def subscribe(client: Client, customer: Customer) -> Subscription:
    subscription = post_subscriptions(
        client,
        customer=customer.id,
        items=[{"price": "price_1", "quantity": 2}, PostSubscriptionsItems(price="p")],
        trial_end=datetime(2027, 1, 1, tzinfo=UTC),
        cancel_at="min_period_end",
        payment_settings={"payment_method_options": {"card": {"network": "visa"}}},
    )
    assert_type(subscription, Subscription)
    post_subscriptions(client, customer=customer.id, trial_end="now")
    return subscription


def reading(customer: Customer) -> str:
    assert_type(customer.created, datetime)
    assert_type(customer.address, Address | None)
    if customer.address is not None:
        assert_type(customer.address.city, str | None)
    assert_type(customer.metadata, dict[str, str] | None)
    assert_type(customer.tax_exempt, Literal["exempt", "none", "reverse"] | str | None)
    if customer.is_set("email") and customer.email is None:
        return "no email address"
    assert_type(customer.additional_properties, dict[str, Any])
    assert_type(customer.to_dict(), dict[str, Any])
    return customer.email or customer.name or customer.id


def expandable(customer: Customer, charge: Charge, invoice: Invoice) -> None:
    assert_type(customer.default_source, str | BankAccount | Card | Source | None)
    assert_type(expanded(customer.default_source), BankAccount | Card | Source)
    assert_type(identifier(charge.customer), str | None)
    assert_type(expanded(invoice.customer), Customer | DeletedCustomer)
    try:
        assert_type(expanded(charge.customer, Customer), Customer)
    except NotExpandedError:
        print("deleted, or not expanded")


def unions(customer: Customer) -> str:
    source = customer.default_source
    if source is None or isinstance(source, str):
        return source or "no source"
    if source.object == "card":
        assert_type(source, Card)
        return source.last4
    match source:
        case BankAccount(bank_name=name):
            return name or "a bank"
        case Source(type=source_type):
            return source_type


def deleted_or_not(client: Client) -> Customer | None:
    customer = get_customers_customer(client, "cus_1")
    assert_type(customer, Customer | DeletedCustomer)
    if isinstance(customer, DeletedCustomer):
        assert_type(customer.deleted, Literal[True])
        return None
    return customer


def pages(client: Client) -> None:
    page = get_customers(client, limit=100, created={"gte": 1700000000})
    assert_type(page, GetCustomersResponse)
    for customer in page.auto_paging():
        assert_type(customer, Customer)
    for customer in client.customers.list(limit=100):
        assert_type(customer, Customer)
    assert_type(page.get_next_page(), GetCustomersResponse | None)
    assert_type(page.data[0].created, datetime)
    for match in client.customers.search(query="name:'Ada'").auto_paging():
        assert_type(match, Customer)
    for account in get_v2_core_accounts(client).auto_paging():
        assert_type(account, V2CoreAccount)
    for line in client.checkout.sessions.line_items.list("cs_1").auto_paging():
        assert_type(line, Item)


def first_emails(page: Page[Customer]) -> list[str | None]:
    assert_type(page.get_next_page(), Page[Customer] | None)
    return [customer.email for customer in page.auto_paging()]


async def annotated_pages(client: Client, other: AsyncClient) -> None:
    page: Page[Customer] = client.customers.list(limit=3)
    first_emails(page)
    found: Page[Customer] = await other.customers.list()
    async for customer in found.auto_paging():
        assert_type(customer, Customer)
    model: Model = client.customers.create()
    assert_type(model.to_dict(), dict[str, Any])


def errors(client: Client) -> PaymentIntent | None:
    try:
        return post_payment_intents(client, amount=2000, currency="eur", confirm=True)
    except CardError as error:
        assert_type(error.code, str | None)
        assert_type(error.decline_code, str | None)
        assert_type(error.param, str | None)
        assert_type(error.body, Error | Model | str | None)
        if isinstance(error, PaymentRequiredError) and isinstance(error.body, Error):
            assert_type(error.body.error.decline_code, str | None)
    except NotFoundError as error:
        assert_type(error.request_id, str | None)
    except (ApiStatusError, ApiConnectionError) as error:
        assert_type(error.attempts, int)
    except ApiError:
        raise
    return None


def raw_responses(client: Client, folder: Path) -> None:
    created = client.raw(client.customers.create, name="Ada", timeout=5)
    assert_type(created, ApiResponse[Customer])
    assert_type(client.raw(client.customers.list), ApiResponse[GetCustomersResponse])
    response = client.raw(get_customers, limit=3)
    assert_type(response, ApiResponse[GetCustomersResponse])
    assert_type(response.headers.get("Request-Id"), str | None)
    assert_type(response.value.data, list[Customer])
    assert_type(get_quotes_quote_pdf(client, "qt_1"), bytes)
    client.save(folder / "quote.pdf", get_quotes_quote_pdf, "qt_1")
    upload = post_files(client, file=folder / "a.png", purpose="dispute_evidence")
    assert_type(upload, File)


def decimals(plan: Plan) -> None:
    assert_type(plan.amount_decimal, Decimal | None)


async def asynchronous(client: AsyncClient) -> list[Customer]:
    ada, grace = await asyncio.gather(
        post_customers_async(client, name="Ada"), client.customers.create(name="Grace")
    )
    assert_type(ada, Customer)
    page = await get_customers_async(client, limit=100)
    everyone = [customer async for customer in page.auto_paging()]
    assert_type(everyone, list[Customer])
    assert_type(await page.get_next_page_async(), GetCustomersResponse | None)
    created = await client.raw(client.customers.create, name="Ada")
    assert_type(created.value, Customer)
    response = await client.raw(post_customers_async, name="Ada")
    assert_type(response, ApiResponse[Customer])
    return [ada, grace, *everyone]


async def asynchronous_iteration(client: AsyncClient) -> AsyncIterator[str]:
    async for charge in client.charges.list(customer="cus_1"):
        assert_type(charge, Charge)
        yield charge.id
    async for page in client.charges.list(limit=100).auto_paging().pages():
        yield page.data[0].id
    async for charge in (await client.charges.list(customer="cus_1")).auto_paging():
        yield charge.id
