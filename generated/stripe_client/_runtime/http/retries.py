# SPDX-License-Identifier: MIT
"""Retries: the policy that decides whether and when to retry, and the loop that applies it.

Nothing here sends requests or sleeps, so that sync and async clients share the code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from os import urandom
from time import perf_counter
from typing import Final, NamedTuple

from .errors import ApiConnectionError, ApiTimeoutError
from .headers import Headers
from .hooks import Instrumentation
from .timeouts import limited_timeout, seconds_until
from .transport import Request, Response

_FIRST_DELAY: Final = 0.5
_MAX_DELAY: Final = 5.0
_MAX_RETRY_AFTER: Final = 60.0
_TRANSIENT_STATUSES: Final = frozenset({409, 429, *range(500, 600)})
_MONTHS: Final[tuple[str, ...]] = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class RetryPolicy(NamedTuple):
    """The retry limit of a call and the response header that overrides the decision.

    Attributes:
        max_retries: How many attempts may follow the first.
        should_retry_header: A header with which the server says `true` or `false`.
        deadline: When the call has to end, by `perf_counter`; None if unlimited.
    """

    max_retries: int
    should_retry_header: str | None = None
    deadline: float | None = None


def delay_before_retry(
    policy: RetryPolicy,
    request: Request,
    attempts: int,
    response: Response | None,
    *,
    jitter: float,
    now: datetime,
) -> float | None:
    """Return the delay before the next attempt in seconds; None to not retry.

    Args:
        policy: The retry policy of the call.
        request: The request.
        attempts: How many attempts were made.
        response: The response to the last attempt; None if there was none.
        jitter: A random number from 0 to 1, which spreads the retries of several clients.
        now: The current time, to which dates in `Retry-After` are relative.
    """
    if attempts > policy.max_retries or not request.replayable:
        return None
    delay = _backoff(attempts, jitter)
    if response is None:
        return delay if request.repeatable else None
    if not _is_retryable(policy, request, response):
        return None
    requested = retry_after(response.headers, now)
    if requested is None:
        return delay
    return max(requested, delay) if requested <= _MAX_RETRY_AFTER else None


def _backoff(attempts: int, jitter: float) -> float:
    # The exponent is bounded to avoid an overflow; the delay reaches its maximum long before.
    maximum = min(_FIRST_DELAY * 2.0 ** min(attempts - 1, 16), _MAX_DELAY)
    return maximum * (1 + jitter) / 2


def _is_retryable(policy: RetryPolicy, request: Request, response: Response) -> bool:
    """Whether another attempt may succeed; the server's own verdict takes precedence."""
    if response.is_success:
        return False
    header = policy.should_retry_header
    verdict = response.headers.get(header, "").strip().lower() if header else ""
    if verdict in ("true", "false"):
        return verdict == "true"
    return request.repeatable and response.status in _TRANSIENT_STATUSES


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Return the delay that `Retry-After` requests, in seconds, given as a number or a date.

    None if the header is missing or invalid. Dates must have the preferred format of RFC 9110,
    section 5.6.7, not one of the obsolete formats. Source: RFC 9110, section 10.2.3.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    then = _parse_http_date(value)
    return None if then is None else max((then - now).total_seconds(), 0.0)


def _parse_http_date(value: str) -> datetime | None:
    """Parse a date such as `Sun, 06 Nov 1994 08:49:37 GMT`; None if it is not valid."""
    words = value.replace(":", " ").split(" ")
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
    """A request and its final response.

    Attributes:
        request: The request.
        response: The response to the last attempt.
        request_id: The server's ID of the request; None if it sent none.
        attempts: How many times the request was sent.
        elapsed: The time from the start of the first attempt to the response, in seconds.
    """

    request: Request
    response: Response
    request_id: str | None
    attempts: int
    elapsed: float


class RetryLoop:
    """Counts and times the attempts of one call.

    For every attempt the client calls `begin`, sends the request, and calls `responded` or
    `failed`. These return the delay before the next attempt in seconds, or None to stop.
    """

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
        self._attempts = 0
        self._first_began = self._began = perf_counter()

    def begin(self) -> Request:
        """Start an attempt and return its request, whose timeout is limited to the time left.

        Raises:
            ApiTimeoutError: No time is left.
        """
        request, deadline = self._request, self._policy.deadline
        if deadline is not None:
            left = seconds_until(deadline)
            if left <= 0:
                raise ApiTimeoutError(
                    f"{request.label}: the total timeout is over",
                    request=request.without_secrets(),
                    attempts=self._attempts,
                )
            request = replace(request, timeout=limited_timeout(request.timeout, left))
        self._attempts += 1
        self._instrumentation.sent(self._request, self._attempts)
        self._began = perf_counter()
        return request

    def responded(self, response: Response) -> float | None:
        """Record a response and return the delay before the next attempt; None if it is final."""
        self._instrumentation.responded(
            self._request,
            self._attempts,
            response,
            perf_counter() - self._began,
            response.headers.first(self._request_id_headers),
        )
        if response.is_success:
            return None
        return self._delay(f"status {response.status}", response)

    def failed(self, error: ApiConnectionError) -> float | None:
        """Record a failure and return the delay before the next attempt; None if it is final.

        Sets `attempts` and `request` of the error.
        """
        seconds = perf_counter() - self._began
        self._instrumentation.failed(self._request, self._attempts, error, seconds)
        error.attempts = self._attempts
        if error.request is None:
            error.request = self._request.without_secrets()
        return self._delay(type(error).__name__, None)

    def exchange(self, response: Response) -> Exchange:
        """Return the request with its final response."""
        return Exchange(
            self._request,
            response,
            response.headers.first(self._request_id_headers),
            self._attempts,
            perf_counter() - self._first_began,
        )

    def _delay(self, reason: str, response: Response | None) -> float | None:
        delay = delay_before_retry(
            self._policy,
            self._request,
            self._attempts,
            response,
            jitter=int.from_bytes(urandom(4)) / 0xFFFFFFFF,
            now=datetime.now(UTC),
        )
        deadline = self._policy.deadline
        if delay is not None and deadline is not None:
            # Without time for another attempt this outcome is final.
            delay = delay if delay < seconds_until(deadline) else None
        if delay is not None:
            self._instrumentation.retrying(self._request, reason, delay)
        return delay
