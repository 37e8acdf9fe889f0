# SPDX-License-Identifier: MIT
"""Numbers that are decimals in Python: `type: number` with the format `decimal`.

They are read and written with all of their digits, which a `float` may not have: JSON is parsed
with `exact_float`, so that they reach the decoder.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from .format_encoders import ExactFloat, exact_float, finite_decimal
from .scalar_formats import ScalarFormat

__all__ = ["DecimalNumber", "exact_float"]


def _decode_decimal_number(value: Any) -> Any:
    if isinstance(value, ExactFloat):
        number = Decimal(value.text)
    elif type(value) is int or type(value) is float:
        number = Decimal(repr(value))
    else:
        return value
    return number if number.is_finite() else value


DecimalNumber: TypeAlias = Annotated[
    Decimal,
    ScalarFormat("DecimalNumber", Decimal, _decode_decimal_number, finite_decimal),
]
"""A JSON number that is a `Decimal` in Python."""
