# SPDX-License-Identifier: MIT
"""Write JSON values as text."""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite
from typing import Any

from .encode import EncodingError, require_text
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
        return json.dumps(value, separators=separators, allow_nan=False)
    except (TypeError, ValueError):
        # It contains a `Decimal`, or a number to reject.
        try:
            return _write(value, *separators)
        except EncodingError as error:
            error.path[:0] = path
            raise


def sendable_json(value: Any, *path: str | int) -> str:
    """Write a JSON value for a request, in ASCII.

    Raises:
        EncodingError: As for `json_text`, or a string contains a lone surrogate.
    """
    text = json_text(value, *path)
    if "\\ud" in text:
        _require_text(value, path)
    return text


def _require_text(value: Any, path: tuple[str | int, ...]) -> None:
    if isinstance(value, str):
        try:
            require_text(value)
        except EncodingError as error:
            error.path[:0] = path
            raise
    elif is_object(value):
        for key, member in value.items():
            _require_text(key, (*path, key))
            _require_text(member, (*path, key))
    elif is_array(value):
        for index, item in enumerate(value):
            _require_text(item, (*path, index))


def _write(value: Any, between: str, after_name: str) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and not isfinite(value):
        raise EncodingError(f"{value} is not a finite number")
    if not is_array(value) and not is_object(value):
        return json.dumps(value)
    members = value.items() if is_object(value) else enumerate(value)
    strings: list[str] = []
    for key, member in members:
        try:
            string = _write(member, between, after_name)
        except EncodingError as error:
            raise error.under(key) from None
        is_named = isinstance(key, str)
        strings.append(f"{json.dumps(key)}{after_name}{string}" if is_named else string)
    content = between.join(strings)
    return f"{{{content}}}" if is_object(value) else f"[{content}]"
