"""Detect the conventions of well-known APIs by the host of their server.

OpenAPI has no fields for idempotency keys or for headers that every request may have, so these are
a table in this module, with one entry per host. Users configure the same conventions for other
APIs. No other module knows a server by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from generator.ir.http import Conventions
from generator.openapi.nodes import Document


@dataclass(frozen=True, slots=True)
class KnownApi:
    """The conventions of one host; `version_header` carries the version of the document."""

    host: str
    conventions: Conventions
    version_header: str | None = None


_KNOWN_APIS = (
    # https://docs.stripe.com/api: Idempotent requests, Versioning, Connected Accounts. Stripe's
    # own clients follow the header on retries.
    KnownApi(
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


def detect_conventions(document: Document) -> Conventions:
    """The conventions of the API at the document's first server; empty if it is not known."""
    url = document.servers[0].url if document.servers else ""
    for api in _KNOWN_APIS:
        if _host(url) == api.host:
            headers = api.conventions.headers
            if api.version_header and document.version:
                headers = (*headers, (api.version_header, document.version))
            return replace(api.conventions, headers=headers)
    return Conventions()


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
