# SPDX-License-Identifier: MIT
"""Wire formats, and the encoders of Python types that need no declared format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_MINUTE = timedelta(minutes=1)
_MAX_PLAIN_EXPONENT = 1000


class Format(ABC):
    """A wire format: its Python type, decoder and encoder. `ScalarFormat` implements it.

    Attributes:
        name: The alias in annotations, such as `UnixTime`.
        type: The Python type of decoded values.
        decode: Decodes any JSON value; returns the same object if the format does not apply.
        encode: Encodes a value of `type`.
    """

    __slots__ = ("decode", "encode", "name", "type")

    def __init__(
        self,
        name: str,
        python_type: type,
        decode: Callable[[Any], Any],
        encode: Callable[[Any], Any],
    ) -> None:
        self.name = name
        self.type = python_type
        self.decode = decode
        self.encode = encode

    @abstractmethod
    def scalar_decoder(
        self, json_type: type, expression: Any, package: str
    ) -> Callable[[Any], Any] | None:
        """Return the decoder of a type whose first format this is.

        Args:
            json_type: The Python type of the JSON values to decode.
            expression: The type.
            package: The client's root package.

        Returns:
            The decoder; None if it returns every value unchanged.
        """

    def __repr__(self) -> str:
        return self.name


def encode_date_time(value: datetime) -> str:
    """Encode a time as RFC 3339 `date-time`, with `Z` for UTC; naive times are local time."""
    wire = getattr(value, "wire", None)
    if isinstance(wire, str):
        return wire
    aware = value.astimezone() if value.tzinfo is None else value
    if (aware.utcoffset() or timedelta()) % _MINUTE:
        # Historical zones have offsets with seconds, which RFC 3339, section 5.6, cannot express.
        aware = aware.astimezone(UTC)
    return _with_z(aware.isoformat())


def _with_z(string: str) -> str:
    return string[:-6] + "Z" if string.endswith("+00:00") else string


def encode_time(value: time) -> str:
    """Encode a time of day as RFC 3339 `full-time`; a naive one as `partial-time`."""
    return _with_z(value.isoformat())


def encode_duration(value: timedelta) -> str:
    """Encode a duration as ISO 8601 does: `P1DT2H30M`, with a sign if it is negative."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    exact = f"{seconds}.{value.microseconds:06}".rstrip("0").rstrip(".")
    parts = (
        (hours, f"{hours}H"),
        (minutes, f"{minutes}M"),
        (exact != "0", f"{exact}S"),
    )
    clock = "".join(string for amount, string in parts if amount)
    days = f"{value.days}D" if value.days else ""
    return f"{sign}P{days}{clock and f'T{clock}'}" if days or clock else "PT0S"


def encode_date(value: date) -> str:
    """Encode a date, or the date of a `datetime`, as RFC 3339 `full-date`."""
    return (value.date() if isinstance(value, datetime) else value).isoformat()


def finite_decimal(value: Decimal) -> Decimal:
    """Return a decimal unchanged.

    Raises:
        ValueError: `value` is not a finite number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    return value


def encode_decimal(value: Decimal) -> str:
    """Encode a decimal with all of its digits, trailing zeros included.

    There is an exponent only in numbers that would have more than a thousand digits without it.

    Raises:
        ValueError: `value` is not a finite number.
    """
    if abs(finite_decimal(value).adjusted()) > _MAX_PLAIN_EXPONENT:
        return str(value)
    return format(value, "f")


def encode_base64(value: bytes) -> str:
    """Encode bytes as Base64 with padding. Source: RFC 4648, section 4."""
    return b64encode(value).decode("ascii")
