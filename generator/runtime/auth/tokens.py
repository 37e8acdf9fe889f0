# SPDX-License-Identifier: MIT
"""Bearer tokens that are fetched when a call needs one, and replaced if the server rejects them.

The `repr` of these classes shows no secrets.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from ..http.event_loop import new_lock, running_loop
from ..http.headers import checked_header
from ..http.retries import Exchange
from ..http.transport import Request
from .credentials import FetchedCredentials, NeededToken, OAuth2

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from asyncio import Lock as AsyncLock


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


TokenFlow: TypeAlias = Generator[Request | Awaitable[str], Any, str]
"""The steps to a token: requests to send and awaitables to await.

The generator receives the response or result of each step, and returns the token. So sync and async
clients share the code.
"""


class TokenSource(FetchedCredentials):
    """The base class of token sources, which clients, threads and event loops can share.

    One call at a time fetches a token; concurrent calls wait for it and share it.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self._async_locks: WeakKeyDictionary[AbstractEventLoop, AsyncLock] = (
            WeakKeyDictionary()
        )

    @abstractmethod
    def cached_token(self, context: TokenContext) -> str | None:
        """Return a token that is already available; None if there is none."""

    @abstractmethod
    def fetch(self, context: TokenContext) -> TokenFlow:
        """Fetch a new token.

        Raises:
            ApiCredentialsError: No token can be obtained.
        """

    @abstractmethod
    def invalidate(self, token: str) -> None:
        """Forget a token that the server rejected."""

    def async_lock(self) -> AbstractAsyncContextManager[None]:
        """Return the counterpart of `lock` for the running event loop."""
        with self.lock:
            loop = running_loop()
            if loop not in self._async_locks:
                self._async_locks[loop] = new_lock()
            return self._async_locks[loop]

    def exchange(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send a request with its tokens; after a 401 response, retry once with new ones.

        Raises:
            ApiCredentialsError: No token can be obtained.
            ApiConnectionError: There is no response from the server or the token endpoint.
        """

        def run(flow: TokenFlow) -> str:
            result: Any = None
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as stop:
                    return _require_string(stop.value)
                if not isinstance(step, Request):
                    raise _async_function_error(step)
                result = send_token_request(step).response

        def obtain() -> _Tokens:
            tokens: _Tokens = []
            for source, context in _sources(needs, request):
                token = source.cached_token(context)
                if token is None:
                    with source.lock:
                        # Another call may have fetched one while this one waited for the lock.
                        token = source.cached_token(context) or run(
                            source.fetch(context)
                        )
                tokens.append((source, token))
            return tokens

        tokens = obtain()
        result = send(_with_tokens(request, tokens))
        if _is_rejected(request, result):
            _reject(tokens)
            replacements = obtain()
            if replacements != tokens:
                return send(_with_tokens(request, replacements))
        return result

    async def exchange_async(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Async variant of `exchange`."""

        async def run(flow: TokenFlow) -> str:
            result: Any = None
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as stop:
                    return _require_string(stop.value)
                if isinstance(step, Request):
                    result = (await send_token_request(step)).response
                else:
                    result = await step

        async def obtain() -> _Tokens:
            tokens: _Tokens = []
            for source, context in _sources(needs, request):
                token = source.cached_token(context)
                if token is None:
                    async with source.async_lock():
                        token = source.cached_token(context) or await run(
                            source.fetch(context)
                        )
                tokens.append((source, token))
            return tokens

        tokens = await obtain()
        result = await send(_with_tokens(request, tokens))
        if _is_rejected(request, result):
            _reject(tokens)
            replacements = await obtain()
            if replacements != tokens:
                return await send(_with_tokens(request, replacements))
        return result

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class TokenFrom(TokenSource):
    """Bearer tokens from a function, which is called for every request that needs a token.

    It is called once more if the server rejects the token with 401.

    Args:
        function: Returns a token; for an `AsyncClient` it may be async.
    """

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        super().__init__()
        self._function = function

    def cached_token(self, context: TokenContext) -> str | None:
        return None

    def fetch(self, context: TokenContext) -> TokenFlow:
        result = self._function()
        if isinstance(result, str):
            return result
        token: str = yield result
        return token

    def invalidate(self, token: str) -> None:
        """Do nothing: the next call gets a new token anyway."""


_Tokens: TypeAlias = list[tuple[TokenSource, str]]


def _sources(
    needs: Sequence[NeededToken], request: Request
) -> Iterator[tuple[TokenSource, TokenContext]]:
    for source, scopes, oauth2 in needs:
        if not isinstance(source, TokenSource):
            raise TypeError(f"{type(source).__name__} is not a TokenSource")
        yield source, TokenContext(scopes, oauth2, request)


def _with_tokens(request: Request, tokens: _Tokens) -> Request:
    """Add the tokens to a request. Source: RFC 6750, section 2.1."""
    added = [checked_header("Authorization", f"Bearer {token}") for _, token in tokens]
    return replace(
        request,
        headers=(*request.headers, *added[:1]),
        confidential=request.confidential | {"authorization"},
    )


def _is_rejected(request: Request, exchange: Exchange) -> bool:
    return exchange.response.status == 401 and request.replayable


def _reject(tokens: _Tokens) -> None:
    for source, token in tokens:
        source.invalidate(token)


def _require_string(token: object) -> str:
    if not isinstance(token, str):
        raise TypeError(f"a token must be a str, not {type(token).__name__}")
    return token


def _async_function_error(coroutine: Awaitable[str]) -> TypeError:
    close = getattr(coroutine, "close", None)
    if close is not None:
        # Prevents the warning about a coroutine that is never awaited.
        close()
    return TypeError("the function that returns the token is async: use an AsyncClient")
