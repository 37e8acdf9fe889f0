# SPDX-License-Identifier: MIT
"""Settings of a client: those that `with_options` changes, and hints for unknown ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypedDict, TypeVar

from ..auth.credentials import AnyCredentials
from ..http.hooks import OnRequest, OnResponse
from ..http.secrets import hidden
from ..http.timeouts import Timeout
from ..http.urls import hide_secrets
from ..models.suggestions import did_you_mean
from ..operations.client_config import ServerLike

if TYPE_CHECKING:
    import ssl
    from os import PathLike

    import httpx2

_Transport = TypeVar("_Transport")
_HttpClient = TypeVar("_HttpClient")

TRANSPORT_SETTINGS: Final = frozenset(
    {"transport", "http_client", "proxy", "verify", "limits", "keep_cookies"}
)
"""Settings of connections. A copy of a client with other ones has connections of its own."""

_MERGED: Final = ("headers", "query")
_SECRET: Final = frozenset({"credentials", "headers", "proxy", "query"})


class ClientSettings(TypedDict, Generic[_Transport, _HttpClient], total=False):
    """The settings of a client by name: see the arguments of the client."""

    credentials: AnyCredentials
    base_url: str | None
    server: ServerLike | None
    timeout: float | Timeout | None
    headers: Mapping[str, str] | None
    query: Mapping[str, object] | None
    max_retries: int | None
    follow_redirects: bool | None
    on_request: OnRequest | None
    on_response: OnResponse | None
    transport: _Transport | None
    http_client: _HttpClient | None
    proxy: str | httpx2.URL | httpx2.Proxy | None
    verify: ssl.SSLContext | str | PathLike[str] | bool
    limits: httpx2.Limits | None
    keep_cookies: bool | None
    strict: bool


class NoSettings(TypedDict):
    """No keyword arguments: type checkers reject every other setting."""


def given_settings(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes that are given, without the `repr` of secrets.

    None is not given, except for `timeout`, where it is a value.
    """
    return {
        name: _hidden_setting(name, value)
        for name, value in changes.items()
        if value is not None or name == "timeout"
    }


def _hidden_setting(name: str, value: Any) -> Any:
    if name == "base_url":
        return hide_secrets(value)
    is_public = name in ClientSettings.__annotations__ and name not in _SECRET
    return value if is_public else hidden(value)


def changed_settings(
    settings: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `settings` with changes: headers and query parameters are added, others replaced."""
    if "transport" in given or "http_client" in given:
        # It cannot be combined with the former settings of connections.
        settings = without_transport(settings)
    changed = {**settings, **given}
    for name in _MERGED:
        changed[name] = {**(settings[name] or {}), **(given.get(name) or {})}
    if "server" in given and "base_url" not in given:
        # It would take precedence over the new server.
        changed["base_url"] = None
    return changed


def without_transport(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings without those of connections."""
    return {
        name: value
        for name, value in settings.items()
        if name not in TRANSPORT_SETTINGS
    }


# Names of settings in other libraries, which no spelling check would find.
_CREDENTIALS: Final = frozenset(
    {"access_token", "api_key", "auth", "bearer", "key", "secret", "token"}
)
_OTHER_NAMES: Final = {
    **dict.fromkeys(("api_base", "endpoint", "host", "url"), "base_url"),
    **dict.fromkeys(("default_headers", "extra_headers"), "headers"),
    **dict.fromkeys(("default_query", "extra_query", "params"), "query"),
    "retries": "max_retries",
}


def unknown_setting(
    name: str, known: Iterable[str], example: str, schemes: Iterable[str]
) -> str:
    """Describe a keyword argument that a client does not have, and what to pass instead.

    Args:
        name: The keyword.
        known: The settings of clients.
        example: Code that creates a client with credentials.
        schemes: Names of the security schemes, if the API has several.
    """
    if name in schemes:
        hint = f"; pass Client(Credentials({name}=…))"
    elif name in ("username", "password"):
        hint = '; pass Client(Basic("…", "…"))'
    elif name in ("client_id", "client_secret"):
        hint = '; pass Client(ClientCredentials("…", "…"))'
    elif name in _CREDENTIALS:
        hint = f"; pass the credentials first: {example}"
    elif name in _OTHER_NAMES:
        hint = f"; use {_OTHER_NAMES[name]}"
    else:
        hint = did_you_mean(name, known)
    return f"got an unexpected keyword argument {name!r}{hint}"
