"""Parse Schema Objects (OpenAPI 3.1.1, 4.8.24; 3.0.4, 4.7.24)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Discriminator, Reference, Schema, SchemaNode
from generator.openapi.references import ReferenceResolver

# Keywords that describe values without changing their Python type.
_ANNOTATIONS = (
    "format",
    "default",
    "example",
    "examples",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "patternProperties",
    "unevaluatedItems",
    "contentMediaType",
    "contentSchema",
    "externalDocs",
)
_ANNOTATION_NAMES = frozenset(_ANNOTATIONS)
# Fields that are not constraints.
_PROSE = frozenset({"$ref", "description", "summary"})
# OpenAPI 3.0 ignores these beside a `$ref` too, but authors rely on them.
_FLAGS = frozenset({"nullable", "x-nullable", "readOnly", "writeOnly", "deprecated"})
# Keywords that would change the type if they were not ignored; a `type` repeats the target's.
_STRUCTURAL = frozenset(
    (
        *("enum", "properties", "required", "additionalProperties", "items"),
        *("allOf", "anyOf", "oneOf"),
    )
)


class SchemaParser:
    """Parses schemas and collects the targets of their references in `reached`."""

    def __init__(
        self,
        references: ReferenceResolver,
        diagnostics: Diagnostics,
        applies_siblings: bool,
    ) -> None:
        """`applies_siblings`: whether keywords beside `$ref` apply (since OpenAPI 3.1)."""
        self.reached: dict[Pointer, None] = {}
        self._references = references
        self._diagnostics = diagnostics
        self._applies_siblings = applies_siblings

    def parse(self, value: Json, at: Pointer) -> SchemaNode:
        """Parse a schema. A value that is not a schema is reported and accepts anything."""
        if isinstance(value, bool):
            return Schema(at, never=not value)
        if not isinstance(value, Mapping):
            self._diagnostics.error(
                "invalid-schema", "a schema must be an object or a boolean", at
            )
            return Schema(at)
        if "$ref" in value:
            return self._parse_reference(value, at)
        return self._parse_keywords(value, at)

    def _parse_reference(self, value: Mapping[str, Json], at: Pointer) -> SchemaNode:
        target = self._references.target(value["$ref"], at)
        if target is None:
            return Schema(at)
        self.reached[target] = None
        siblings = None
        if value.keys() - _PROSE:
            siblings = self._parse_siblings(value, at)
        return Reference(at, target, _string(value.get("description")), siblings)

    def _parse_siblings(self, value: Mapping[str, Json], at: Pointer) -> Schema | None:
        """The keywords beside a `$ref` that apply."""
        if self._applies_siblings:
            rest = {name: item for name, item in value.items() if name != "$ref"}
            return self._parse_keywords(rest, at)
        for name in value:
            if name in _STRUCTURAL:
                self._diagnostics.warning(
                    "ignored-beside-reference",
                    f"`{name}` is ignored beside a $ref before OpenAPI 3.1",
                    at / name,
                    "move the reference into an allOf: allOf: [{$ref: …}]",
                )
        flags = {name: value[name] for name in value if name in _FLAGS}
        return self._parse_keywords(flags, at) if flags else None

    def _check_type(self, value: Json, at: Pointer) -> None:
        """Report a malformed `type` of the schema at `at`.

        The validation does not see a schema that only references reach.
        """
        if value is None or isinstance(value, str):
            return
        if not (
            isinstance(value, list) and all(isinstance(name, str) for name in value)
        ):
            problem = "`type` must be a string or an array of strings"
            self._diagnostics.error("invalid-schema", problem, at / "type")

    def _parse_keywords(self, value: Mapping[str, Json], at: Pointer) -> Schema:
        self._check_type(value.get("type"), at)
        types, nullable = _types(value)
        return Schema(
            at=at,
            types=types,
            nullable=nullable,
            enum=_enum(value),
            format=_string(value.get("format")),
            content_encoding=_string(value.get("contentEncoding")),
            title=_string(value.get("title")),
            description=_string(value.get("description")),
            properties=self._parse_properties(value.get("properties"), at),
            required=_names(value.get("required")),
            additional_properties=self._parse_additional(value, at),
            pattern_properties=self._parse_map(value, "patternProperties", at),
            items=(
                self.parse(value["items"], at / "items") if "items" in value else None
            ),
            prefix_items=self._parse_array(value, "prefixItems", at),
            all_of=self._parse_array(value, "allOf", at),
            any_of=self._parse_array(value, "anyOf", at),
            one_of=self._parse_array(value, "oneOf", at),
            conditional=self._parse_conditional(value, at),
            discriminator=_discriminator(value.get("discriminator")),
            deprecated=value.get("deprecated") is True,
            read_only=value.get("readOnly") is True,
            write_only=value.get("writeOnly") is True,
            content_schema=(
                self.parse(value["contentSchema"], at / "contentSchema")
                if "contentSchema" in value
                else None
            ),
            annotations=_annotations(value),
            extensions={name: value[name] for name in value if name[:2] == "x-"},
        )

    def _parse_properties(
        self, properties: Json, at: Pointer
    ) -> tuple[tuple[str, SchemaNode], ...] | None:
        if not isinstance(properties, Mapping):
            return None
        inside = at / "properties"
        return tuple(
            [
                (name, self.parse(item, inside / name))
                for name, item in properties.items()
            ]
        )

    def _parse_additional(
        self, value: Mapping[str, Json], at: Pointer
    ) -> SchemaNode | bool | None:
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            declared = value.get(keyword)
            if isinstance(declared, bool):
                return declared
            if declared is not None:
                return self.parse(declared, at / keyword)
        return None

    def _parse_conditional(
        self, value: Mapping[str, Json], at: Pointer
    ) -> tuple[SchemaNode, ...]:
        if "if" not in value and "dependentSchemas" not in value:
            return ()
        branches = [
            self.parse(value[keyword], at / keyword)
            for keyword in ("then", "else")
            if "if" in value and keyword in value
        ]
        return (*branches, *self._parse_map(value, "dependentSchemas", at))

    def _parse_map(
        self, value: Mapping[str, Json], keyword: str, at: Pointer
    ) -> tuple[SchemaNode, ...]:
        members = value.get(keyword)
        if not isinstance(members, Mapping):
            return ()
        inside = at / keyword
        return tuple(
            [self.parse(item, inside / name) for name, item in members.items()]
        )

    def _parse_array(
        self, value: Mapping[str, Json], keyword: str, at: Pointer
    ) -> tuple[SchemaNode, ...]:
        items = value.get(keyword)
        if not isinstance(items, list):
            return ()
        inside = at / keyword
        return tuple(
            [self.parse(item, inside / index) for index, item in enumerate(items)]
        )


def _types(value: Mapping[str, Json]) -> tuple[tuple[str, ...], bool]:
    """The types without "null", and whether null is allowed in the spelling of 3.0 or 3.1."""
    declared = value.get("type")
    several = declared if isinstance(declared, list) else ()
    types = (declared,) if isinstance(declared, str) else tuple(map(str, several))
    nullable = (
        value.get("nullable") is True
        or ("null" in types and len(types) > 1)
        # Documents converted from Swagger 2.0 may keep this spelling.
        or value.get("x-nullable") is True
    )
    if len(types) > 1:
        types = tuple(name for name in types if name != "null")
    return types, nullable


def _enum(value: Mapping[str, Json]) -> tuple[Json, ...] | None:
    if "const" in value:
        return (value["const"],)
    enum = value.get("enum")
    return tuple(enum) if isinstance(enum, list) else None


def _annotations(value: Mapping[str, Json]) -> dict[str, Json]:
    if _ANNOTATION_NAMES.isdisjoint(value):
        return {}
    return {name: value[name] for name in _ANNOTATIONS if name in value}


def _discriminator(value: Json) -> Discriminator | None:
    if not isinstance(value, Mapping) or "propertyName" not in value:
        return None
    return Discriminator(
        value["propertyName"],
        tuple((value.get("mapping") or {}).items()),
        _string(value.get("defaultMapping")),
    )


def _names(value: Json) -> frozenset[str]:
    """The value of `required`; the boolean of JSON Schema draft 3 is ignored."""
    names = value if isinstance(value, list) else ()
    return frozenset(name for name in names if isinstance(name, str))


def _string(value: Json) -> str | None:
    return value if isinstance(value, str) else None
