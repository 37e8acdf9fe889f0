# SPDX-License-Identifier: MIT
"""Settings of a client: those that `with_options` changes, and hints for unknown ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Generic, TypedDict, TypeVar

from ..auth.credentials import AnyCredentials
from ..http.hooks import OnRequest, OnResponse
from ..http.timeouts import Timeout
from ..models.suggestions import did_you_mean
from ..operations.client_config import ServerLike

_Transport = TypeVar("_Transport")

TRANSPORT_SETTINGS: Final = frozenset({"transport"})
"""Settings of connections. A copy of a client with other ones has connections of its own."""

_MERGED: Final = ("headers", "query")


class ClientSettings(TypedDict, Generic[_Transport], total=False):
    """The settings of a client by name: see the arguments of the client."""

    credentials: AnyCredentials
    base_url: str | None
    server: ServerLike | None
    timeout: float | Timeout | None
    headers: Mapping[str, str] | None
    query: Mapping[str, object] | None
    max_retries: int | None
    on_request: OnRequest | None
    on_response: OnResponse | None
    transport: _Transport | None


class NoSettings(TypedDict):
    """Further keyword arguments, of which type checkers accept none."""


def changed_settings(
    settings: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return `settings` with changes: headers and query parameters are added, others replaced.

    A change to None is no change, except for `timeout`, where None is a value.
    """
    given: dict[str, Any] = {
        name: value
        for name, value in changes.items()
        if value is not None or name == "timeout"
    }
    if "server" in given:
        # The former `base_url` would take precedence over the new server.
        given.setdefault("base_url", None)
    for name in _MERGED:
        if name in given:
            given[name] = {**(settings[name] or {}), **given[name]}
    return {**settings, **given}


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
