# SPDX-License-Identifier: MIT
"""Schemas of arguments in the dialects that the APIs of language models accept.

All take an object at the root without a union, no `$ref`, and lists whose items have a schema.

Sources: Anthropic, "Tool use"; OpenAI, "Function calling" and "Structured outputs"; Google,
"Function calling" and the `Schema` object of the Gemini API, a subset of OpenAPI 3.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..models.json_values import is_array, is_object

_GEMINI_KEYWORDS: Final = frozenset(
    {
        *("type", "format", "title", "description", "minimum", "maximum"),
        *("minItems", "maxItems", "minLength", "maxLength", "pattern"),
        *("minProperties", "maxProperties"),
    }
)
_GEMINI_FORMATS: Final = frozenset({"date-time", "int64"})
_ANY_TYPE: Final = ("string", "number", "boolean", "object")
_ANY_ITEMS: Final = {"type": "string"}


def plain_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema without keywords that providers reject: tuples, and `not`.

    A tuple becomes a list of the same length, whose items are any of those of the tuple.

    Args:
        schema: A schema without references.
    """
    result = dict(schema)
    result.pop("not", None)
    if "properties" in schema:
        members = {
            name: plain_schema(member)
            for name, member in schema["properties"].items()
            # Nothing can be passed for it.
            if member.get("not") != {}
        }
        result["properties"] = members
    for keyword in ("items", "additionalProperties"):
        if is_object(schema.get(keyword)):
            result[keyword] = plain_schema(schema[keyword])
    if "anyOf" in schema:
        result["anyOf"] = [plain_schema(member) for member in schema["anyOf"]]
    if "prefixItems" in schema:
        prefix = result.pop("prefixItems")
        result["items"] = _any_of([plain_schema(item) for item in prefix])
        result["maxItems"] = len(prefix)
    elif "array" in _types(schema) and not is_object(schema.get("items")):
        result["items"] = {}
    return result


def gemini_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema in the subset of OpenAPI 3.0 that Gemini takes.

    Every schema has one type or a union. Null is the keyword `nullable`, constants are enums, and
    only strings have these.

    Args:
        schema: A schema as `plain_schema` returns it.
    """
    result = {name: value for name, value in schema.items() if name in _GEMINI_KEYWORDS}
    if result.get("format") not in _GEMINI_FORMATS:
        result.pop("format", None)
    for bound, step in (
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ):
        if bound in schema:
            result[step] = schema[bound]
    if "properties" in schema:
        result["properties"] = {
            name: gemini_schema(member) for name, member in schema["properties"].items()
        }
        required = [
            name for name in schema.get("required", ()) if name in result["properties"]
        ]
        if required:
            result["required"] = required
    if is_object(schema.get("items")):
        result["items"] = gemini_schema(schema["items"])
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    strings = [value for value in values if isinstance(value, str) and value]
    if strings and [name for name in _types(schema) if name != "null"] == ["string"]:
        result |= {"enum": strings, "format": "enum"}
    return _with_one_type(result, schema)


def _with_one_type(result: dict[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    types = _types(schema)
    named = [name for name in types if name != "null"]
    if "anyOf" in schema:
        alternatives = [
            gemini_schema(member)
            for member in schema["anyOf"]
            if member.get("type") != "null"
        ]
        is_nullable = len(alternatives) < len(schema["anyOf"])
    else:
        alternatives = [
            _of_type(name) for name in named or ([] if types else _ANY_TYPE)
        ]
        is_nullable = "null" in types
    if is_nullable:
        result["nullable"] = True
    result.pop("type", None)
    if "anyOf" not in schema and len(named) == 1:
        result["type"] = named[0]
        return result
    if not alternatives:
        # Only null.
        return {**result, "type": "string"}
    return {**_any_of(alternatives), **result}


def _of_type(name: str) -> dict[str, Any]:
    return {"type": name, "items": _ANY_ITEMS} if name == "array" else {"type": name}


def _any_of(alternatives: list[dict[str, Any]]) -> dict[str, Any]:
    distinct = [
        member
        for index, member in enumerate(alternatives)
        if member not in alternatives[:index]
    ]
    return dict(distinct[0]) if len(distinct) == 1 else {"anyOf": distinct}


def _types(schema: Mapping[str, Any]) -> list[str]:
    types: Any = schema.get("type", [])
    return list(types) if is_array(types) else [types]
