"""The backend of a shop that takes payments with Stripe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stripe_client import Client, expanded
from stripe_client.errors import CardError
from stripe_client.models import (
    Charge,
    Customer,
    Error,
    Invoice,
    PaymentIntent,
    Subscription,
)


@dataclass(frozen=True)
class Order:
    """An order of the shop; `amount` is in cents, `payment_method` comes from Stripe.js."""

    number: str
    name: str
    email: str
    street: str
    city: str
    country: str
    amount: int
    payment_method: str


@dataclass(frozen=True)
class Receipt:
    """What the shop keeps of a payment."""

    payment: str
    email: str | None
    url: str | None


class CardDeclined(Exception):
    """A card was declined; `reason` is Stripe's code, such as `insufficient_funds`."""

    def __init__(self, message: str, reason: str | None) -> None:
        super().__init__(message)
        self.reason = reason


def create_customer(client: Client, order: Order) -> Customer:
    """Create the customer of an order; a second call for it returns the same customer."""
    return client.customers.create(
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


def pay(client: Client, order: Order, customer: Customer) -> Receipt:
    """Charge the card of an order.

    Raises:
        CardDeclined: the customer has to pay in another way.
    """
    try:
        payment = client.payment_intents.create(
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


def receipt(payment: PaymentIntent) -> Receipt:
    """The receipt of a payment whose customer and charge are expanded."""
    return Receipt(
        payment=payment.id,
        email=expanded(payment.customer, Customer).email,
        url=expanded(payment.latest_charge, Charge).receipt_url,
    )


def card_declined(error: CardError) -> CardDeclined:
    """The error for the shop, with the reason of the card's bank."""
    body = error.body
    reason = body.error.decline_code if isinstance(body, Error) else None
    return CardDeclined(error.message, reason or error.code)


def customers_without_name(client: Client) -> Iterator[Customer]:
    """All customers who gave no name; further pages are fetched as they are needed."""
    for customer in client.customers.list(limit=100).auto_paging():
        if not customer.name:
            yield customer


def subscribe(client: Client, customer: Customer, price: str) -> Subscription:
    """Start a subscription whose first invoice the customer pays online."""
    return client.subscriptions.create(
        customer=customer.id,
        items=[{"price": price, "quantity": 1}],
        payment_behavior="default_incomplete",
        payment_settings={"save_default_payment_method": "on_subscription"},
        expand=["latest_invoice"],
    )


def payment_page(subscription: Subscription) -> str | None:
    """The page on which the customer pays the first invoice of a subscription."""
    return expanded(subscription.latest_invoice, Invoice).hosted_invoice_url


def upload_invoice(client: Client, pdf: Path, dispute: str) -> None:
    """Upload an invoice, and submit it as evidence in a dispute."""
    file = client.files.create(file=pdf, purpose="dispute_evidence")
    client.disputes.update(dispute, evidence={"receipt": file.id}, submit=True)


def sell_for(client: Client, seller: str, order: Order) -> PaymentIntent:
    """Charge an order on the account of a seller, and keep a tenth of the amount."""
    return client.payment_intents.create(
        amount=order.amount,
        currency="eur",
        payment_method=order.payment_method,
        application_fee_amount=order.amount // 10,
        confirm=True,
        stripe_account=seller,
    )
