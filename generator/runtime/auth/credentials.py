# SPDX-License-Identifier: MIT
"""Credentials of clients. Their `repr` shows no secrets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple, Protocol, TypeAlias, cast

from ..http.headers import checked_header
from ..http.retries import Exchange
from ..http.secrets import Secret, hidden, type_name
from ..http.transport import Request

SchemeValue: TypeAlias = "str | Authentication | FetchedCredentials | None"
"""The credentials of one security scheme, or the string from which the scheme creates them."""

AnyCredentials: TypeAlias = "SchemeValue | CredentialsByScheme"
"""The `credentials` of a client: for its only security scheme, or for several."""

Scheme: TypeAlias = "Callable[..., Authentication]"
"""Creates credentials from a string; `Basic` also from a user name and a password."""


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

    def __repr__(self) -> str:
        return f"SecretPlacement({self.location!r}, {self.name!r}, …)"


class Authentication(Protocol):
    """The protocol of credentials that are known without a request."""

    def placements(self) -> tuple[SecretPlacement, ...]:
        """Return the secrets to add to a request. Called for every request."""
        ...


class CredentialsByScheme(Protocol):
    """Credentials for several security schemes: the `Credentials` of a client that has several."""

    @property
    def by_scheme(self) -> Mapping[str, SchemeValue]:
        """The credentials by the Python name of the scheme, without those that are None."""
        ...


class FetchedCredentials(ABC):
    """Bearer tokens that are obtained before a request: the base of `TokenFrom` and others."""

    @abstractmethod
    def obtain(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Exchange],
    ) -> str:
        """Return a token, after fetching one if necessary.

        Args:
            request: The request of the call, without a token.
            need: The token that the request needs.
            send_token_request: Sends a request to a token endpoint, with retries.
        """

    @abstractmethod
    async def obtain_async(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> str:
        """Async variant of `obtain`."""

    @abstractmethod
    def invalidate(self, token: str) -> None:
        """Forget a token that the server rejected."""

    def exchange(
        self,
        request: Request,
        need: NeededToken,
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send a request with a token; after a 401 response, retry once with a new one.

        Args:
            request: As for `obtain`, like `need` and `send_token_request`.
            send: Sends the request of the call, with retries.

        Returns:
            The request of the call, with its token, and the response.
        """
        token = Secret(self.obtain(request, need, send_token_request))
        result = send(_with_token(request, token))
        if result.response.status == 401 and request.replayable:
            self.invalidate(token)
            replacement = Secret(self.obtain(request, need, send_token_request))
            if replacement != token:
                return send(_with_token(request, replacement))
        return result

    async def exchange_async(
        self,
        request: Request,
        need: NeededToken,
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Async variant of `exchange`."""
        token = Secret(await self.obtain_async(request, need, send_token_request))
        result = await send(_with_token(request, token))
        if result.response.status == 401 and request.replayable:
            self.invalidate(token)
            replacement = Secret(
                await self.obtain_async(request, need, send_token_request)
            )
            if replacement != token:
                return await send(_with_token(request, replacement))
        return result


def _with_token(request: Request, token: str) -> Request:
    """Add a token to a request. Source: RFC 6750, section 2.1."""
    header = checked_header("Authorization", Secret(f"Bearer {token}"))
    return replace(
        request,
        headers=(*request.headers, header),
        confidential=request.confidential | {"authorization"},
    )


class NeededToken(NamedTuple):
    """A token to fetch for a call.

    Attributes:
        source: The credentials that fetch it.
        scopes: The scopes that the operation requires.
        scheme: The security scheme; None if the operation requires none.
    """

    source: FetchedCredentials
    scopes: tuple[str, ...]
    scheme: Scheme | None


class Bearer:
    """A bearer token, sent as `Authorization: Bearer …`. Source: RFC 6750, section 2.1.

    Raises:
        ValueError: The token is empty, or has white space around it or control characters.
    """

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        token = hidden(token)
        self._token = require_secret(token, "token")

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement("header", "Authorization", f"Bearer {self._token}"),)

    def __repr__(self) -> str:
        return "Bearer(…)"


class Anonymous:
    """No credentials: for a server that requires none, or a gateway that adds them."""

    __slots__ = ()

    def placements(self) -> tuple[SecretPlacement, ...]:
        return ()

    def __repr__(self) -> str:
        return "Anonymous()"


def check_credentials(credentials: object, package: str) -> None:
    """Check that credentials can be used by the client of `package`.

    Raises:
        TypeError: They are no credentials, or credentials that fetch tokens for another client,
            whose requests and exceptions are other classes.
    """
    if credentials is None or isinstance(credentials, (str, FetchedCredentials)):
        return
    name = type_name(credentials)
    if isinstance(credentials, type):
        problem = f"not the class {credentials.__name__}"
    elif hasattr(credentials, "obtain"):
        problem = f"not a {name} of another client: pass {package}.{name}(…)"
    elif hasattr(credentials, "placements"):
        return
    else:
        problem = f"not {name}"
    raise TypeError(
        f"credentials must be a str or an object such as {package}.Bearer(…), {problem}"
    )


def require_secret(secret: str, label: str) -> Secret:
    """Check a secret and return it without its `repr`.

    Catches environment variables that are empty or end with a line break.

    Args:
        secret: The secret; `hidden` by the caller, whose variables a traceback shows as well.
        label: What to call it in messages, which do not contain it.

    Raises:
        TypeError: The secret is not a string.
        ValueError: The secret is empty, or has white space around it or control characters.
    """
    require_encodable(secret, label)
    if not secret:
        raise ValueError(f"the {label} is empty")
    if secret != secret.strip() or not secret.isprintable():
        raise ValueError(f"the {label} has white space around it or control characters")
    return Secret(secret)


def require_encodable(secret: str, label: str) -> None:
    """Check that a secret, which may be empty, can be sent as UTF-8.

    Raises:
        TypeError: The secret is not a string.
        ValueError: The secret contains surrogates. An `UnicodeEncodeError` would contain it.
    """
    if not isinstance(cast(object, secret), str):
        raise TypeError(f"the {label} must be a str, not {type_name(secret)}")
    if any("\ud800" <= character <= "\udfff" for character in secret):
        raise ValueError(f"the {label} contains surrogates")
