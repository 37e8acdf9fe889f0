# SPDX-License-Identifier: MIT
"""Retries: whether and when a request is sent again, and the loop that counts its attempts.

Nothing here sends or waits. A client asks before and after each attempt, so that blocking and async
code share the loop.
"""

from __future__ import annotations

from datetime import UTC, datetime
from os import urandom
from time import perf_counter
from typing import Final, NamedTuple

from .errors import ApiConnectionError
from .headers import Headers
from .hooks import Instrumentation
from .transport import Request, Response

_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 5.0
_LONGEST_RETRY_AFTER: Final = 60.0
_TRANSIENT: Final = frozenset({409, 429, *range(500, 600)})
_MONTHS: Final[tuple[str, ...]] = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class RetryPolicy(NamedTuple):
    """How often a call is tried again, and which header of an answer decides about it."""

    max_retries: int
    should_retry_header: str | None = None


def delay_before_retry(
    policy: RetryPolicy,
    request: Request,
    attempts: int,
    response: Response | None,
    *,
    chance: float,
    now: datetime,
) -> float | None:
    """How many seconds to wait before the next attempt; None if there is to be none.

    `attempts` is how many there were; `response` is what came of the last, None if nothing came.
    `chance` is a random number from 0 to 1: clients that failed together must not come back
    together.
    """
    if attempts > policy.max_retries or not request.replayable:
        return None
    delay = _backoff(attempts, chance)
    if response is None:
        return delay if request.repeatable else None
    if not _is_transient(policy, request, response):
        return None
    asked = retry_after(response.headers, now)
    if asked is None:
        return delay
    return max(asked, delay) if asked <= _LONGEST_RETRY_AFTER else None


def _backoff(attempts: int, chance: float) -> float:
    # Beyond a few doublings it is the longest delay anyway.
    longest = min(_FIRST_DELAY * 2.0 ** min(attempts - 1, 16), _LONGEST_DELAY)
    return longest * (1 + chance) / 2


def _is_transient(policy: RetryPolicy, request: Request, response: Response) -> bool:
    """Whether the same request may fare better: the server's own word on it comes first."""
    if response.is_success:
        return False
    header = policy.should_retry_header
    word = response.headers.get(header, "").strip().lower() if header else ""
    if word in ("true", "false"):
        return word == "true"
    return request.repeatable and response.status in _TRANSIENT


def retry_after(headers: Headers, now: datetime) -> float | None:
    """How many seconds the server asks to wait, as a number or a date.

    None if it does not say, or not in one of these forms. Source: RFC 9110, section 10.2.3; of the
    forms of a date, the one of section 5.6.7 that servers have to send.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    then = _parse_http_date(text)
    return None if then is None else max((then - now).total_seconds(), 0.0)


def _parse_http_date(text: str) -> datetime | None:
    """A date such as `Sun, 06 Nov 1994 08:49:37 GMT`."""
    words = text.replace(":", " ").split(" ")
    if len(words) != 8 or words[-1] != "GMT":
        return None
    _, day, month, *rest, _ = words
    try:
        year, hour, minute, second = map(int, rest)
        number = _MONTHS.index(month) + 1
        return datetime(year, number, int(day), hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


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


class RetryLoop:
    """The attempts of one call, in this order: `begin`, send, `responded` or `failed`."""

    def __init__(
        self,
        request: Request,
        policy: RetryPolicy,
        instrumentation: Instrumentation,
        request_id_headers: tuple[str, ...],
    ) -> None:
        self._request = request
        self._policy = policy
        self._instrumentation = instrumentation
        self._request_id_headers = request_id_headers
        self._count = 0
        self._first_began = self._began = perf_counter()

    def begin(self) -> None:
        """The request is about to be sent."""
        self._count += 1
        self._instrumentation.sent(self._request, self._count)
        self._began = perf_counter()

    def responded(self, response: Response) -> float | None:
        """How many seconds to wait before the next attempt; None if this answer counts."""
        self._instrumentation.responded(
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
        """As `responded`, when no answer came; the error is told what the call was."""
        seconds = perf_counter() - self._began
        self._instrumentation.failed(self._request, self._count, error, seconds)
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
            self._instrumentation.waits(self._request, why, delay)
        return delay
