"""What may stand where a reference stands, and whether what it leads to can be that.

What stands in the usual places is validated there. A reference may lead elsewhere, into an
extension or to a field of something else, and then nobody else has looked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.fields import fields_of

Kind = Literal[
    "callback",
    "header",
    "media type",
    "parameter",
    "path item",
    "request body",
    "response",
    "security scheme",
]

# By the field that a thing is a member of; OpenAPI 3.1.1, sections 4.8.7 to 4.8.18.
_MEMBERS: Mapping[str, Kind] = {
    "callbacks": "callback",
    "content": "media type",
    "headers": "header",
    "mediaTypes": "media type",
    "parameters": "parameter",
    "pathItems": "path item",
    "paths": "path item",
    "requestBodies": "request body",
    "responses": "response",
    "securitySchemes": "security scheme",
    "webhooks": "path item",
}
# Fields that a thing of its kind must have, all of them text.
_TEXTS: Mapping[Kind, tuple[str, ...]] = {
    "parameter": ("name", "in"),
    "security scheme": ("type",),
}
_LOCATIONS = ("cookie", "header", "path", "query", "querystring")
# Swagger 2.0 has bodies among its parameters.
_SWAGGER_LOCATIONS = ("body", "formData", "header", "path", "query")


def kind_at(at: Pointer) -> Kind | None:
    """What stands at `at`, as far as the fields that it is in tell."""
    fields = dict(fields_of(at))
    last = len(at.tokens) - 1
    if fields.get(last) == "requestBody":
        return "request body"
    return _MEMBERS.get(fields.get(last - 1, ""))


def problem_as(value: Json, kind: Kind, *, is_swagger: bool = False) -> str | None:
    """Why `value` can be none of this kind, if so: "is no object", "has no `in`".

    `is_swagger`: whether it stands in a Swagger 2.0 document.
    """
    if not isinstance(value, Mapping):
        return "is no object"
    for field in _TEXTS.get(kind, ()):
        if not isinstance(value.get(field), str):
            return f"has no `{field}`"
    locations = _SWAGGER_LOCATIONS if is_swagger else _LOCATIONS
    if kind == "parameter" and value["in"] not in locations:
        return f"is `in` no place for parameters: {value['in']:.20}"
    if kind == "request body" and not isinstance(value.get("content"), Mapping):
        return "has no `content`"
    return _problem_inside(value)


def _problem_inside(value: Mapping[str, Json]) -> str | None:
    """What is wrong with the parts that a thing of any kind may have."""
    for field in ("parameters", "servers"):
        items = value.get(field, [])
        if not isinstance(items, list):
            return f"has `{field}` that are no list"
        if not all(isinstance(each, Mapping) for each in items):
            return f"has something in its `{field}` that is no object"
    for field in ("content", "headers"):
        members = value.get(field, {})
        if not isinstance(members, Mapping):
            return f"has a `{field}` that is no object"
        if not all(isinstance(each, Mapping) for each in members.values()):
            return f"has something in its `{field}` that is no object"
    return None
