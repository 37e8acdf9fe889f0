"""Structure of an OpenAPI document: which fields hold which objects, maps of objects, or data.

An `ObjectType` is the name of an object (`schema`) or of a container: `{schema}` is a map whose
keys are names chosen by the author of the document, `[schema]` is an array.

Source: OpenAPI 3.0.4, 3.1.1 and 3.2.0, section 4; OpenAPI 2.0; JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.core.http_methods import METHODS
from generator.core.json import Json
from generator.core.pointer import Pointer

ObjectType: TypeAlias = str

# Fields whose values are data, in which keywords and references have no meaning: Media Type,
# Parameter, Example and Discriminator Object of OpenAPI; `const`, `default`, `enum` of JSON Schema.
DATA_FIELDS = frozenset(
    ("const", "dataValue", "default", "enum", "example", "examples", "mapping", "value")
)

_SCHEMA = {
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        "{schema}",
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "[schema]"),
    **dict.fromkeys(
        (
            *("items", "additionalItems", "unevaluatedItems", "contains", "not"),
            *("if", "then", "else", "propertyNames", "additionalProperties"),
            *("unevaluatedProperties", "contentSchema"),
        ),
        "schema",
    ),
}
_FIELDS: Mapping[ObjectType, Mapping[str, ObjectType]] = {
    "document": {
        "paths": "{pathItem}",
        "webhooks": "{pathItem}",
        "components": "components",
        "definitions": "{schema}",
        "parameters": "{parameter}",
        "responses": "{response}",
    },
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "examples": "{example}",
        "requestBodies": "{requestBody}",
        "headers": "{header}",
        "securitySchemes": "{securityScheme}",
        "links": "{link}",
        "callbacks": "{callback}",
        "pathItems": "{pathItem}",
        "mediaTypes": "{mediaType}",
    },
    "pathItem": {
        "parameters": "[parameter]",
        "additionalOperations": "{operation}",
        **dict.fromkeys(METHODS, "operation"),
    },
    "operation": {
        "parameters": "[parameter]",
        "requestBody": "requestBody",
        "responses": "{response}",
        "callbacks": "{callback}",
    },
    "parameter": {
        "schema": "schema",
        "content": "{mediaType}",
        "examples": "{example}",
    },
    "header": {"schema": "schema", "content": "{mediaType}", "examples": "{example}"},
    "requestBody": {"content": "{mediaType}"},
    "response": {
        "headers": "{header}",
        "content": "{mediaType}",
        "links": "{link}",
        "schema": "schema",
    },
    "mediaType": {
        "schema": "schema",
        "itemSchema": "schema",
        "examples": "{example}",
        "encoding": "{encoding}",
        "prefixEncoding": "[encoding]",
        "itemEncoding": "encoding",
    },
    "encoding": {
        "headers": "{header}",
        "encoding": "{encoding}",
        "prefixEncoding": "[encoding]",
        "itemEncoding": "encoding",
    },
    "schema": _SCHEMA,
}
# Objects that are maps themselves: every member that is not an extension has this type.
_MAPS: Mapping[ObjectType, ObjectType] = {"callback": "pathItem"}
# Maps that may have specification extensions (`x-…`) among their members.
_EXTENSIBLE = frozenset(("{pathItem}", "{response}", "callback"))

# Fields that hold a map of objects: the token after one of them in a pointer is a name.
MAP_FIELDS = frozenset(
    name
    for fields in _FIELDS.values()
    for name, type_ in fields.items()
    if type_.startswith("{")
)
# The same for a walk that knows fields by name only: `examples` may be data, and the map of Server
# Variable Objects holds no references.
NAMED_MEMBERS = (MAP_FIELDS - {"examples"}) | {"variables"}

_SECTIONS = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "requestBody": "requestBodies",
    "header": "headers",
    "securityScheme": "securitySchemes",
    "link": "links",
    "callback": "callbacks",
}
_SWAGGER_SECTIONS = {
    "schema": "definitions",
    "response": "responses",
    "parameter": "parameters",
}


def member_types(
    value: Mapping[str, Json], type_: ObjectType
) -> Iterator[tuple[str, ObjectType]]:
    """The members of an object that hold other objects, each with its type."""
    if type_.startswith("{") or type_ in _MAPS:
        member_type = _MAPS.get(type_) or type_[1:-1]
        is_extensible = type_ in _EXTENSIBLE
        for name, member in value.items():
            is_extension = is_extensible and name.startswith("x-")
            if not is_extension and (name != "$ref" or not isinstance(member, str)):
                yield name, member_type
        return
    fields = _FIELDS.get(type_, {})
    for name, member in value.items():
        if name in fields:
            # Before JSON Schema 2020-12, `items` could be an array of schemas.
            is_array = fields[name] == "schema" and isinstance(member, list)
            yield name, "[schema]" if is_array else fields[name]


def member_type(value: Json, type_: ObjectType, token: str) -> ObjectType | None:
    """The type of the member `token` of `value`; None if it holds no object."""
    if type_.startswith("["):
        return type_[1:-1]
    if not isinstance(value, Mapping):
        return None
    return dict(member_types(value, type_)).get(token)


def component_sections(tree: Mapping[str, Json]) -> dict[ObjectType, Pointer]:
    """Where a document keeps reusable objects, by their type."""
    if "swagger" in tree:
        return {type_: Pointer((name,)) for type_, name in _SWAGGER_SECTIONS.items()}
    return {type_: Pointer(("components", name)) for type_, name in _SECTIONS.items()}


def placeholder(type_: ObjectType, name: str, is_swagger: bool) -> Json:
    """A minimal valid object, used where a reference cannot be resolved.

    It lets the remaining stages check the rest of the document.
    """
    match type_:
        case "parameter" if is_swagger:
            return {"name": name, "in": "query", "type": "string"}
        case "parameter":
            return {"name": name, "in": "query", "schema": {}}
        case "response":
            return {"description": ""}
        case "requestBody":
            return {"content": {}}
        case "header":
            return {"schema": {}}
        case "link":
            return {"operationId": name}
        case "securityScheme":
            return {"type": "http", "scheme": "bearer"}
        case "operation":
            return {"responses": {"default": {"description": ""}}}
        case _:
            return {}


def fields_of(at: Pointer) -> Iterator[tuple[int, str]]:
    """The tokens of a pointer that are fields of the specification, each with its index.

    Tokens that are names chosen by the author are skipped: `parameters` is not a field where it is
    a property of a schema.
    """
    is_name = False
    for index, token in enumerate(at.tokens):
        if not is_name:
            yield index, token
        is_name = not is_name and token in NAMED_MEMBERS
