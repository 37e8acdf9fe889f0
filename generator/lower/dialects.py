"""A table of data: the conventions of APIs that are known by their server, one row per server.

OpenAPI has no words for an idempotency key, or for headers that any call may carry, so no document
says them. They are here, and not in each person's configuration file, so that the bare document of
a well-known API gives its best client. A row only turns on what is general: a configuration file
turns the same things on for any other API, and no other module knows a server by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from generator.ir.http import Conventions
from generator.openapi.nodes import Document


@dataclass(frozen=True, slots=True)
class Dialect:
    """The conventions behind one host; `version_header` carries the document's own version."""

    host: str
    conventions: Conventions
    version_header: str | None = None


_DIALECTS = (
    # https://docs.stripe.com/api: Idempotent requests, Versioning, Connected Accounts; the header
    # that tells whether to retry is what Stripe's own clients go by.
    Dialect(
        "api.stripe.com",
        Conventions(
            idempotency_header="Idempotency-Key",
            should_retry_header="Stripe-Should-Retry",
            option_headers=(
                ("stripe_account", "Stripe-Account"),
                ("stripe_context", "Stripe-Context"),
                ("stripe_version", "Stripe-Version"),
            ),
        ),
        version_header="Stripe-Version",
    ),
)


def conventions_of(document: Document) -> Conventions:
    """The conventions of the API at the document's first server; none if it is not known."""
    url = document.servers[0].url if document.servers else ""
    for dialect in _DIALECTS:
        if _host(url) == dialect.host:
            headers = dialect.conventions.headers
            if dialect.version_header and document.version:
                headers = (*headers, (dialect.version_header, document.version))
            return replace(dialect.conventions, headers=headers)
    return Conventions()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
