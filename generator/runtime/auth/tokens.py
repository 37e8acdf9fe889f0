# SPDX-License-Identifier: MIT
"""Bearer tokens that are fetched when a call needs one, and replaced if the server rejects them.

The `repr` of these classes shows no secrets.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Generator
from typing import Any, NamedTuple, TypeAlias, cast

from ..http.retries import Exchange
from ..http.transport import Request
from .credentials import Bearer, FetchedCredentials, NeededToken
from .fetch_locks import FetchLocks


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


class TokenContext(NamedTuple):
    """The circumstances in which a call needs a token.

    Attributes:
        scopes: The scopes that the operation requires.
        oauth2: The security scheme; None if its type is not `oauth2`.
        request: The request of the call.
    """

    scopes: tuple[str, ...]
    oauth2: OAuth2 | None
    request: Request


TokenFlow: TypeAlias = Generator[Request, Any, str]
"""The steps to a token: requests to send.

The generator receives the response to each request, and returns the token. So sync and async
clients share the code.
"""


class TokenSource(FetchedCredentials):
    """The base class of token sources, which clients, threads and event loops can share.

    One call at a time fetches a token; concurrent calls wait for it and share it.
    """

    def __init__(self) -> None:
        self._locks = FetchLocks()

    @abstractmethod
    def cached_token(self, context: TokenContext) -> str | None:
        """Return a token that is already available; None if there is none."""

    @abstractmethod
    def fetch(self, context: TokenContext) -> TokenFlow:
        """Fetch a new token.

        Raises:
            ApiCredentialsError: No token can be obtained.
        """

    def obtain(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Exchange],
    ) -> str:
        """Return a cached token or fetch one.

        Raises:
            ApiCredentialsError: No token can be obtained.
            ApiConnectionError: There is no response from the token endpoint.
        """
        context = _context(request, need)
        token = self.cached_token(context)
        if token is not None:
            return token
        with self._locks.lock:
            # Another call may have fetched one while this one waited for the lock.
            token = self.cached_token(context)
            flow, response = self.fetch(context), None
            while token is None:
                try:
                    token_request = flow.send(response)
                except StopIteration as stop:
                    token = cast(str, stop.value)
                else:
                    response = send_token_request(token_request).response
            return token

    async def obtain_async(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> str:
        """Async variant of `obtain`."""
        context = _context(request, need)
        token = self.cached_token(context)
        if token is not None:
            return token
        async with self._locks.async_lock():
            token = self.cached_token(context)
            flow, response = self.fetch(context), None
            while token is None:
                try:
                    token_request = flow.send(response)
                except StopIteration as stop:
                    token = cast(str, stop.value)
                else:
                    response = (await send_token_request(token_request)).response
            return token

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


def _context(request: Request, need: NeededToken) -> TokenContext:
    oauth2 = need.scheme if isinstance(need.scheme, OAuth2) else None
    return TokenContext(need.scopes, oauth2, request)
