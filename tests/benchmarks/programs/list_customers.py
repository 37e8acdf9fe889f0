"""All customers of a server, page by page: `list_customers CLIENT URL COUNT`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

_KEY = "sk_test_123"
_PAGE = 100


def customers(name: str, url: str) -> Iterable[Any]:
    """The customers, as this client gives them one after the other."""
    if name == "codegen":
        client: Any = import_module("stripe_client")
        operations: Any = import_module("stripe_client.operations")
        made = client.Client(_KEY, base_url=url)
        pages: Iterable[Any] = operations.get_customers(made, limit=_PAGE).auto_paging()
        return pages
    stripe: Any = import_module("stripe")
    stripe.enable_telemetry = False
    own = stripe.StripeClient(_KEY, base_addresses={"api": url})
    listed: Iterable[Any] = own.v1.customers.list({"limit": _PAGE}).auto_paging_iter()
    return listed


def main(name: str, url: str, count: int) -> None:
    """Look at each, and say how many there were.

    Raises:
        ValueError: they are not all there.
    """
    found = {customer.id for customer in customers(name, url)}
    if len(found) != count:
        raise ValueError(f"{len(found)} customers of {count}")
    print(len(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
