"""The backend of a shop that takes payments with Stripe, with asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from checkout import Order, Receipt, card_declined, receipt
from stripe_client import AsyncClient
from stripe_client.errors import CardError
from stripe_client.models import Customer, PaymentIntent, Subscription


async def create_customer(client: AsyncClient, order: Order) -> Customer:
    """Create the customer of an order; a second call for it returns the same customer."""
    return await client.customers.create(
        name=order.name,
        email=order.email,
        address={
            "line1": order.street,
            "city": order.city,
            "country": order.country,
        },
        invoice_settings={"custom_fields": [{"name": "Order", "value": order.number}]},
        metadata={"order": order.number},
        idempotency_key=f"customer-{order.number}",
    )


async def pay(client: AsyncClient, order: Order, customer: Customer) -> Receipt:
    """Charge the card of an order.

    Raises:
        CardDeclined: the customer has to pay in another way.
    """
    try:
        payment = await client.payment_intents.create(
            amount=order.amount,
            currency="eur",
            customer=customer.id,
            payment_method=order.payment_method,
            automatic_payment_methods={"enabled": True, "allow_redirects": "never"},
            confirm=True,
            expand=["customer", "latest_charge"],
            idempotency_key=f"payment-{order.number}",
        )
    except CardError as error:
        raise card_declined(error) from error
    return receipt(payment)


async def customers_without_name(client: AsyncClient) -> AsyncIterator[Customer]:
    """All customers who gave no name; further pages are fetched as they are needed."""
    page = await client.customers.list(limit=100)
    async for customer in page.auto_paging():
        if not customer.name:
            yield customer


async def subscribe(
    client: AsyncClient, customer: Customer, price: str
) -> Subscription:
    """Start a subscription whose first invoice the customer pays online."""
    return await client.subscriptions.create(
        customer=customer.id,
        items=[{"price": price, "quantity": 1}],
        payment_behavior="default_incomplete",
        payment_settings={"save_default_payment_method": "on_subscription"},
        expand=["latest_invoice"],
    )


async def upload_invoice(client: AsyncClient, pdf: Path, dispute: str) -> None:
    """Upload an invoice, and submit it as evidence in a dispute."""
    file = await client.files.create(file=pdf, purpose="dispute_evidence")
    await client.disputes.update(dispute, evidence={"receipt": file.id}, submit=True)


async def sell_for(client: AsyncClient, seller: str, order: Order) -> PaymentIntent:
    """Charge an order on the account of a seller, and keep a tenth of the amount."""
    return await client.payment_intents.create(
        amount=order.amount,
        currency="eur",
        payment_method=order.payment_method,
        application_fee_amount=order.amount // 10,
        confirm=True,
        stripe_account=seller,
    )
