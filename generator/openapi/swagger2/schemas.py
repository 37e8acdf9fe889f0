"""Schema Objects of Swagger 2.0 as those of OpenAPI 3.0.

Source: OpenAPI 2.0, "Schema Object", and OpenAPI 3.0.4, section 4.7.24. What is inside a schema
stays in its place, so that a pointer into one is the same in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.core.json import Json

FILE: Mapping[str, Json] = {"type": "string", "format": "binary"}


@dataclass(slots=True)
class SchemaUpgrade:
    """Upgrades schemas; the new objects with a `$ref` are kept in `referring`.

    What an alias of YAML shares is upgraded once, and shared again.
    """

    referring: list[dict[str, Json]] = field(default_factory=list)
    _known: dict[int, Json] = field(default_factory=dict)

    def schema(self, value: Json) -> Json:
        """The schema in 3.0; what is no object stays as it is."""
        if not isinstance(value, Mapping):
            return value
        if id(value) not in self._known:
            self._known[id(value)] = (
                self._reference(value) if "$ref" in value else self._object(value)
            )
        return self._known[id(value)]

    def reference(self, value: Mapping[str, Json]) -> dict[str, Json]:
        """A copy of an object with a `$ref`, which will be made to lead to the new place."""
        copy = dict(value)
        self.referring.append(copy)
        return copy

    def _reference(self, value: Mapping[str, Json]) -> Json:
        copy = self.reference(value)
        if copy.pop("x-nullable", None) is True:
            # Beside a `$ref` nothing else counts, in 3.0 either.
            beside = {name: copy[name] for name in copy if name != "$ref"}
            for name in beside:
                del copy[name]
            return {**beside, "allOf": [copy], "nullable": True}
        return copy

    def _object(self, value: Mapping[str, Json]) -> Json:
        result: dict[str, Json] = {}
        for name, member in value.items():
            match name, member:
                case "properties", dict():
                    result[name] = {
                        key: self.schema(each) for key, each in member.items()
                    }
                case "allOf", list():
                    result[name] = [self.schema(each) for each in member]
                case "items", list():
                    result[name] = _choice([self.schema(each) for each in member])
                case ("items" | "additionalProperties"), _:
                    result[name] = self.schema(member)
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


def _choice(schemas: list[Json]) -> Json:
    """What each item is, of an array whose items differ by their place."""
    return {"anyOf": schemas} if schemas else {}


def _several_types(types: list[Json]) -> dict[str, Json]:
    """`type` as JSON Schema has it, a list, which 3.0 does not know."""
    others = [each for each in types if each != "null"]
    result: dict[str, Json] = {"nullable": True} if others != types else {}
    if len(others) == 1:
        result["type"] = others[0]
    elif others:
        result["anyOf"] = [{"type": each} for each in others]
    elif types:
        result["enum"] = [None]
    return result
