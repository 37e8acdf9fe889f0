# SPDX-License-Identifier: MIT
"""Dates in header fields of HTTP, such as `If-Modified-Since`."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated, Any, TypeAlias

from .scalar_formats import ScalarFormat


def _encode_http_date(value: datetime) -> str:
    """Encode a time as IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`; naive times are local time.

    Source: RFC 9110, section 5.6.7.
    """
    return format_datetime(value.astimezone(UTC), usegmt=True)


def _identity(value: Any) -> Any:
    return value


HttpDate: TypeAlias = Annotated[
    datetime, ScalarFormat("HttpDate", datetime, _identity, _encode_http_date)
]
"""A time in a header field of a request. In responses it stays a string."""
