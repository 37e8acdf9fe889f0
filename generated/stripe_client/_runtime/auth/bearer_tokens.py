# SPDX-License-Identifier: MIT
"""Add a fetched bearer token to a request, and lock what fetches it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..http.event_loop import new_lock, running_loop
from ..http.headers import checked_header
from ..http.retries import Exchange
from ..http.transport import Request

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from asyncio import Lock as AsyncLock


class FetchLocks:
    """Locks with which one call at a time fetches a token: for threads, and for each event loop."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._async_locks: WeakKeyDictionary[AbstractEventLoop, AsyncLock] = (
            WeakKeyDictionary()
        )

    def async_lock(self) -> AbstractAsyncContextManager[None]:
        """Return the counterpart of `lock` for the running event loop."""
        with self.lock:
            loop = running_loop()
            if loop not in self._async_locks:
                self._async_locks[loop] = new_lock()
            return self._async_locks[loop]


def with_token(request: Request, token: str) -> Request:
    """Add a token to a request. Source: RFC 6750, section 2.1."""
    return replace(
        request,
        headers=(*request.headers, checked_header("Authorization", f"Bearer {token}")),
        confidential=request.confidential | {"authorization"},
    )


def is_rejected(request: Request, exchange: Exchange) -> bool:
    """Whether the server rejected the token of a request that can be sent again."""
    return exchange.response.status == 401 and request.replayable
