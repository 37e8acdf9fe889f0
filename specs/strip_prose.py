"""Copy an OpenAPI document without its prose, formatted for readable diffs.

    python specs/strip_prose.py INPUT OUTPUT

INPUT is a JSON document of OpenAPI 3.0 or 3.1. OUTPUT gets the same document in the same order,
without the `description` and `summary` of every object that the specification defines them for.
Other uses of these names stay: a property named `description`, an enum value, a `required` entry, a
schema named `summary`. Examples, defaults and `x-` extensions are data and are copied unchanged.

A Response Object requires a `description` (OpenAPI 3.1.1, 4.8.17; OpenAPI 3.0.4, 4.8.17): it
becomes an empty string.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

_WIDTH = 100
_INDENT = "  "
_PROSE = ("description", "summary")

Container = Literal["one", "list", "map"]


@dataclass(frozen=True, slots=True)
class _Object:
    """An object type of the specification.

    Attributes:
        fields: its fields that contain objects, with the container and the object type.
        rest: the object type of patterned fields (the paths of a Paths Object, the status codes of
            a Responses Object); names that start with `x-` are extensions.
        kept_empty: required prose fields, which become empty strings.
    """

    fields: Mapping[str, tuple[Container, str]] = field(default_factory=dict)
    rest: str | None = None
    kept_empty: tuple[str, ...] = ()


_OBJECTS: Mapping[str, _Object] = {
    "document": _Object(
        {
            "info": ("one", "info"),
            "servers": ("list", "server"),
            "paths": ("one", "paths"),
            "webhooks": ("map", "path item"),
            "components": ("one", "components"),
            "tags": ("list", "tag"),
            "externalDocs": ("one", "external documentation"),
        }
    ),
    "info": _Object(),
    "server": _Object({"variables": ("map", "server variable")}),
    "server variable": _Object(),
    "tag": _Object({"externalDocs": ("one", "external documentation")}),
    "external documentation": _Object(),
    "components": _Object(
        {
            "schemas": ("map", "schema"),
            "responses": ("map", "response"),
            "parameters": ("map", "parameter"),
            "requestBodies": ("map", "request body"),
            "headers": ("map", "header"),
            "securitySchemes": ("map", "security scheme"),
            "links": ("map", "link"),
            "callbacks": ("map", "callback"),
            "pathItems": ("map", "path item"),
        }
    ),
    "security scheme": _Object(),
    "paths": _Object(rest="path item"),
    "callback": _Object(rest="path item"),
    "path item": _Object(
        {
            "servers": ("list", "server"),
            "parameters": ("list", "parameter"),
            **dict.fromkeys(
                (
                    "get",
                    "put",
                    "post",
                    "delete",
                    "options",
                    "head",
                    "patch",
                    "trace",
                ),
                ("one", "operation"),
            ),
        }
    ),
    "operation": _Object(
        {
            "externalDocs": ("one", "external documentation"),
            "parameters": ("list", "parameter"),
            "requestBody": ("one", "request body"),
            "responses": ("one", "responses"),
            "callbacks": ("map", "callback"),
            "servers": ("list", "server"),
        }
    ),
    "parameter": _Object(
        {"schema": ("one", "schema"), "content": ("map", "media type")}
    ),
    "header": _Object({"schema": ("one", "schema"), "content": ("map", "media type")}),
    "request body": _Object({"content": ("map", "media type")}),
    "media type": _Object(
        {"schema": ("one", "schema"), "encoding": ("map", "encoding")}
    ),
    "encoding": _Object({"headers": ("map", "header")}),
    "responses": _Object(rest="response"),
    "response": _Object(
        {
            "headers": ("map", "header"),
            "content": ("map", "media type"),
            "links": ("map", "link"),
        },
        kept_empty=("description",),
    ),
    "link": _Object({"server": ("one", "server")}),
    "schema": _Object(
        {
            "externalDocs": ("one", "external documentation"),
            **dict.fromkeys(
                (
                    "properties",
                    "patternProperties",
                    "dependentSchemas",
                    "$defs",
                    "definitions",
                ),
                ("map", "schema"),
            ),
            **dict.fromkeys(
                ("allOf", "anyOf", "oneOf", "prefixItems"), ("list", "schema")
            ),
            **dict.fromkeys(
                (
                    "not",
                    "if",
                    "then",
                    "else",
                    "items",
                    "contains",
                    "additionalProperties",
                    "propertyNames",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "contentSchema",
                ),
                ("one", "schema"),
            ),
        }
    ),
}


def strip_prose(node: Any, object_type: str = "document") -> Any:
    """Remove the prose from an object of the given type; return other values unchanged."""
    if not isinstance(node, dict):
        return node
    definition = _OBJECTS[object_type]
    stripped: dict[str, Any] = {}
    for name, value in node.items():
        if definition.rest is not None:
            is_extension = name.startswith("x-")
            stripped[name] = (
                value if is_extension else strip_prose(value, definition.rest)
            )
        elif name in _PROSE and isinstance(value, str):
            if name in definition.kept_empty and "$ref" not in node:
                stripped[name] = ""
        elif name in definition.fields:
            stripped[name] = _strip_field(value, *definition.fields[name])
        else:
            stripped[name] = value
    return stripped


def _strip_field(value: Any, container: Container, object_type: str) -> Any:
    if container == "list" and isinstance(value, list):
        return [strip_prose(item, object_type) for item in value]
    if container == "map" and isinstance(value, dict):
        return {name: strip_prose(item, object_type) for name, item in value.items()}
    return strip_prose(value, object_type)


def format_json(tree: Any) -> str:
    """Format JSON with an indent of two; containers of scalars that fit are on one line."""
    return "".join(_pieces(tree, "", 0)) + "\n"


def _pieces(value: Any, indent: str, taken: int) -> Iterator[str]:
    """The JSON of `value`, in pieces; `taken` is the width before it on its first line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        yield line
        return
    members = value.values() if isinstance(value, dict) else value
    is_flat = not any(isinstance(member, dict | list) for member in members)
    # Leave a column for a comma.
    if is_flat and taken + len(line) + 1 <= _WIDTH:
        yield line
        return
    inner = indent + _INDENT
    keys = (
        (f"{json.dumps(name, ensure_ascii=False)}: " for name in value)
        if isinstance(value, dict)
        else ("" for _ in value)
    )
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield opening
    for index, (key, member) in enumerate(zip(keys, members, strict=True)):
        yield f"{',' if index else ''}\n{inner}{key}"
        yield from _pieces(member, inner, len(inner) + len(key))
    yield f"\n{indent}{closing}"


def main(arguments: list[str]) -> int:
    """Run the script and return its exit code."""
    if len(arguments) != 2:
        print("usage: python specs/strip_prose.py INPUT OUTPUT", file=sys.stderr)
        return 2
    document = json.loads(Path(arguments[0]).read_bytes())
    content = format_json(strip_prose(document))
    Path(arguments[1]).write_text(content, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
