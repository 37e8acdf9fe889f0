"""How a model looks when it is printed: what is set, on one line of a couple of hundred letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from .shapes import Shape, is_model, shape_of

__all__ = ["represent"]

_WIDTH: Final = 160
_TEXT: Final = 60


def represent(instance: object) -> str:
    """`Customer(id='cus_1', address=Address(…), …)`: fields in order, as long as there is room."""
    name = type(instance).__name__
    parts: list[str] = []
    room = _WIDTH - len(name)
    for part in _parts(shape_of(type(instance)), instance):
        room -= len(part) + 2
        if room < 0 and parts:
            parts.append("…")
            break
        parts.append(part)
    return f"{name}({', '.join(parts)})"


def _parts(shape: Shape, instance: object) -> Iterator[str]:
    for field in shape.fields:
        if field.is_set(instance):
            yield f"{field.name}={_short(field.get(instance))}"


def _short(value: Any) -> str:
    if is_model(type(value)):
        return f"{type(value).__name__}(…)"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= _TEXT else f"{text[:_TEXT - 2]}…{text[-1]}"
