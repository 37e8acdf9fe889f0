"""Misuse of Stripe's client that type checkers report: an error in every line marked `# error`."""

# mypy: ignore-errors

from __future__ import annotations

from generated.stripe_client import AsyncClient, Client
from generated.stripe_client.inputs import PostCustomersAddress, PostCustomersTaxIdData
from generated.stripe_client.models import Customer, PaymentIntent
from generated.stripe_client.operations import (
    get_customers,
    get_customers_async,
    get_customers_customer,
    get_customers_search,
    post_customers,
    post_customers_async,
    post_payment_intents,
    post_subscriptions,
)


def arguments(client: Client) -> None:
    post_customers(client, nmae="Ada")  # error
    post_customers(client, "Ada")  # error
    post_customers(client, name=5)  # error
    post_customers(client, name=None)  # error
    post_customers(client, balance="12")  # error
    post_customers(client, metadata={"order": 6735})  # error
    post_customers(client, preferred_locales=[1])  # error
    post_customers(client, timeout="soon")  # error
    post_customers(client, stripe_acount="acct_1")  # error
    post_customers(name="Ada")  # error
    post_payment_intents(client, amount=2000)  # error
    post_payment_intents(client, amount="20", currency="eur")  # error
    get_customers_search(client)  # error
    get_customers_customer(client)  # error
    get_customers(client, limit="3")  # error


def nested(client: Client) -> None:
    post_customers(client, address={"ctiy": "Paris"})  # error
    post_customers(client, address={"city": 5})  # error
    post_customers(client, address="Paris")  # error
    post_customers(client, address=PostCustomersAddress(ctiy="Paris"))  # error
    post_customers(client, tax_id_data=[{"type": "eu_vat"}])  # error
    post_customers(client, tax_id_data={"type": "eu_vat", "value": "1"})  # error
    post_customers(client, address=PostCustomersTaxIdData(type="a", value="b"))  # error
    post_subscriptions(client, items=[{"price": "p", "quantity": "two"}])  # error
    post_subscriptions(client, cancel_at_period_end="yes")  # error
    post_subscriptions(client, trial_end="tomorrow")  # error
    PostCustomersTaxIdData(type="eu_vat")  # error


def methods(client: Client) -> None:
    print(client.custmers)  # error
    client.customers.make(name="Ada")  # error
    client.customers.create(nmae="Ada")  # error
    client.customers.retrieve()  # error
    client.customers.sources.delete("cus_1")  # error
    client.raw(post_customers, nmae="Ada")  # error
    client.raw(client.customers.create, nmae="Ada")  # error
    client.raw(client.customers.retrieve, "cus_1", expnad=[])  # error
    client.raw(client.customers.retrieve)  # error
    client.save("a.pdf", post_customers)  # error
    Client(api_key="sk_test_123")  # error


def reading(client: Client, customer: Customer, intent: PaymentIntent) -> None:
    print(customer.nmae)  # error
    print(customer.address.city)  # error
    print(customer.default_source.last4)  # error
    customer.name.upper()  # error
    print(customer.created + 1)  # error
    intent.amount.upper()  # error
    print(get_customers_customer(client, "cus_1").email)  # error
    print(get_customers(client).items)  # error
    for item in get_customers(client).auto_paging():
        print(item.nmae)  # error


async def awaited(client: Client, other: AsyncClient) -> None:
    print(post_customers_async(other, name="Ada").id)  # error
    print(other.customers.create(name="Ada").id)  # error
    await post_customers(client, name="Ada")  # error
    await post_customers_async(client, name="Ada")  # error
    post_customers(other, name="Ada")  # error
    await other.customers.create(nmae="Ada")  # error
    for _ in get_customers_async(other):  # error
        pass
    async for customer in get_customers_async(other):
        print(customer.nmae)  # error
