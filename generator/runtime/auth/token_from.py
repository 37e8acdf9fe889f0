# SPDX-License-Identifier: MIT
"""Bearer tokens from a function of the user. Their `repr` shows no secrets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ..http.retries import Exchange
from ..http.secrets import hidden, type_name
from ..http.transport import Request
from .credentials import FetchedCredentials, NeededToken
from .fetch_locks import FetchLocks


class TokenFrom(FetchedCredentials):
    """Bearer tokens from a function, which is called for every request that needs a token.

    It is called once more if the server rejects the token with 401, and by one call at a time.

    Args:
        function: Returns a token; for an `AsyncClient` it may be async.
    """

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        self._function = function
        self._locks = FetchLocks()

    def obtain(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Exchange],
    ) -> str:
        """Call the function and return its token.

        Raises:
            TypeError: The function is async, or returns something other than a string.
        """
        with self._locks.lock:
            token = hidden(self._function())
        close = getattr(token, "close", None)
        if isinstance(token, Awaitable):
            if close is not None:
                # Prevents the warning about a coroutine that is never awaited.
                close()
            raise TypeError(
                "the function that returns the token is async: use an AsyncClient"
            )
        return _require_string(token)

    async def obtain_async(
        self,
        request: Request,
        need: NeededToken,
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> str:
        """Async variant of `obtain`; the function may be async or not."""
        async with self._locks.async_lock():
            token = hidden(self._function())
            if isinstance(token, Awaitable):
                token = hidden(await token)
            return _require_string(token)

    def invalidate(self, token: str) -> None:
        """Nothing to forget: the function is called for every request."""

    def __repr__(self) -> str:
        return "TokenFrom(…)"


def _require_string(token: object) -> str:
    if not isinstance(token, str):
        raise TypeError(f"a token must be a str, not {type_name(token)}")
    return token
