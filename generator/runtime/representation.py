"""How a model looks when it is printed: what is set, on one line of a couple of hundred letters.

What tells one from another comes first: the identifier, then what has a value, then the nulls.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from .shapes import Shape, is_model, shape_of

_WIDTH: Final = 160
_TEXT: Final = 60


def represent(instance: object) -> str:
    """`Customer(id='cus_1', address=Address(…), …)`: as many fields as there is room for."""
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
    found = [
        (field.name, field.get(instance))
        for field in shape.fields
        if field.is_set(instance)
    ]
    for name, value in sorted(found, key=_rank):
        yield f"{name}={_short(value)}"


def _rank(named: tuple[str, Any]) -> int:
    name, value = named
    if value is None:
        return 2
    return 0 if name == "id" else 1


def _short(value: Any) -> str:
    if is_model(type(value)):
        return f"{type(value).__name__}(…)"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= _TEXT else f"{text[:_TEXT - 2]}…{text[-1]}"
