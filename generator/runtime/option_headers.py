"""The headers that a call's options become, the idempotency key among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .api import Api
from .headers import checked_header

_IDEMPOTENT: Final = frozenset(
    {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"}
)
_NEEDS_KEY: Final = frozenset({"POST", "PATCH"})


def option_headers(api: Api, options: Mapping[str, Any]) -> dict[str, str]:
    """The headers that a call asks for; those in `extra_headers` hold before others.

    Raises:
        ValueError: an idempotency key that tells nothing apart.
    """
    headers: dict[str, str] = {
        header: options[name]
        for name, header in api.option_headers.items()
        if name in options
    }
    if "idempotency_key" in options:
        if options["idempotency_key"] == "":
            raise ValueError("idempotency_key must not be empty")
        headers[_key_header(api)] = options["idempotency_key"]
    headers.update(options.get("extra_headers") or {})
    return headers


def add_key(
    headers: dict[str, tuple[str, str]], method: str, api: Api, fresh_key: str | None
) -> bool:
    """Adds the idempotency key where one is needed; gives whether the request can be repeated.

    It can if to receive it twice does no more than to receive it once. Source: RFC 9110, section
    9.2.2, and the Internet-Draft "The Idempotency-Key HTTP Header Field". `headers` are by their
    names in lower case.
    """
    method, header = method.upper(), _key_header(api)
    knows_keys = api.idempotency_header is not None
    if knows_keys and fresh_key is not None and method in _NEEDS_KEY:
        headers.setdefault(header.lower(), checked_header(header, fresh_key))
    return method in _IDEMPOTENT or header.lower() in headers


def _key_header(api: Api) -> str:
    return api.idempotency_header or "Idempotency-Key"
