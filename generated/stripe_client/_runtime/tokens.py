"""Tokens that are fetched when a call needs them. None of these shows a secret when printed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .authentication import Fetched
from .event_loop import new_lock, running_loop
from .token_calls import Need, Steps, with_tokens, with_tokens_async

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from asyncio import Lock as AsyncLock


__all__ = ["Need", "Steps", "TokenFrom", "TokenSource"]


class TokenSource(Fetched, ABC):
    """Where tokens come from. One may serve several clients, threads and event loops at once.

    It is asked by one call at a time, so that what one has fetched is there for the others.
    """

    exchange = staticmethod(with_tokens)
    exchange_async = staticmethod(with_tokens_async)

    def __init__(self) -> None:
        self.lock = Lock()
        self._turns: WeakKeyDictionary[AbstractEventLoop, AsyncLock] = (
            WeakKeyDictionary()
        )

    @abstractmethod
    def ready(self, need: Need) -> str | None:
        """A token that is there already."""

    @abstractmethod
    def fetch(self, need: Need) -> Steps:
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

    def ready(self, need: Need) -> str | None:
        return None

    def fetch(self, need: Need) -> Steps:
        given = self._function()
        if isinstance(given, str):
            return given
        token: str = yield given
        return token

    def refuse(self, token: str) -> None:
        """The next call asks the function anyway."""
