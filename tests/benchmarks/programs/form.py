"""Encode arguments to a form: `form WAY`, where the way is `mappings`, `dataclasses` or
`stripe`; or `form --show WAY`, which prints the form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.programs.repeating import seconds

_ADDRESS = {
    "city": "Paris",
    "country": "FR",
    "line1": "1 rue de la Paix",
    "postal_code": "75002",
}
# Thirteen nested values: mappings, mappings in mappings, and lists of either kind.
ARGUMENTS: dict[str, Any] = {
    "address": _ADDRESS,
    "cash_balance": {"settings": {"reconciliation_mode": "manual"}},
    "email": "ada@example.com",
    "expand": ["default_source", "tax"],
    "invoice_settings": {
        "custom_fields": [
            {"name": "Order", "value": "6735"},
            {"name": "Team", "value": "Engines & Co."},
        ],
        "footer": "Merci, à bientôt",
        "rendering_options": {"amount_tax_display": "include_inclusive_tax"},
    },
    "metadata": {"order": "6735", "colour": "green"},
    "name": "Ada Lovelace",
    "preferred_locales": ["fr", "en"],
    "shipping": {"address": _ADDRESS, "name": "Ada", "phone": "+33 1 00 00 00 00"},
    "tax": {"ip_address": "127.0.0.1", "validate_location": "deferred"},
    "tax_exempt": "none",
    "tax_id_data": [
        {"type": "eu_vat", "value": "FRAB123456789"},
        {"type": "gb_vat", "value": "GB123456789"},
    ],
}
_CLASSES = {
    "address": "Address",
    "cash_balance": "CashBalance",
    "invoice_settings": "InvoiceSettings",
    "shipping": "Shipping",
    "tax": "Tax",
}


def encoder(way: str) -> Callable[[], bytes]:
    """The function that encodes the form in this way."""
    if way == "stripe":
        return _stripes()
    operations: Any = import_module("stripe_client.operations.customers")
    endpoint = operations._POST_CUSTOMERS
    arguments = ARGUMENTS if way == "mappings" else _as_dataclasses()

    def encode() -> bytes:
        content: bytes = endpoint.body.encode_given(arguments, "stripe_client")[0]
        return content

    return encode


def _as_dataclasses() -> dict[str, Any]:
    inputs: Any = import_module("stripe_client.inputs")

    def instance(name: str, value: Any) -> Any:
        return getattr(inputs, f"PostCustomers{name}")(**value)

    objects = {name: instance(_CLASSES[name], ARGUMENTS[name]) for name in _CLASSES}
    ids = [instance("TaxIdData", tax_id) for tax_id in ARGUMENTS["tax_id_data"]]
    return {**ARGUMENTS, **objects, "tax_id_data": ids}


def _stripes() -> Callable[[], bytes]:
    api_encode: Any = import_module("stripe._encode")._api_encode

    def encode() -> bytes:
        # As stripe._api_requestor encodes a form.
        text = urlencode(list(api_encode(ARGUMENTS)))
        return text.replace("%5B", "[").replace("%5D", "]").encode()

    return encode


def main(arguments: list[str]) -> None:
    """Print the seconds that it takes, or the form."""
    encode = encoder(arguments[-1])
    if arguments[0] == "--show":
        print(encode().decode())
    else:
        print(seconds(encode))


if __name__ == "__main__":
    main(sys.argv[1:])
