# SPDX-License-Identifier: MIT
"""Write JSON values as text."""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite
from typing import Any

from .encode import EncodingError
from .json_values import is_array, is_object

_COMPACT = (",", ":")


def json_text(
    value: Any, *path: str | int, separators: tuple[str, str] = _COMPACT
) -> str:
    """Write a JSON value, without white space by default.

    A `Decimal` becomes a number with all of its digits.

    Args:
        value: The value.
        path: The path to it, for the message of the error.
        separators: What separates items, and names from values.

    Raises:
        EncodingError: The value contains NaN or an infinite number.
    """
    try:
        try:
            return json.dumps(value, separators=separators, allow_nan=False)
        except TypeError:
            return _with_decimals(value, separators)
    except ValueError:
        raise _non_finite_error(value, path) from None


def _with_decimals(value: Any, separators: tuple[str, str]) -> str:
    between, after_name = separators
    if isinstance(value, Decimal):
        return str(value)
    if is_object(value):
        members = (
            f"{json.dumps(name)}{after_name}{_with_decimals(member, separators)}"
            for name, member in value.items()
        )
        return f"{{{between.join(members)}}}"
    if is_array(value):
        items = (_with_decimals(item, separators) for item in value)
        return f"[{between.join(items)}]"
    return json.dumps(value, allow_nan=False)


def _non_finite_error(value: Any, path: tuple[str | int, ...]) -> EncodingError:
    error = EncodingError("NaN and infinite numbers cannot be sent")
    error.path = [*path, *(_path_to_non_finite(value) or ())]
    return error


def _path_to_non_finite(value: Any) -> tuple[str | int, ...] | None:
    """The path to the first number that is not finite; None if there is none."""
    if isinstance(value, float):
        return None if isfinite(value) else ()
    members = value.items() if is_object(value) else ()
    for key, member in enumerate(value) if is_array(value) else members:
        path = _path_to_non_finite(member)
        if path is not None:
            return (key, *path)
    return None
