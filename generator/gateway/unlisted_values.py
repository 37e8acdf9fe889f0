"""Let choices take values that the document does not list, as the functions of clients do.

The functions send any value of the right type: an API adds values before its document lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from generator.runtime.tools.catalogue import JsonSchema

_SCHEMAS_BY_NAME: Final = ("properties",)
_LISTS_OF_SCHEMAS: Final = ("anyOf", "prefixItems")
_SCHEMAS: Final = ("items", "additionalProperties")
_TYPES: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "array",
    dict: "object",
}


def with_unlisted_values(schema: JsonSchema) -> JsonSchema:
    """Return a schema in which each enumeration takes every value of the same types."""
    opened: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword == "enum":
            types = dict.fromkeys(_TYPES[type(listed)] for listed in value)
            opened.setdefault("type", schema.get("type", list(types)))
        elif keyword in _SCHEMAS_BY_NAME:
            opened[keyword] = {
                name: with_unlisted_values(member) for name, member in value.items()
            }
        elif keyword in _LISTS_OF_SCHEMAS:
            opened[keyword] = list(map(with_unlisted_values, value))
        elif keyword in _SCHEMAS and isinstance(value, Mapping):
            opened[keyword] = with_unlisted_values(value)
        else:
            opened[keyword] = value
    return opened
