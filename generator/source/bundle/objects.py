"""The objects of an OpenAPI document: in which of their fields other objects stand.

A kind is the name of an object (`schema`), or of what holds several: `{schema}` is an object whose
members have names of the document's own choosing, `[schema]` a list.

Source: OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0, section 4; Swagger 2.0; JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer

Kind = str

_METHODS = (
    *("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"),
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
_FIELDS: Mapping[Kind, Mapping[str, Kind]] = {
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
        **dict.fromkeys(_METHODS, "operation"),
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
# Objects whose own members all are of one kind, but for extensions.
_EVERY: Mapping[Kind, Kind] = {"callback": "pathItem"}
_EXTENDED = frozenset(("{pathItem}", "{response}", "callback"))

# Fields whose members have names: in a pointer, what comes after one of them is a name.
NAMED = frozenset(
    name
    for fields in _FIELDS.values()
    for name, kind in fields.items()
    if kind.startswith("{")
)

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
_SECTIONS_2 = {
    "schema": "definitions",
    "response": "responses",
    "parameter": "parameters",
}


def parts(value: Mapping[str, Json], kind: Kind) -> Iterator[tuple[str, Kind]]:
    """The members of an object of some kind in which other objects stand, and of which kind."""
    if kind.startswith("{") or kind in _EVERY:
        inner = _EVERY.get(kind) or kind[1:-1]
        is_extended = kind in _EXTENDED
        for name, each in value.items():
            is_extension = is_extended and name.startswith("x-")
            if not is_extension and (name != "$ref" or not isinstance(each, str)):
                yield name, inner
        return
    fields = _FIELDS.get(kind, {})
    for name, each in value.items():
        if name in fields:
            # Before JSON Schema 2020-12, `items` could be a list.
            is_list = fields[name] == "schema" and isinstance(each, list)
            yield name, "[schema]" if is_list else fields[name]


def part_kind(value: Json, kind: Kind, token: str) -> Kind | None:
    """Of which kind the member `token` of `value` is; None if no object stands there."""
    if kind.startswith("["):
        return kind[1:-1]
    if not isinstance(value, Mapping):
        return None
    return dict(parts(value, kind)).get(token)


def sections(tree: Mapping[str, Json]) -> dict[Kind, Pointer]:
    """Where a document keeps what it refers to, for each kind that can be kept."""
    if "swagger" in tree:
        return {kind: Pointer((name,)) for kind, name in _SECTIONS_2.items()}
    return {kind: Pointer(("components", name)) for kind, name in _SECTIONS.items()}


def stand_in(kind: Kind, name: str, is_swagger: bool) -> Json:
    """A valid object for one that cannot be had, so that all else can be looked at."""
    match kind:
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
