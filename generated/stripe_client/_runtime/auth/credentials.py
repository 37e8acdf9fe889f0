# SPDX-License-Identifier: MIT
"""Credentials of clients. Their `repr` shows no secrets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

from ..http.retries import Exchange
from ..http.transport import Request

SchemeValue: TypeAlias = "str | Authentication | FetchedCredentials | None"
"""The credentials of one security scheme, or the string from which the scheme creates them."""

AnyCredentials: TypeAlias = "SchemeValue | SchemeCredentials"
"""The `credentials` of a client: for its only security scheme, or for several."""


class SecretPlacement(NamedTuple):
    """A secret and its location in the request.

    Attributes:
        location: Whether it is a header, a query parameter or a cookie.
        name: The name of the header, parameter or cookie.
        value: The value, which contains the secret.
    """

    location: Literal["header", "query", "cookie"]
    name: str
    value: str


class Authentication(Protocol):
    """The protocol of credentials that are known without a request."""

    def placements(self) -> tuple[SecretPlacement, ...]:
        """Return the secrets to add to a request. Called for every request."""
        ...


class SchemeCredentials:
    """Credentials for several security schemes.

    Args:
        by_scheme: The credentials by the Python name of the scheme; None is ignored.
    """

    def __init__(self, **by_scheme: SchemeValue) -> None:
        self.by_scheme = {
            name: value for name, value in by_scheme.items() if value is not None
        }

    def __repr__(self) -> str:
        names = ", ".join(f"{name}=…" for name in self.by_scheme)
        return f"{type(self).__name__}({names})"


class FetchedCredentials(ABC):
    """Credentials that must be fetched before a request is sent: the base of `TokenSource`."""

    @abstractmethod
    def exchange(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send `request` with its tokens, after fetching those that are missing.

        Args:
            request: The request of the call, without tokens.
            needs: The tokens that the request needs.
            send: Sends the request of the call, with retries.
            send_token_request: Sends a request to a token endpoint, with retries.

        Returns:
            The request of the call, with its tokens, and the response.
        """

    @abstractmethod
    async def exchange_async(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Async variant of `exchange`."""


class NeededToken(NamedTuple):
    """A token to fetch for a call.

    Attributes:
        source: The credentials that fetch it.
        scopes: The scopes that the operation requires.
        oauth2: The security scheme; None if its type is not `oauth2`.
    """

    source: FetchedCredentials
    scopes: tuple[str, ...]
    oauth2: OAuth2 | None


class Bearer:
    """A bearer token, sent as `Authorization: Bearer …`. Source: RFC 6750, section 2.1.

    Raises:
        ValueError: The token is empty, or has white space around it or control characters.
    """

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = require_secret(token, "token")

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement("header", "Authorization", f"Bearer {self._token}"),)

    def __repr__(self) -> str:
        return "Bearer(…)"


class Basic:
    """A user name and password, sent as `Authorization: Basic …`. Source: RFC 7617.

    Raises:
        ValueError: The user name is empty, contains a colon, or has white space around it or
            control characters.
    """

    __slots__ = ("_password", "_username")

    def __init__(self, username: str, password: str = "") -> None:
        if ":" in username:
            raise ValueError(
                "a user name for Basic authentication must not contain ':'"
            )
        self._username = require_secret(username, "user name")
        self._password = password

    def placements(self) -> tuple[SecretPlacement, ...]:
        pair = f"{self._username}:{self._password}".encode()
        return (
            SecretPlacement(
                "header", "Authorization", f"Basic {b64encode(pair).decode()}"
            ),
        )

    def __repr__(self) -> str:
        return "Basic(…)"


class Http:
    """Credentials of another HTTP scheme, sent as `Authorization: <scheme> <value>`.

    Source: RFC 9110, section 11.6.2.

    Args:
        value: What follows the name of the scheme.
        scheme: The name of the scheme, such as `DPoP`.

    Raises:
        ValueError: The value is empty, or has white space around it or control characters.
    """

    __slots__ = ("_value", "scheme")

    def __init__(self, value: str, scheme: str) -> None:
        self._value = require_secret(value, "value")
        self.scheme = scheme

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (
            SecretPlacement("header", "Authorization", f"{self.scheme} {self._value}"),
        )

    def __repr__(self) -> str:
        return f"Http(…, scheme={self.scheme!r})"


class Anonymous:
    """No credentials: for a server that requires none, or a gateway that adds them."""

    __slots__ = ()

    def placements(self) -> tuple[SecretPlacement, ...]:
        return ()

    def __repr__(self) -> str:
        return "Anonymous()"


class OAuth2:
    """A security scheme of type `oauth2`; calling it with a token creates `Bearer` credentials.

    Source: OpenAPI 3.1, section 4.8.28, OAuth Flows Object.

    Args:
        token_url: The token endpoint of the client credentials flow.
        refresh_url: The token endpoint for refresh tokens.
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
    """An API key, sent in a header, query parameter or cookie.

    Source: OpenAPI 3.1, section 4.8.27, Security Scheme Object.

    Args:
        value: The key.
        name: The name of the header, parameter or cookie.
        location: Where the key is sent.

    Raises:
        ValueError: The key is empty, or has white space around it or control characters.
    """

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

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement(self.location, self.name, self._value),)

    def __repr__(self) -> str:
        return f"ApiKey(…, name={self.name!r}, location={self.location!r})"


def require_secret(secret: str, label: str) -> str:
    """Check a secret and return it.

    Catches environment variables that are empty or end with a line break.

    Args:
        secret: The secret.
        label: What to call it in messages, which do not contain it.

    Raises:
        ValueError: The secret is empty, or has white space around it or control characters.
    """
    if not secret:
        raise ValueError(f"the {label} is empty")
    if secret != secret.strip() or not secret.isprintable():
        raise ValueError(f"the {label} has white space around it or control characters")
    return secret
