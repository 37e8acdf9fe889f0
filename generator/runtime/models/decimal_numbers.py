# SPDX-License-Identifier: MIT
"""Numbers that are decimals in Python: `type: number` with the format `decimal`.

They are read and written with all of their digits, which a `float` may not have: clients with such
numbers parse JSON with `exact_float`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from .format_encoders import finite_decimal
from .scalar_formats import ScalarFormat


class ExactFloat(float):
    """A number in JSON with digits that a `float` does not keep; `text` has them."""

    __slots__ = ("text",)

    text: str


def exact_float(text: str) -> float:
    """Return a float that is written as `text`: an `ExactFloat` if it would not be otherwise."""
    number = float(text)
    if repr(number) == text:
        return number
    exact = ExactFloat(number)
    exact.text = text
    return exact


class ReceivedDecimal(Decimal):
    """A `Decimal` that keeps the JSON number it was decoded from; results of arithmetic do not."""

    __slots__ = ("wire",)

    wire: float

    @classmethod
    def of(cls, wire: float) -> ReceivedDecimal:
        """Decode a JSON number."""
        number = cls(wire.text if isinstance(wire, ExactFloat) else repr(wire))
        number.wire = wire
        return number

    def __reduce__(self) -> tuple[Any, ...]:
        return ReceivedDecimal.of, (self.wire,)


def _decode_decimal_number(value: Any) -> Any:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return value
    number = ReceivedDecimal.of(value)
    return number if number.is_finite() else value


DecimalNumber: TypeAlias = Annotated[
    Decimal,
    ScalarFormat("DecimalNumber", Decimal, _decode_decimal_number, finite_decimal),
]
"""A JSON number that is a `Decimal` in Python."""
