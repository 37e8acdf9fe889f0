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
from .hooks import Instrumentation
from .redaction import contains_secret
from .retry_after import retry_after
from .timeouts import limited_timeout, seconds_until
from .transport import Request, Response

_FIRST_DELAY: Final = 0.5
_MAX_DELAY: Final = 5.0
_MAX_RETRY_AFTER: Final = 60.0
_TRANSIENT_STATUSES: Final = frozenset({409, 429, *range(500, 600)})
# Statuses that say, with `Retry-After`, that the request was not processed.
_REJECTED_STATUSES: Final = frozenset({429, 503})


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
    request_sent: bool = True,
) -> float | None:
    """Return the delay before the next attempt in seconds; None to not retry.

    Args:
        policy: The retry policy of the call.
        request: The request.
        attempts: How many attempts were made.
        response: The response to the last attempt; None if there was none.
        jitter: A random number from 0 to 1, which spreads the retries of several clients.
        now: The current time, to which dates in `Retry-After` are relative.
        request_sent: False if the server certainly did not receive the last attempt.
    """
    if attempts > policy.max_retries or not request.replayable:
        return None
    delay = _backoff(attempts, jitter)
    if response is None:
        return delay if request.repeatable or not request_sent else None
    requested = retry_after(response.headers, now)
    if not _is_retryable(policy, request, response, requested is not None):
        return None
    if requested is None:
        return delay
    return max(requested, delay) if requested <= _MAX_RETRY_AFTER else None


def _backoff(attempts: int, jitter: float) -> float:
    # The exponent is bounded to avoid an overflow; the delay reaches its maximum long before.
    maximum = min(_FIRST_DELAY * 2.0 ** min(attempts - 1, 16), _MAX_DELAY)
    return maximum * (1 + jitter) / 2


def _is_retryable(
    policy: RetryPolicy, request: Request, response: Response, has_delay: bool
) -> bool:
    """Whether another attempt may succeed; the server's own verdict takes precedence.

    A server that rejects a request and says when to send it again has not processed it.
    """
    if response.is_success:
        return False
    header = policy.should_retry_header
    verdict = response.headers.get(header, "").strip().lower() if header else ""
    if verdict in ("true", "false"):
        return verdict == "true"
    if has_delay and response.status in _REJECTED_STATUSES:
        return True
    return request.repeatable and response.status in _TRANSIENT_STATUSES


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
        self._request_id: str | None = None
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
        seconds = perf_counter() - self._began
        request_id = response.headers.first(self._request_id_headers)
        if request_id is not None and contains_secret(request_id, self._request):
            request_id = "…"
        self._request_id = request_id
        self._instrumentation.responded(
            self._request, self._attempts, response, seconds, request_id
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
        return self._delay(type(error).__name__, None, error.request_sent)

    def exchange(self, response: Response) -> Exchange:
        """Return the request with its final response."""
        return Exchange(
            self._request,
            response,
            self._request_id,
            self._attempts,
            perf_counter() - self._first_began,
        )

    def _delay(
        self, reason: str, response: Response | None, request_sent: bool = True
    ) -> float | None:
        delay = delay_before_retry(
            self._policy,
            self._request,
            self._attempts,
            response,
            jitter=int.from_bytes(urandom(4)) / 0xFFFFFFFF,
            now=datetime.now(UTC),
            request_sent=request_sent,
        )
        deadline = self._policy.deadline
        if delay is not None and deadline is not None:
            # Without time for another attempt this outcome is final.
            delay = delay if delay < seconds_until(deadline) else None
        if delay is not None:
            self._instrumentation.retrying(self._request, reason, delay)
        return delay
