# SPDX-License-Identifier: MIT
"""Bearer tokens from a function of the user. Their `repr` shows no secrets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ..http.retries import Exchange
from ..http.transport import Request
from .bearer_tokens import FetchLocks, is_rejected, with_token
from .credentials import FetchedCredentials, NeededToken


class TokenFrom(FetchedCredentials):
    """Bearer tokens from a function, which is called for every request that needs a token.

    It is called once more if the server rejects the token with 401, and by one call at a time.

    Args:
        function: Returns a token; for an `AsyncClient` it may be async.
    """

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        self._function = function
        self._locks = FetchLocks()

    def exchange(
        self,
        request: Request,
        need: NeededToken,
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send a request with a token; after a 401 response, retry once with a new one.

        Raises:
            TypeError: The function is async, or returns something other than a string.
        """
        token = self._token()
        result = send(with_token(request, token))
        if is_rejected(request, result):
            replacement = self._token()
            if replacement != token:
                return send(with_token(request, replacement))
        return result

    async def exchange_async(
        self,
        request: Request,
        need: NeededToken,
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Async variant of `exchange`."""
        token = await self._token_async()
        result = await send(with_token(request, token))
        if is_rejected(request, result):
            replacement = await self._token_async()
            if replacement != token:
                return await send(with_token(request, replacement))
        return result

    def _token(self) -> str:
        with self._locks.lock:
            token = self._function()
        close = getattr(token, "close", None)
        if isinstance(token, Awaitable):
            if close is not None:
                # Prevents the warning about a coroutine that is never awaited.
                close()
            raise TypeError(
                "the function that returns the token is async: use an AsyncClient"
            )
        return _require_string(token)

    async def _token_async(self) -> str:
        async with self._locks.async_lock():
            token = self._function()
            return _require_string(token if isinstance(token, str) else await token)

    def __repr__(self) -> str:
        return "TokenFrom(…)"


def _require_string(token: object) -> str:
    if not isinstance(token, str):
        raise TypeError(f"a token must be a str, not {type(token).__name__}")
    return token
