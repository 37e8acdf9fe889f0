# SPDX-License-Identifier: MIT
"""Read properties by wire name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from .fields import UNKNOWN, is_model, schema_of


def wire_value(instance: object, name: str) -> Any:
    """Return a property of a model or of a JSON object by its wire name; None if absent."""
    if isinstance(instance, Mapping):
        return cast(Mapping[str, Any], instance).get(name)
    if not is_model(type(instance)):
        return None
    field = schema_of(type(instance)).by_wire.get(name)
    if field is not None:
        return field.get(instance) if field.is_set(instance) else None
    unknown: Mapping[str, Any] = getattr(instance, UNKNOWN, None) or {}
    return unknown.get(name)
