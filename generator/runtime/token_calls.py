"""Calls that need a token first: it is fetched, and fetched anew if the server refuses it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from .attempts import Exchange
from .headers import checked_header
from .transport import Request

if TYPE_CHECKING:
    from .authentication import OAuth2
    from .base_client import Prepared
    from .tokens import TokenSource


class Need(NamedTuple):
    """What a call needs a token for: the scopes, what the document says of its scheme, and the
    request that it is for."""

    scopes: tuple[str, ...]
    oauth2: OAuth2 | None
    request: Request


Steps: TypeAlias = Generator[Request | Awaitable[str], Any, str]
"""The way to a token: what has to be sent or awaited on it, each answered with what came of it."""


_Send = TypeVar("_Send")
_Tokens: TypeAlias = "list[tuple[TokenSource, str]]"


def with_tokens(
    prepared: Prepared,
    exchange: Callable[[Prepared, _Send], Exchange],
    send: _Send,
    send_token_request: _Send,
) -> Exchange:
    """The exchange of a call, and the exchanges before it that get it a token.

    A call that the server answers with 401 is sent once more if there is another token to be had.

    Raises:
        ApiCredentialsError: there is no token.
        ApiConnectionError: no answer came, from the server or from where tokens come from.
    """

    def run(steps: Steps) -> str:
        given: Any = None
        while True:
            try:
                wanted = steps.send(given)
            except StopIteration as done:
                return _text(done.value)
            if not isinstance(wanted, Request):
                raise _is_async(wanted)
            asking = prepared._replace(request=wanted, needs=())
            given = exchange(asking, send_token_request).response

    def obtain() -> _Tokens:
        found: _Tokens = []
        for source, scopes, oauth2 in prepared.needs:
            need = Need(scopes, oauth2, prepared.request)
            token = source.ready(need)
            if token is None:
                with source.lock:
                    # Another call may have fetched it in the meantime.
                    token = source.ready(need) or run(source.fetch(need))
            found.append((source, token))
        return found

    tokens = obtain()
    result = exchange(_with(prepared, tokens), send)
    if _is_refused(prepared, result):
        _refuse(tokens)
        others = obtain()
        if others != tokens:
            return exchange(_with(prepared, others), send)
    return result


async def with_tokens_async(
    prepared: Prepared,
    exchange: Callable[[Prepared, _Send], Awaitable[Exchange]],
    send: _Send,
    send_token_request: _Send,
) -> Exchange:
    """As `with_tokens`, to be awaited."""

    async def run(steps: Steps) -> str:
        given: Any = None
        while True:
            try:
                wanted = steps.send(given)
            except StopIteration as done:
                return _text(done.value)
            if isinstance(wanted, Request):
                asking = prepared._replace(request=wanted, needs=())
                given = (await exchange(asking, send_token_request)).response
            else:
                given = await wanted

    async def obtain() -> _Tokens:
        found: _Tokens = []
        for source, scopes, oauth2 in prepared.needs:
            need = Need(scopes, oauth2, prepared.request)
            token = source.ready(need)
            if token is None:
                async with source.turn():
                    token = source.ready(need) or await run(source.fetch(need))
            found.append((source, token))
        return found

    tokens = await obtain()
    result = await exchange(_with(prepared, tokens), send)
    if _is_refused(prepared, result):
        _refuse(tokens)
        others = await obtain()
        if others != tokens:
            return await exchange(_with(prepared, others), send)
    return result


def _with(prepared: Prepared, tokens: _Tokens) -> Prepared:
    """The call with its tokens in it. Source: RFC 6750, section 2.1."""
    request = prepared.request
    added = [checked_header("Authorization", f"Bearer {token}") for _, token in tokens]
    request = replace(
        request,
        headers=(*request.headers, *added[:1]),
        confidential=request.confidential | {"authorization"},
    )
    return prepared._replace(request=request, needs=())


def _is_refused(prepared: Prepared, exchange: Exchange) -> bool:
    return exchange.response.status == 401 and prepared.request.replayable


def _refuse(tokens: _Tokens) -> None:
    for source, token in tokens:
        source.refuse(token)


def _text(token: object) -> str:
    if not isinstance(token, str):
        raise TypeError(f"a token must be text, not {type(token).__name__}")
    return token


def _is_async(wanted: Awaitable[str]) -> TypeError:
    close = getattr(wanted, "close", None)
    if close is not None:
        # Nobody will await it, which Python would complain about.
        close()
    return TypeError("the function that gives the token is async: take an AsyncClient")
