# SPDX-License-Identifier: MIT
"""Bearer tokens that are fetched when a call needs one, and fetched again if the server rejects it.

None of these classes shows a secret when printed.
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


class TokenNeed(NamedTuple):
    """What a call needs a token for: the scopes, what the document says of its scheme, and the
    request that it is for."""

    scopes: tuple[str, ...]
    oauth2: OAuth2 | None
    request: Request


TokenFlow: TypeAlias = Generator[Request | Awaitable[str], Any, str]
"""The way to a token: what has to be sent or awaited on it, each answered with what came of it."""


class TokenSource(FetchedCredentials):
    """Where tokens come from. One may serve several clients, threads and event loops at once.

    It is asked by one call at a time, so that what one has fetched is there for the others.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self._turns: WeakKeyDictionary[AbstractEventLoop, AsyncLock] = (
            WeakKeyDictionary()
        )

    @abstractmethod
    def ready(self, need: TokenNeed) -> str | None:
        """A token that is there already."""

    @abstractmethod
    def fetch(self, need: TokenNeed) -> TokenFlow:
        """The way to a new one.

        Raises:
            ApiCredentialsError: there is none to be had.
        """

    @abstractmethod
    def refuse(self, token: str) -> None:
        """The server did not accept this token."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """As `lock`, to be awaited."""
        with self.lock:
            loop = running_loop()
            if loop not in self._turns:
                self._turns[loop] = new_lock()
            return self._turns[loop]

    def exchange(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Exchange],
        send_token_request: Callable[[Request], Exchange],
    ) -> Exchange:
        """Send a request with its tokens, and once more with others if the server answers 401.

        Raises:
            ApiCredentialsError: there is no token.
            ApiConnectionError: no response from the server, or from the source of a token.
        """

        def run(flow: TokenFlow) -> str:
            given: Any = None
            while True:
                try:
                    wanted = flow.send(given)
                except StopIteration as done:
                    return _require_string(done.value)
                if not isinstance(wanted, Request):
                    raise _async_function_error(wanted)
                given = send_token_request(wanted).response

        def obtain() -> _Tokens:
            tokens: _Tokens = []
            for source, need in _sources(needs, request):
                token = source.ready(need)
                if token is None:
                    with source.lock:
                        # Another call may have fetched it in the meantime.
                        token = source.ready(need) or run(source.fetch(need))
                tokens.append((source, token))
            return tokens

        tokens = obtain()
        result = send(_with_tokens(request, tokens))
        if _is_rejected(request, result):
            _reject(tokens)
            others = obtain()
            if others != tokens:
                return send(_with_tokens(request, others))
        return result

    async def exchange_async(
        self,
        request: Request,
        needs: Sequence[NeededToken],
        send: Callable[[Request], Awaitable[Exchange]],
        send_token_request: Callable[[Request], Awaitable[Exchange]],
    ) -> Exchange:
        """Like `exchange`, awaited."""

        async def run(flow: TokenFlow) -> str:
            given: Any = None
            while True:
                try:
                    wanted = flow.send(given)
                except StopIteration as done:
                    return _require_string(done.value)
                if isinstance(wanted, Request):
                    given = (await send_token_request(wanted)).response
                else:
                    given = await wanted

        async def obtain() -> _Tokens:
            tokens: _Tokens = []
            for source, need in _sources(needs, request):
                token = source.ready(need)
                if token is None:
                    async with source.turn():
                        token = source.ready(need) or await run(source.fetch(need))
                tokens.append((source, token))
            return tokens

        tokens = await obtain()
        result = await send(_with_tokens(request, tokens))
        if _is_rejected(request, result):
            _reject(tokens)
            others = await obtain()
            if others != tokens:
                return await send(_with_tokens(request, others))
        return result

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class TokenFrom(TokenSource):
    """A bearer token that a function gives, which is asked anew with each call.

    The function may be async, for an `AsyncClient`. It is asked once more if the server does not
    accept what it gave.
    """

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        super().__init__()
        self._function = function

    def ready(self, need: TokenNeed) -> str | None:
        return None

    def fetch(self, need: TokenNeed) -> TokenFlow:
        given = self._function()
        if isinstance(given, str):
            return given
        token: str = yield given
        return token

    def refuse(self, token: str) -> None:
        """The next call asks the function anyway."""


_Tokens: TypeAlias = list[tuple[TokenSource, str]]


def _sources(
    needs: Sequence[NeededToken], request: Request
) -> Iterator[tuple[TokenSource, TokenNeed]]:
    for source, scopes, oauth2 in needs:
        if not isinstance(source, TokenSource):
            raise TypeError(f"{type(source).__name__} is not a TokenSource")
        yield source, TokenNeed(scopes, oauth2, request)


def _with_tokens(request: Request, tokens: _Tokens) -> Request:
    """The request with its tokens. Source: RFC 6750, section 2.1."""
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
        source.refuse(token)


def _require_string(token: object) -> str:
    if not isinstance(token, str):
        raise TypeError(f"a token must be text, not {type(token).__name__}")
    return token


def _async_function_error(wanted: Awaitable[str]) -> TypeError:
    close = getattr(wanted, "close", None)
    if close is not None:
        # Nobody will await it, which Python would complain about.
        close()
    return TypeError("the function that gives the token is async: take an AsyncClient")
