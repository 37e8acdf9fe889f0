"""Responses of the local server that takes the place of Stripe."""

from __future__ import annotations

from typing import Any

KEY = "sk_test_123"
CARD = {
    "id": "card_1",
    "object": "card",
    "brand": "Visa",
    "exp_month": 8,
    "exp_year": 2030,
    "funding": "credit",
    "last4": "4242",
}
CUSTOMER: dict[str, Any] = {
    "id": "cus_1",
    "object": "customer",
    "created": 1700000000,
    "livemode": False,
    "name": "Ada",
    "address": {"city": "Paris", "line1": None},
    "metadata": {"order": "6735"},
    "default_source": CARD,
}
