"""The first call of a program: `first_call CLIENT FILE`, where the file has the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ARGUMENTS: dict[str, Any] = {
    "name": "Ada",
    "address": {"city": "Paris"},
    "tax_id_data": [{"type": "eu_vat", "value": "FRAB123456789"}],
    "metadata": {"order": "6735"},
    "expand": ["default_source"],
}
KEY = "sk_test_123"
_JSON = {"Content-Type": "application/json"}


def codegens(answer: bytes) -> Callable[[], Any]:
    """The call with a client by codegen."""
    client: Any = import_module("stripe_client")
    operations: Any = import_module("stripe_client.operations")
    made, post_customers = client.Client, operations.post_customers
    headers = client.Headers(list(_JSON.items()))

    class Canned:
        """Answers at once."""

        def send(self, request: object) -> object:
            """The answer."""
            return client.Response(200, headers, answer)

        def close(self) -> None:
            """There is nothing to close."""

    def call() -> Any:
        return post_customers(made(KEY, transport=Canned()), **ARGUMENTS)

    return call


def stripes(answer: bytes) -> Callable[[], Any]:
    """The call with Stripe's own client."""
    stripe: Any = import_module("stripe")
    stripe.enable_telemetry = False
    made = stripe.StripeClient
    text = answer.decode()

    class Canned(stripe.HTTPClient):  # type: ignore[misc]  # imported by its name
        """Answers at once."""

        name = "canned"

        def request(self, *arguments: object, **options: object) -> object:
            """The answer."""
            return text, 200, _JSON

        def close(self) -> None:
            """There is nothing to close."""

    def call() -> Any:
        client = made(KEY, http_client=Canned())
        return client.v1.customers.create(ARGUMENTS)

    return call


def main(name: str, file: Path) -> None:
    """Say how many seconds it takes."""
    answer = file.read_bytes()
    call = codegens(answer) if name == "codegen" else stripes(answer)
    started = perf_counter()
    customer = call()
    taken = perf_counter() - started
    if customer.object != "customer":
        raise ValueError("the answer is no customer")
    print(taken)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
