"""Convert Schema Objects.

Source: OpenAPI 2.0, "Schema Object" and "Composition and Inheritance (Polymorphism)"; 3.0.4,
section 4.7.24. Subschemas keep their location inside of a schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.json import Json
from generator.core.pointer import Pointer

# The schema of a file, which Swagger 2.0 calls `type: file`.
FILE: Mapping[str, Json] = {"type": "string", "format": "binary"}
_DISCRIMINATOR_VALUES = ("x-discriminator-value", "x-ms-discriminator-value")


@dataclass(slots=True)
class SchemaConverter:
    """Converts schemas, and collects the copied objects with a `$ref` in `references`.

    Schemas that YAML aliases share are converted once, and shared again.
    """

    references: list[dict[str, Json]] = field(default_factory=list)
    _converted: dict[int, Json] = field(default_factory=dict)

    def convert(self, value: Json) -> Json:
        """Convert a schema; a value that is not an object stays as it is."""
        if not isinstance(value, Mapping):
            return value
        if id(value) not in self._converted:
            self._converted[id(value)] = (
                self._convert_reference(value)
                if "$ref" in value
                else self._convert_keywords(value)
            )
        return self._converted[id(value)]

    def copy_reference(self, value: Mapping[str, Json]) -> dict[str, Json]:
        """Copy an object with a `$ref`, whose target is updated when all locations are known."""
        copy = dict(value)
        self.references.append(copy)
        return copy

    def _convert_reference(self, value: Mapping[str, Json]) -> Json:
        copy = self.copy_reference(value)
        if copy.pop("x-nullable", None) is True:
            # 3.0 ignores keywords beside a `$ref`, so it goes into an allOf.
            siblings = {name: copy[name] for name in copy if name != "$ref"}
            for name in siblings:
                del copy[name]
            return {**siblings, "allOf": [copy], "nullable": True}
        return copy

    def _convert_keywords(self, value: Mapping[str, Json]) -> Json:
        result: dict[str, Json] = {}
        for name, member in value.items():
            match name, member:
                case "properties", dict():
                    result[name] = {
                        key: self.convert(schema) for key, schema in member.items()
                    }
                case "allOf", list():
                    result[name] = [self.convert(schema) for schema in member]
                case "items", list():
                    result[name] = _any_of([self.convert(schema) for schema in member])
                case ("items" | "additionalProperties"), _:
                    result[name] = self.convert(member)
                case "discriminator", str():
                    result[name] = {"propertyName": member}
                case "type", list():
                    result |= _several_types(member)
                case "type", "file":
                    result |= FILE
                case "x-nullable", bool():
                    if member:
                        result["nullable"] = True
                case "x-example", _ if "example" not in value:
                    result["example"] = member
                case _:
                    result[name] = member
        return result


def _any_of(schemas: list[Json]) -> Json:
    """The schema of all items of an array that has one schema per position."""
    return {"anyOf": schemas} if schemas else {}


def _several_types(types: list[Json]) -> dict[str, Json]:
    """An array of types, which JSON Schema allows and 3.0 does not."""
    others = [name for name in types if name != "null"]
    result: dict[str, Json] = {"nullable": True} if others != types else {}
    if len(others) == 1:
        result["type"] = others[0]
    elif others:
        result["anyOf"] = [{"type": name} for name in others]
    elif types:
        result["enum"] = [None]
    return result


def discriminator_mappings(definitions: Json) -> dict[str, dict[str, str]]:
    """Mappings for discriminators whose values differ from the names of their schemas.

    Swagger 2.0 uses the name of a schema as its value; an extension in two spellings sets another.

    Returns:
        By the name of the schema with the discriminator: names of schemas by value.
    """
    mappings: dict[str, dict[str, str]] = {}
    if not isinstance(definitions, Mapping):
        return mappings
    for name, schema in definitions.items():
        value = _discriminator_value(schema)
        if value is None:
            continue
        for ancestor in _self_and_ancestors(name, definitions):
            if isinstance(definitions[ancestor].get("discriminator"), str):
                mappings.setdefault(ancestor, {}).setdefault(value, name)
    return mappings


def _discriminator_value(schema: Json) -> str | None:
    if not isinstance(schema, Mapping):
        return None
    values = (schema.get(name) for name in _DISCRIMINATOR_VALUES)
    return next((value for value in values if isinstance(value, str)), None)


def _self_and_ancestors(name: str, definitions: Mapping[str, Json]) -> Iterator[str]:
    """The schema itself, and those it extends by `allOf`, directly or indirectly."""
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        schema = definitions.get(current)
        if current in seen or not isinstance(schema, Mapping):
            continue
        seen.add(current)
        yield current
        all_of = schema.get("allOf")
        waiting.extend(_parents(all_of if isinstance(all_of, list) else []))


def _parents(all_of: list[Json]) -> Iterator[str]:
    for member in all_of:
        reference = member.get("$ref") if isinstance(member, Mapping) else None
        if not isinstance(reference, str):
            continue
        if not reference.startswith("#/definitions/"):
            continue
        tokens = Pointer.parse(reference).tokens
        if len(tokens) == 2:
            yield tokens[1]
