# SPDX-License-Identifier: MIT
"""Per-request options accepted by every operation, and the headers they set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypedDict

from ..auth.credentials import AnyCredentials
from ..http.headers import checked_header
from ..http.secrets import hidden
from ..http.timeouts import Timeout
from ..models.suggestions import did_you_mean
from .api import Api
from .extra_query import require_mapping

_IDEMPOTENT: Final = frozenset(
    {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"}
)
_NEEDS_KEY: Final = frozenset({"POST", "PATCH"})


class RequestOptions(TypedDict, total=False):
    """Per-request options accepted by every operation, as keyword arguments.

    None has the same effect as leaving an option out, except for `timeout`.

    Attributes:
        idempotency_key: A unique string of your choice. The server performs requests with the
            same key only once.
        timeout: Timeout of each attempt in seconds, or by phase; None disables it.
        extra_headers: Headers to add to the request; they override all others.
        extra_query: Query parameters to add to the URL; they override all others.
        extra_body: Properties to add to a JSON object, form or multipart form; they override all
            others.
        max_retries: Maximum number of retries after a failed attempt.
        credentials: Credentials for this call, in place of the client's.
        follow_redirects: Whether to follow redirects. Other servers get no credentials.
    """

    idempotency_key: str | None
    timeout: float | Timeout | None
    extra_headers: Mapping[str, str] | None
    extra_query: Mapping[str, object] | None
    extra_body: Mapping[str, object] | None
    max_retries: int | None
    credentials: AnyCredentials
    follow_redirects: bool | None


_SECRET: Final = frozenset({"credentials", "extra_headers", "extra_query"})
# Names in other libraries of what is an option here, which no spelling check would find.
_OTHER_NAMES: Final = {
    **dict.fromkeys(("api_key", "auth", "bearer", "key", "token"), "credentials"),
    "headers": "extra_headers",
    **dict.fromkeys(("params", "query"), "extra_query"),
    **dict.fromkeys(("body", "data", "json"), "extra_body"),
    "retries": "max_retries",
}


def hide_options(options: Any) -> None:
    """Replace the values of options that may be secrets by equal ones that `repr` does not show."""
    for name, value in options.items():
        if name in _SECRET or _OTHER_NAMES.get(name) in _SECRET:
            options[name] = hidden(value)


def given_options(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the options of a call without those that are None and thus not set.

    `timeout` is kept: None disables it.
    """
    return {
        name: value
        for name, value in options.items()
        if value is not None or name == "timeout"
    }


def unknown_option(
    options: Mapping[str, Any], arguments: Iterable[str], more: Iterable[str] = ()
) -> str | None:
    """Describe the first option of a call that does not exist; None if all of them do.

    Args:
        options: The keyword arguments of the call that are not arguments of the operation.
        arguments: Names of the operation's arguments, for suggestions.
        more: Names of API-specific options, which extend `RequestOptions`.

    Returns:
        The message of Python's own `TypeError`, without the function's name, and a suggestion.
    """
    known = [*RequestOptions.__annotations__, *more] if options else []
    for name in options:
        if name not in known:
            other = _OTHER_NAMES.get(name)
            suggestion = (
                f"; use {other}"
                if other
                else did_you_mean(name, [*sorted(arguments), *known])
            )
            return f"got an unexpected keyword argument {name!r}{suggestion}"
    return None


def option_headers(api: Api, options: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers that the options of a call set; `extra_headers` override the others.

    Raises:
        ValueError: the idempotency key is empty.
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
    extra: Any = options.get("extra_headers") or {}
    headers.update(require_mapping(extra, "extra_headers"))
    return headers


def add_idempotency_key(
    headers: dict[str, tuple[str, str]],
    method: str,
    api: Api,
    generated_key: str | None,
) -> bool:
    """Add a generated idempotency key to `headers` if the request needs one.

    Source: RFC 9110, section 9.2.2 (Idempotent Methods), and the Internet-Draft "The
    Idempotency-Key HTTP Header Field".

    Args:
        headers: Names and values of the request's headers, by lower-case name.
        method: The HTTP method.
        api: API-wide settings; they say whether the server supports idempotency keys.
        generated_key: The key to add; an existing one is kept.

    Returns:
        Whether the request is idempotent: it can be retried without a second effect.
    """
    method, header = method.upper(), _key_header(api)
    supports_keys = api.idempotency_header is not None
    if supports_keys and generated_key is not None and method in _NEEDS_KEY:
        headers.setdefault(header.lower(), checked_header(header, generated_key))
    return method in _IDEMPOTENT or header.lower() in headers


def _key_header(api: Api) -> str:
    return api.idempotency_header or "Idempotency-Key"
