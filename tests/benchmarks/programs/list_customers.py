"""List all customers of a server, page by page: `list_customers CLIENT URL COUNT`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

_KEY = "sk_test_123"
_PAGE = 100


def customers(name: str, url: str) -> Iterable[Any]:
    """Iterate over the customers with this client."""
    if name == "codegen":
        client: Any = import_module("stripe_client")
        operations: Any = import_module("stripe_client.operations")
        codegen_client = client.Client(_KEY, base_url=url)
        pages: Iterable[Any] = operations.get_customers(
            codegen_client, limit=_PAGE
        ).auto_paging()
        return pages
    stripe: Any = import_module("stripe")
    stripe.enable_telemetry = False
    own = stripe.StripeClient(_KEY, base_addresses={"api": url})
    listed: Iterable[Any] = own.v1.customers.list({"limit": _PAGE}).auto_paging_iter()
    return listed


def main(name: str, url: str, count: int) -> None:
    """Read the ID of every customer and print their number.

    Raises:
        ValueError: they are not all there.
    """
    ids = {customer.id for customer in customers(name, url)}
    if len(ids) != count:
        raise ValueError(f"{len(ids)} customers of {count}")
    print(len(ids))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
