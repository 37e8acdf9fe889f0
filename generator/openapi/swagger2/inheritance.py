"""Which value of a discriminator stands for which schema, where that is not the schema's name.

Swagger 2.0 has the name of the schema for it ("Composition and Inheritance (Polymorphism)"); an
extension of two spellings gives another value, and 3.0 a `mapping` to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer

_VALUES = ("x-discriminator-value", "x-ms-discriminator-value")


def mappings(definitions: Json) -> dict[str, dict[str, str]]:
    """Value to name of schema, for each schema with a discriminator that needs it, by its name."""
    found: dict[str, dict[str, str]] = {}
    if not isinstance(definitions, Mapping):
        return found
    for name, schema in definitions.items():
        value = _value(schema)
        if value is None:
            continue
        for ancestor in _ancestors(name, definitions):
            if isinstance(definitions[ancestor].get("discriminator"), str):
                found.setdefault(ancestor, {}).setdefault(value, name)
    return found


def _value(schema: Json) -> str | None:
    if not isinstance(schema, Mapping):
        return None
    values = (schema.get(name) for name in _VALUES)
    return next((each for each in values if isinstance(each, str)), None)


def _ancestors(name: str, definitions: Mapping[str, Json]) -> Iterator[str]:
    """The schema itself, and those that it has by `allOf`, directly or through others."""
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        schema = definitions.get(current)
        if current in seen or not isinstance(schema, Mapping):
            continue
        seen.add(current)
        yield current
        parts = schema.get("allOf")
        waiting.extend(_parents(parts if isinstance(parts, list) else []))


def _parents(parts: list[Json]) -> Iterator[str]:
    for part in parts:
        text = part.get("$ref") if isinstance(part, Mapping) else None
        if not isinstance(text, str) or not text.startswith("#/definitions/"):
            continue
        tokens = Pointer.parse(text).tokens
        if len(tokens) == 2:
            yield tokens[1]
