# SPDX-License-Identifier: MIT
"""Limit every wait of httpx2 to the time that is left for the attempt and for the call.

httpx2 looks up a timeout once and applies it to each wait for bytes, so a server that sends a byte
now and then would hold a call for ever. Its connections are therefore opened by a backend that
computes the timeout of a wait when the wait begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2

from .timeouts import Timeout, deadline_of, phases_of, seconds_until

if TYPE_CHECKING:
    import ssl

# Sockets that accept a few bytes at a time delay a write by at most one timeout for each piece.
_PIECE_BYTES = 1 << 14


class AttemptTimeouts(dict[str, float | None]):
    """The timeouts of one attempt by phase, as httpx2 looks them up: none outlasts a deadline."""

    def __init__(self, timeout: float | Timeout | None) -> None:
        phases = phases_of(timeout)
        super().__init__(phases._asdict())
        self._total = deadline_of(phases)
        self._seconds = phases.attempt
        self.restart()

    def restart(self) -> None:
        """Give the attempt its whole time from now on."""
        self._attempt = deadline_of(Timeout(total=self._seconds))

    def lift(self) -> None:
        """End the limit of the attempt: the rest of the response takes as long as it takes."""
        self._seconds = self._attempt = None

    def get(self, phase: str, default: Any = None) -> Any:
        seconds = super().get(phase, default)
        left = self.limit(seconds)
        return None if left is None else _Wait(left, seconds, self)

    def limit(self, seconds: float | None) -> float | None:
        """Return the time for a wait of at most `seconds` that begins now; None if unlimited."""
        ends = (self._total, self._attempt)
        # Zero would make sockets non-blocking.
        left = [max(seconds_until(end), 0.001) for end in ends if end is not None]
        return min(left if seconds is None else [seconds, *left], default=None)

    def require_time(
        self, error: type[httpx2.TimeoutException] = httpx2.ReadTimeout
    ) -> None:
        """Raise `error` after a deadline."""
        for end, limit in ((self._total, "total"), (self._attempt, "attempt's")):
            if end is not None and seconds_until(end) <= 0:
                raise error(f"the {limit} timeout is over")


def require_time(response: httpx2.Response) -> None:
    """Raise `httpx2.ReadTimeout` if the time for the response is over."""
    timeouts = response.request.extensions.get("timeout")
    if isinstance(timeouts, AttemptTimeouts):
        timeouts.require_time()


class _Wait(float):
    """The time for a wait, and what it is computed from."""

    def __new__(
        cls, left: float, seconds: float | None, timeouts: AttemptTimeouts
    ) -> _Wait:
        wait = super().__new__(cls, left)
        wait._seconds, wait._timeouts = seconds, timeouts
        return wait

    _seconds: float | None
    _timeouts: AttemptTimeouts

    def left(self, error: type[httpx2.TimeoutException]) -> float | None:
        """Return the time for a wait that begins now; raise `error` after the deadline."""
        self._timeouts.require_time(error)
        return self._timeouts.limit(self._seconds)


def _left(timeout: float | None, error: type[httpx2.TimeoutException]) -> float | None:
    return timeout.left(error) if isinstance(timeout, _Wait) else timeout


def limit_waits(client: httpx2.Client | httpx2.AsyncClient) -> None:
    """Make a client of httpx2 compute each timeout when a wait begins.

    httpx2 has no public way to do this. Should its attributes change, the deadlines are still
    checked whenever a chunk of the response arrives.
    """
    is_async = isinstance(client, httpx2.AsyncClient)
    backend = _AsyncBackend if is_async else _Backend
    mounts = getattr(client, "_mounts", {})
    for transport in (getattr(client, "_transport", None), *mounts.values()):
        pool = getattr(transport, "_pool", None)
        opener = getattr(pool, "_network_backend", None)
        if opener is not None:
            vars(pool)["_network_backend"] = backend(opener)


class _Stream:
    """A connection of a sync client: a `NetworkStream` of httpcore2."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(timeout, httpx2.ReadTimeout)
        return bytes(self._stream.read(max_bytes, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE_BYTES):
            piece = buffer[start : start + _PIECE_BYTES]
            self._stream.write(piece, _left(timeout, httpx2.WriteTimeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        left = _left(timeout, httpx2.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))


class _Backend:
    """Opens the connections of a sync client: a `NetworkBackend` of httpcore2."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> Any:
        more = local_address, socket_options
        left = _left(timeout, httpx2.ConnectTimeout)
        return _Stream(self._backend.connect_tcp(host, port, left, *more))


class _AsyncStream:
    """A connection of an async client: an `AsyncNetworkStream` of httpcore2."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def aclose(self) -> None:
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(timeout, httpx2.ReadTimeout)
        return bytes(await self._stream.read(max_bytes, left))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, _left(timeout, httpx2.WriteTimeout))

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Any:
        left = _left(timeout, httpx2.ConnectTimeout)
        stream = await self._stream.start_tls(ssl_context, server_hostname, left)
        return _AsyncStream(stream)


class _AsyncBackend:
    """Opens the connections of an async client: an `AsyncNetworkBackend` of httpcore2."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> Any:
        more = local_address, socket_options
        left = _left(timeout, httpx2.ConnectTimeout)
        stream = await self._backend.connect_tcp(host, port, left, *more)
        return _AsyncStream(stream)
