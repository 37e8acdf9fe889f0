# SPDX-License-Identifier: MIT
"""The Python type of each wire format.

| alias           | on the wire                        | in Python                      |
|-----------------|------------------------------------|--------------------------------|
| `UnixTime`      | seconds since 1970, a number       | `datetime`, aware, in UTC      |
| `DateTime`      | RFC 3339 `date-time`, a string     | `datetime`, aware              |
| `Date`          | RFC 3339 `full-date`, a string     | `date`                         |
| `DecimalString` | a decimal number, in a string      | `Decimal`                      |
| `Int64String`   | an integer, in a string            | `int`                          |
| `Base64`        | RFC 4648 section 4, a string       | `bytes`                        |

Every format round-trips: `encode(decode(x))` equals `x` exactly, for any JSON value `x`. A value
that the Python type cannot represent is returned unchanged. `True` and `False` are never numbers.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from .format_encoders import (
    encode_base64,
    encode_date,
    encode_date_time,
    encode_decimal,
)
from .scalar_formats import ScalarFormat

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")


class ExactDateTime(datetime):
    """A `datetime` that keeps its original wire value, where the encoder would write another.

    `2024-05-01T00:00:00.000Z` and `2024-05-01T00:00:00Z` are the same time, and each is sent back
    as it was received. A time computed from it (`replace`, `+`) is encoded in the default form.
    """

    __slots__ = ("wire",)

    wire: str | float

    @classmethod
    def of(cls, time: datetime, wire: str | float) -> ExactDateTime:
        """Return `time` with the wire value that encodes it."""
        exact = cls.combine(time.date(), time.timetz())
        exact.wire = wire
        return exact

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        if not hasattr(self, "wire"):
            return (_identity, (_plain(self),))
        return (ExactDateTime.of, (_plain(self), self.wire))


def _plain(time: datetime) -> datetime:
    return datetime.combine(time.date(), time.timetz())


def _identity(time: datetime) -> datetime:
    return time


class NumberInt(int):
    """An integer received as a JSON number where the document declares a string."""

    __slots__ = ()


def _decode_unix_time(value: object) -> object:
    try:
        if type(value) is int:
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, float):
            time = datetime.fromtimestamp(value, UTC)
            return ExactDateTime.of(time, value)
    except (ValueError, OverflowError, OSError):
        return value
    return value


def _encode_unix_time(value: datetime) -> float:
    wire = getattr(value, "wire", None)
    if isinstance(wire, float):
        return wire
    aware = value.astimezone() if value.tzinfo is None else value
    return (aware - _EPOCH) // _SECOND


def _decode_date_time(value: Any) -> Any:
    if type(value) is not str or _DATE_TIME.fullmatch(value) is None:
        return value
    try:
        time = datetime.fromisoformat(value.upper())
        # A time within hours of year 1 or 9999 can be parsed but not compared with others.
        time.astimezone(UTC)
    except (ValueError, OverflowError):
        return value
    return time if encode_date_time(time) == value else ExactDateTime.of(time, value)


def _decode_date(value: Any) -> Any:
    if type(value) is not str or _DATE.fullmatch(value) is None:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _decode_decimal(value: Any) -> Any:
    if type(value) is not str or _DECIMAL.fullmatch(value) is None:
        return value
    number = Decimal(value)
    return number if encode_decimal(number) == value else value


def _decode_int64(value: Any) -> Any:
    if type(value) is str:
        return value if _INTEGER.fullmatch(value) is None else int(value)
    return NumberInt(value) if type(value) is int else value


def _encode_int64(value: int) -> str | int:
    if isinstance(value, bool):
        return value
    return int(value) if isinstance(value, NumberInt) else str(value)


def _decode_base64(value: Any) -> Any:
    if type(value) is not str:
        return value
    try:
        content = b64decode(value, validate=True)
    except (Base64Error, ValueError):
        return value
    return content if b64encode(content).decode("ascii") == value else value


UnixTime: TypeAlias = Annotated[
    datetime, ScalarFormat("UnixTime", datetime, _decode_unix_time, _encode_unix_time)
]
DateTime: TypeAlias = Annotated[
    datetime, ScalarFormat("DateTime", datetime, _decode_date_time, encode_date_time)
]
Date: TypeAlias = Annotated[date, ScalarFormat("Date", date, _decode_date, encode_date)]
DecimalString: TypeAlias = Annotated[
    Decimal, ScalarFormat("DecimalString", Decimal, _decode_decimal, encode_decimal)
]
Int64String: TypeAlias = Annotated[
    int, ScalarFormat("Int64String", int, _decode_int64, _encode_int64)
]
Base64: TypeAlias = Annotated[
    bytes, ScalarFormat("Base64", bytes, _decode_base64, encode_base64)
]
