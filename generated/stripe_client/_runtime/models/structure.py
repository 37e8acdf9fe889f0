# SPDX-License-Identifier: MIT
"""Check the structure of decoded values."""

from __future__ import annotations

from typing import Any

from .decode import STRUCTURES, json_type, json_types
from .fields import ModelField, is_model, schema_of
from .json_values import is_array, is_object
from .members import list_members, object_members


def matches(value: Any, expression: Any, package: str) -> bool:
    """Whether a decoded value has the structure of a type, so that users can rely on it.

    Objects and lists are where the type requires them, and an object with required properties has
    at least one of its properties. Optional objects are not checked, nor are strings, numbers and
    booleans: documents are often wrong about these.

    Args:
        value: A decoded value.
        expression: The type, as evaluated by `type_expressions.evaluate`.
        package: The client's root package.
    """
    if is_model(type(value)):
        fields = schema_of(type(value)).fields
        is_other = any(field.required for field in fields) and not any(
            field.is_set(value) for field in fields
        )
        return not is_other and all(_field_matches(field, value) for field in fields)
    if is_object(value):
        # Decoding leaves an object unchanged that is of no model of a union.
        return bool(object_members(expression, package).maps)
    if is_array(value):
        tuples, items = list_members(expression, package)
        if not tuples and items is not None:
            return all(matches(item, items, package) for item in value)
    admitted = json_types(expression, package)
    if value is None or is_array(value):
        return not admitted or json_type(value) in admitted
    return not admitted or any(name not in STRUCTURES for name in admitted)


def _field_matches(field: ModelField, instance: Any) -> bool:
    if not field.is_set(instance):
        admitted = json_types(field.type, field.package)
        return not field.required or not admitted or not STRUCTURES.issuperset(admitted)
    value = field.get(instance)
    if not field.required and (value is None or is_model(type(value))):
        return True
    return matches(value, field.type, field.package)
