# SPDX-License-Identifier: MIT
"""Type guards and compact serialization for JSON values."""

from __future__ import annotations

import json
from typing import Any, TypeGuard


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a JSON value is an array."""
    return isinstance(value, list)


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def json_text(value: Any) -> str:
    """Serialize a JSON value without white space.

    Raises:
        ValueError: The value contains an infinite number or NaN.
    """
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
