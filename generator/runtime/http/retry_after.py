# SPDX-License-Identifier: MIT
"""Read how long a server asks to wait, from the header fields of a response."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from .headers import Headers

# Azure's and OpenAI's fields with milliseconds; they are more precise than `Retry-After`.
_MILLISECONDS: Final = ("Retry-After-Ms", "X-Ms-Retry-After-Ms")
# Compiled, and cached by `re`, on first use: few responses have such a field.
_NUMBER: Final = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
_TIME: Final = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_HTTP_DATES: Final = (
    rf"[A-Z][a-z]{{2}}, (?P<day>\d\d) (?P<month>[A-Z][a-z]{{2}}) (?P<year>\d{{4}}) {_TIME} GMT",
    rf"[A-Z][a-z]{{5,8}}, (?P<day>\d\d)-(?P<month>[A-Z][a-z]{{2}})-(?P<year>\d\d) {_TIME} GMT",
    rf"[A-Z][a-z]{{2}} (?P<month>[A-Z][a-z]{{2}}) (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
)
_MONTHS: Final[tuple[str, ...]] = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Return the delay that a response asks for, in seconds; None if it asks for none.

    `Retry-After` is a number of seconds, which servers also send with a fraction, or a date.
    `Retry-After-Ms` and `X-Ms-Retry-After-Ms` take precedence. A value in another form, such as a
    negative number, is ignored. Source: RFC 9110, section 10.2.3.

    Args:
        headers: The header fields of the response.
        now: The current time, to which dates are relative.
    """
    for name in _MILLISECONDS:
        milliseconds = _number(headers.get(name, ""))
        if milliseconds is not None:
            return milliseconds / 1000
    value = headers.get("Retry-After", "").strip()
    seconds = _number(value)
    if seconds is not None:
        return seconds
    then = parse_http_date(value, now)
    return None if then is None else max((then - now).total_seconds(), 0.0)


def _number(value: str) -> float | None:
    return float(value) if re.fullmatch(_NUMBER, value.strip()) else None


def parse_http_date(value: str, now: datetime) -> datetime | None:
    """Parse a date in one of the three formats of HTTP; None if it is not valid.

    The formats are `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    `Sun Nov  6 08:49:37 1994`. Source: RFC 9110, section 5.6.7.

    Args:
        value: The date.
        now: The current time. A year of two digits is at most 50 years after it.
    """
    matches = (re.fullmatch(date, value, re.ASCII) for date in _HTTP_DATES)
    match = next(filter(None, matches), None)
    if match is None or match["month"] not in _MONTHS:
        return None
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += now.year // 100 * 100
        year -= 100 if year > now.year + 50 else 0
    month = _MONTHS.index(match["month"]) + 1
    hour, minute, second = (int(match[part]) for part in ("hour", "minute", "second"))
    try:
        return datetime(
            year, month, int(match["day"]), hour, minute, second, tzinfo=UTC
        )
    except ValueError:
        return None
