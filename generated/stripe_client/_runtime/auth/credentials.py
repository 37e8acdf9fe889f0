# SPDX-License-Identifier: MIT
"""Credentials that a client takes. None of them shows its secret when printed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

from ..http.retries import Exchange
from ..http.transport import Request

SchemeValue: TypeAlias = "str | Authentication | FetchedCredentials | None"
"""The credentials of one scheme: what it makes of a text, or themselves."""

AnyCredentials: TypeAlias = "SchemeValue | SchemeCredentials"
"""What a client takes as credentials: of the one scheme that it has, or of several."""


class SecretPlacement(NamedTuple):
    """One secret, and where in the request it stands."""

    location: Literal["header", "query", "cookie"]
    name: str
    value: str


class Authentication(Protocol):
    """What a client takes as credentials: anything that can say what to add to a request."""

    def places(self) -> tuple[SecretPlacement, ...]:
        """The secrets to add, asked for anew with each request."""
        ...


class SchemeCredentials:
    """Credentials of several schemes, each under its name."""

    def __init__(self, **given: SchemeValue) -> None:
        self.given = {name: each for name, each in given.items() if each is not None}

    def __repr__(self) -> str:
        names = ", ".join(f"{name}=…" for name in self.given)
        return f"{type(self).__name__}({names})"


class FetchedCredentials(ABC):
    """Credentials that a call has to fetch before it is sent: the base of `TokenSource`."""

    @abstractmethod
    def exchange(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send `request` with its tokens, fetching those that are missing.

        Args:
            request: The request of the call, without tokens.
            needs: The tokens that it needs.
            send: Sends the request of the call, with retries.
            send_token_request: Sends a request to a token endpoint, with retries.
        """

    @abstractmethod
    async def exchange_async(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Like `exchange`, awaited."""


class NeededToken(NamedTuple):
    """A token to fetch for a call: its source, its scopes, and the scheme, if that is OAuth 2."""

    source: FetchedCredentials
    scopes: tuple[str, ...]
    oauth2: OAuth2 | None


class Bearer:
    """A token in the header `Authorization: Bearer …`. Source: RFC 6750, section 2.1."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = require_secret(token, "token")

    def places(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement("header", "Authorization", f"Bearer {self._token}"),)

    def __repr__(self) -> str:
        return "Bearer(…)"


class Basic:
    """A name and a password in the header `Authorization: Basic …`. Source: RFC 7617."""

    __slots__ = ("_password", "_username")

    def __init__(self, username: str, password: str = "") -> None:
        if ":" in username:
            raise ValueError("the user name for Basic authentication contains a colon")
        self._username = require_secret(username, "user name")
        self._password = password

    def places(self) -> tuple[SecretPlacement, ...]:
        pair = f"{self._username}:{self._password}".encode()
        return (
            SecretPlacement(
                "header", "Authorization", f"Basic {b64encode(pair).decode()}"
            ),
        )

    def __repr__(self) -> str:
        return "Basic(…)"


class Http:
    """A value under any other scheme of HTTP, in the header `Authorization: <scheme> <value>`.

    Source: RFC 9110, section 11.6.2.
    """

    __slots__ = ("_value", "scheme")

    def __init__(self, value: str, scheme: str) -> None:
        self._value = require_secret(value, "value")
        self.scheme = scheme

    def places(self) -> tuple[SecretPlacement, ...]:
        return (
            SecretPlacement("header", "Authorization", f"{self.scheme} {self._value}"),
        )

    def __repr__(self) -> str:
        return f"Http(…, scheme={self.scheme!r})"


class Anonymous:
    """No credentials at all: for a server that wants none, or a gateway that adds them."""

    __slots__ = ()

    def places(self) -> tuple[SecretPlacement, ...]:
        return ()

    def __repr__(self) -> str:
        return "Anonymous()"


class OAuth2:
    """What the document says of who gives tokens; called with a token, it is `Bearer`.

    `token_url` is for the client's own credentials, `refresh_url` for a refresh token.
    """

    __slots__ = ("refresh_url", "token_url")

    def __init__(
        self, token_url: str | None = None, refresh_url: str | None = None
    ) -> None:
        self.token_url = token_url
        self.refresh_url = refresh_url

    def __call__(self, token: str) -> Bearer:
        return Bearer(token)


class ApiKey:
    """A key in a header, query parameter or cookie. Source: OpenAPI 3.1, section 4.8.27."""

    __slots__ = ("_value", "location", "name")

    def __init__(
        self,
        value: str,
        name: str,
        location: Literal["header", "query", "cookie"] = "header",
    ) -> None:
        self._value = require_secret(value, "API key")
        self.name = name
        self.location: Literal["header", "query", "cookie"] = location

    def places(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement(self.location, self.name, self._value),)

    def __repr__(self) -> str:
        return f"ApiKey(…, name={self.name!r}, location={self.location!r})"


def require_secret(secret: str, what: str) -> str:
    """The secret, if it can be one.

    Spares people the search for an empty environment variable, or one with a line break.

    Raises:
        ValueError: without the secret in it.
    """
    if not secret:
        raise ValueError(f"the {what} is empty")
    if secret != secret.strip() or not secret.isprintable():
        raise ValueError(f"the {what} has white space around it, or control characters")
    return secret
