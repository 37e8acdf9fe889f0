# SPDX-License-Identifier: MIT
"""Find required properties that a decoded value lacks."""

from __future__ import annotations

from typing import Any

from .fields import is_model, schema_of
from .json_values import is_array, is_object


def missing_property(value: Any) -> str | None:
    """Return the JSON Pointer of the first required property that a value lacks, at any depth.

    Args:
        value: A decoded value: a model, or lists and mappings with models inside.

    Returns:
        The pointer (RFC 6901), relative to `value`; None if no required property is missing.
    """
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        pointer, value = waiting.pop()
        if is_model(type(value)):
            members: list[tuple[str, Any]] = []
            for field in schema_of(type(value)).fields:
                if field.is_set(value):
                    members.append((field.wire, field.get(value)))
                elif field.required:
                    return _join(pointer, field.wire)
            members += value.additional_properties.items()
        elif is_object(value):
            members = list(value.items())
        elif is_array(value):
            members = [(str(index), item) for index, item in enumerate(value)]
        else:
            continue
        waiting += [(_join(pointer, name), member) for name, member in members[::-1]]
    return None


def _join(pointer: str, name: str) -> str:
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
