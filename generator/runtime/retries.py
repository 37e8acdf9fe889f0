"""Whether a request is sent once more, and after how long: a pure function of what happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, NamedTuple

from .headers import Headers
from .transport import Request, Response

_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 5.0
_LONGEST_RETRY_AFTER: Final = 60.0

_PASSING: Final = frozenset({409, 429, *range(500, 600)})

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
    if not _may_pass(policy, request, response):
        return None
    asked = retry_after(response.headers, now)
    if asked is None:
        return delay
    return max(asked, delay) if asked <= _LONGEST_RETRY_AFTER else None


def _backoff(attempts: int, chance: float) -> float:
    # Beyond a few doublings it is the longest delay anyway.
    longest = min(_FIRST_DELAY * 2.0 ** min(attempts - 1, 16), _LONGEST_DELAY)
    return longest * (1 + chance) / 2


def _may_pass(policy: RetryPolicy, request: Request, response: Response) -> bool:
    """Whether the same request may fare better: the server's own word on it comes first."""
    if response.is_success:
        return False
    header = policy.should_retry_header
    word = response.headers.get(header, "").strip().lower() if header else ""
    if word in ("true", "false"):
        return word == "true"
    return request.repeatable and response.status in _PASSING


def retry_after(headers: Headers, now: datetime) -> float | None:
    """How many seconds the server asks to wait, as a number or a date.

    None if it does not say, or not in one of these forms. Source: RFC 9110, section 10.2.3; of the
    forms of a date, the one of section 5.6.7 that servers have to send.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    then = _date(text)
    return None if then is None else max((then - now).total_seconds(), 0.0)


def _date(text: str) -> datetime | None:
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
