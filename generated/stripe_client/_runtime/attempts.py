"""The attempts of one call: counted, timed, told to those who watch, and ended.

Nothing here sends or waits. A client asks it before and after each attempt, so that the loop
around them is the same few lines for code that waits and for code that is awaited.
"""

from __future__ import annotations

from datetime import UTC, datetime
from os import urandom
from time import perf_counter
from typing import NamedTuple

from .errors import ApiConnectionError
from .retries import RetryPolicy, delay_before_retry
from .transport import Request, Response
from .watching import Watch


class Exchange(NamedTuple):
    """A request and the answer that counts.

    `elapsed` is the seconds from the first attempt to this answer; `request_id` is what the server
    calls the request.
    """

    request: Request
    response: Response
    request_id: str | None
    attempts: int
    elapsed: float


class Attempts:
    """The attempts of one call, in this order: `begin`, send, `answered` or `failed`."""

    def __init__(
        self,
        request: Request,
        policy: RetryPolicy,
        watch: Watch,
        request_id_headers: tuple[str, ...],
    ) -> None:
        self._request = request
        self._policy = policy
        self._watch = watch
        self._request_id_headers = request_id_headers
        self._count = 0
        self._first_began = self._began = perf_counter()

    def begin(self) -> None:
        """The request is about to be sent."""
        self._count += 1
        self._watch.sent(self._request, self._count)
        self._began = perf_counter()

    def answered(self, response: Response) -> float | None:
        """How many seconds to wait before the next attempt; None if this answer counts."""
        self._watch.answered(
            self._request,
            self._count,
            response,
            perf_counter() - self._began,
            response.headers.first(self._request_id_headers),
        )
        if response.is_success:
            return None
        return self._delay(f"status {response.status}", response)

    def failed(self, error: ApiConnectionError) -> float | None:
        """As `answered`, when no answer came; the error is told what the call was."""
        seconds = perf_counter() - self._began
        self._watch.failed(self._request, self._count, error, seconds)
        error.attempts = self._count
        if error.request is None:
            error.request = self._request.without_secrets()
        return self._delay(type(error).__name__, None)

    def exchange(self, response: Response) -> Exchange:
        """What came of it all."""
        return Exchange(
            self._request,
            response,
            response.headers.first(self._request_id_headers),
            self._count,
            perf_counter() - self._first_began,
        )

    def _delay(self, why: str, response: Response | None) -> float | None:
        delay = delay_before_retry(
            self._policy,
            self._request,
            self._count,
            response,
            chance=int.from_bytes(urandom(4)) / 0xFFFFFFFF,
            now=datetime.now(UTC),
        )
        if delay is not None:
            self._watch.waits(self._request, why, delay)
        return delay
