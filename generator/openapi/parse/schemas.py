"""Schema Objects out of a document tree (OpenAPI 3.1.1, 4.8.24; 3.0.4, 4.7.24)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Discriminator, Reference, Schema, SchemaNode
from generator.openapi.references import References

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
# Beside a `$ref`, these say nothing about the type: the reference alone decides it.
_PROSE = frozenset({"$ref", "description", "summary"})
# Strictly, a 3.0 document says these in vain beside a `$ref`; whoever writes them means them.
_FLAGS = frozenset({"nullable", "x-nullable", "readOnly", "writeOnly", "deprecated"})
# What would change the type if it counted; a `type` only says what the reference says too.
_TELLING = frozenset(
    {"enum", "properties", "required", "additionalProperties", "items"}
) | {"allOf", "anyOf", "oneOf"}


class SchemaParser:
    """Reads schemas and remembers, in `reached`, the pointers that their references name."""

    def __init__(
        self, references: References, diagnostics: Diagnostics, siblings_count: bool
    ) -> None:
        """`siblings_count`: whether keywords beside `$ref` apply (OpenAPI 3.1) or not (3.0)."""
        self.reached: dict[Pointer, None] = {}
        self._references = references
        self._diagnostics = diagnostics
        self._siblings_count = siblings_count

    def parse(self, value: Json, at: Pointer) -> SchemaNode:
        """The node for a schema; an unusable one is noted and read as "anything"."""
        if isinstance(value, bool):
            return Schema(at, never=not value)
        if not isinstance(value, Mapping):
            self._diagnostics.error(
                "invalid-schema", "a schema must be an object or a boolean", at
            )
            return Schema(at)
        if "$ref" in value:
            return self._reference(value, at)
        return self._schema(value, at)

    def _reference(self, value: Mapping[str, Json], at: Pointer) -> SchemaNode:
        target = self._references.target(value["$ref"], at)
        if target is None:
            return Schema(at)
        self.reached[target] = None
        siblings = None
        if value.keys() - _PROSE:
            siblings = self._siblings(value, at)
        return Reference(at, target, _text(value.get("description")), siblings)

    def _siblings(self, value: Mapping[str, Json], at: Pointer) -> Schema | None:
        """What counts of the keywords beside a `$ref`."""
        if self._siblings_count:
            rest = {name: item for name, item in value.items() if name != "$ref"}
            return self._schema(rest, at)
        for name in value:
            if name in _TELLING:
                self._diagnostics.warning(
                    "ignored-beside-reference",
                    f"`{name}` stands beside a $ref, where it has no meaning before OpenAPI 3.1",
                    at / name,
                    "put the reference into an allOf: allOf: [{$ref: …}]",
                )
        flags = {name: value[name] for name in value if name in _FLAGS}
        return self._schema(flags, at) if flags else None

    def _check_type(self, value: Json, at: Pointer) -> None:
        """Note a `type` that is none, of the schema at `at`.

        References lead to schemas that nobody has validated.
        """
        if value is None or isinstance(value, str):
            return
        if not (
            isinstance(value, list) and all(isinstance(each, str) for each in value)
        ):
            problem = "a `type` must be a name, or a list of names"
            self._diagnostics.error("invalid-schema", problem, at / "type")

    def _schema(self, value: Mapping[str, Json], at: Pointer) -> Schema:
        self._check_type(value.get("type"), at)
        types, nullable = _types(value)
        return Schema(
            at=at,
            types=types,
            nullable=nullable,
            enum=_enum(value),
            format=_text(value.get("format")),
            content_encoding=_text(value.get("contentEncoding")),
            title=_text(value.get("title")),
            description=_text(value.get("description")),
            properties=self._properties(value.get("properties"), at),
            required=_names(value.get("required")),
            additional_properties=self._additional(value, at),
            pattern_properties=self._values(value, "patternProperties", at),
            items=(
                self.parse(value["items"], at / "items") if "items" in value else None
            ),
            prefix_items=self._each(value, "prefixItems", at),
            all_of=self._each(value, "allOf", at),
            any_of=self._each(value, "anyOf", at),
            one_of=self._each(value, "oneOf", at),
            conditional=self._conditional(value, at),
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

    def _properties(
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

    def _additional(
        self, value: Mapping[str, Json], at: Pointer
    ) -> SchemaNode | bool | None:
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            declared = value.get(keyword)
            if isinstance(declared, bool):
                return declared
            if declared is not None:
                return self.parse(declared, at / keyword)
        return None

    def _conditional(
        self, value: Mapping[str, Json], at: Pointer
    ) -> tuple[SchemaNode, ...]:
        if "if" not in value and "dependentSchemas" not in value:
            return ()
        branches = [
            self.parse(value[keyword], at / keyword)
            for keyword in ("then", "else")
            if "if" in value and keyword in value
        ]
        return (*branches, *self._values(value, "dependentSchemas", at))

    def _values(
        self, value: Mapping[str, Json], keyword: str, at: Pointer
    ) -> tuple[SchemaNode, ...]:
        members = value.get(keyword)
        if not isinstance(members, Mapping):
            return ()
        inside = at / keyword
        return tuple(
            [self.parse(item, inside / name) for name, item in members.items()]
        )

    def _each(
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
    """The `type` keyword without "null", and whether null is allowed, in 3.0 or 3.1 spelling."""
    declared = value.get("type")
    several = declared if isinstance(declared, list) else ()
    types = (declared,) if isinstance(declared, str) else tuple(map(str, several))
    nullable = (
        value.get("nullable") is True
        or ("null" in types and len(types) > 1)
        # What became of `nullable` in documents that were Swagger 2.0 once.
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
        _text(value.get("defaultMapping")),
    )


def _names(value: Json) -> frozenset[str]:
    """`required`; in documents of long ago it was a boolean, which says nothing here."""
    names = value if isinstance(value, list) else ()
    return frozenset(each for each in names if isinstance(each, str))


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
