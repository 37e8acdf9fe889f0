"""The events of an answer that is still coming, for code that waits and for code that awaits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Generic, Protocol, TypeVar

from .attempts import Exchange
from .errors import ApiStreamError
from .framing import Frame, Framing, StreamEvent, TooLongError
from .transport import AsyncLiveResponse, LiveResponse

_Live = TypeVar("_Live")
_Pieces = TypeVar("_Pieces")


class Unreadable(Protocol):
    """Makes the error for an item that is not what it should be."""

    def __call__(self, problem: str, event: StreamEvent | None) -> ApiStreamError: ...


class _Events(Generic[_Live, _Pieces]):
    """What has come, as events, and whether more will."""

    def __init__(
        self,
        live: _Live,
        pieces: _Pieces,
        framing: Framing,
        exchange: Exchange,
        unreadable: Unreadable,
    ) -> None:
        self.response = exchange.response
        self.place = exchange.request.place
        self._live = live
        self._pieces = pieces
        self._framing = framing
        self._unreadable = unreadable
        self._frames: Iterator[Frame] = iter(())
        self._is_over = False

    def _framed(self) -> StreamEvent | None:
        """The next event of what has come."""
        try:
            frame = next(self._frames, None)
        except TooLongError as error:
            self._end()
            raise self._unreadable(str(error), None) from None
        if frame is not None and frame.problem:
            raise self._unreadable(frame.problem, frame.event)
        return None if frame is None else frame.event

    def _took(self, piece: bytes | None) -> None:
        """A further piece has come, or None if that was all."""
        self._is_over = piece is None
        self._frames = (
            self._framing.end() if piece is None else self._framing.feed(piece)
        )

    def _end(self) -> None:
        self._is_over = True
        self._frames = iter(())


class EventSource(_Events[LiveResponse, Iterator[bytes]]):
    """Waits for events."""

    def read(self) -> StreamEvent | None:
        """The next event; None after the last one.

        Raises:
            ApiStreamError: it is not what it should be.
            ApiConnectionError: the connection broke.
        """
        try:
            while (event := self._framed()) is None and not self._is_over:
                self._took(next(self._pieces, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._end()
            raise
        finally:
            if self._is_over:
                self._live.close()

    def stop(self) -> None:
        """There are no more events."""
        self._end()
        self._live.close()


class AsyncEventSource(_Events[AsyncLiveResponse, AsyncIterator[bytes]]):
    """Awaits events."""

    async def read(self) -> StreamEvent | None:
        """As `EventSource.read`."""
        try:
            while (event := self._framed()) is None and not self._is_over:
                self._took(await anext(self._pieces, None))
            return event
        except ApiStreamError:
            raise
        except BaseException:
            self._end()
            raise
        finally:
            if self._is_over:
                await self._live.close()

    async def stop(self) -> None:
        """As `EventSource.stop`."""
        self._end()
        await self._live.close()
