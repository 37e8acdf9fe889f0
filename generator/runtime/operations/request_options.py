# SPDX-License-Identifier: MIT
"""Per-request options accepted by every operation, and the headers that they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypedDict

from ..auth.credentials import AnyCredentials
from ..http.headers import checked_header
from ..http.timeouts import Timeout
from ..models.suggestions import did_you_mean
from .api import Api

_IDEMPOTENT: Final = frozenset(
    {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"}
)
_NEEDS_KEY: Final = frozenset({"POST", "PATCH"})


class RequestOptions(TypedDict, total=False):
    """The keywords that every operation takes.

    - `idempotency_key` is any text of your own: however often a request with this key arrives, the
      server does the same thing once only.
    - `timeout` is in seconds, for each attempt of this call.
    - `extra_headers` are added to the request.
    - `max_retries`: how many more attempts there may be after one that failed.
    - `credentials` are those for this call, in place of the client's.
    """

    idempotency_key: str
    timeout: float | Timeout | None
    extra_headers: Mapping[str, str]
    max_retries: int
    credentials: AnyCredentials


def unknown_option(
    options: Mapping[str, Any], arguments: Iterable[str], more: Iterable[str] = ()
) -> str | None:
    """What is wrong with the keywords of a call beside its `arguments`, as Python words it.

    `more` are the options that this API has beside those of `RequestOptions`.
    """
    known = [*RequestOptions.__annotations__, *more] if options else []
    for name in options:
        if name not in known:
            guess = did_you_mean(name, [*sorted(arguments), *known])
            return f"got an unexpected keyword argument {name!r}{guess}"
    return None


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


def add_idempotency_key(
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
