"""Copy an OpenAPI document without its prose, laid out so that a diff of it reads well.

    python specs/strip_prose.py INPUT OUTPUT

INPUT is a JSON document of OpenAPI 3.0 or 3.1. OUTPUT gets the same document in the same order,
without the `description` and `summary` of every object that the specification gives one to. What
only bears those names stays: a property called `description`, an enum value, a `required` entry, a
schema called `summary`. Examples, defaults and `x-` extensions are data and stay as they are.

A Response Object must have a `description` (OpenAPI 3.1.1, 4.8.17; OpenAPI 3.0.4, 4.8.17), so there
the key stays, with an empty text.
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

Shape = Literal["one", "list", "map"]


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of the specification: which of its fields hold objects of which kind.

    `rest` is the kind behind the names that are free (the paths of a Paths Object, the status
    codes of a Responses Object), where only names that start with `x-` mean something else.
    """

    fields: Mapping[str, tuple[Shape, str]] = field(default_factory=dict)
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


def strip_prose(node: Any, kind: str = "document") -> Any:
    """`node`, an object of the given kind, without its prose; other values come back as is."""
    if not isinstance(node, dict):
        return node
    described = _OBJECTS[kind]
    stripped: dict[str, Any] = {}
    for name, value in node.items():
        if described.rest is not None:
            is_extension = name.startswith("x-")
            stripped[name] = (
                value if is_extension else strip_prose(value, described.rest)
            )
        elif name in _PROSE and isinstance(value, str):
            if name in described.kept_empty and "$ref" not in node:
                stripped[name] = ""
        elif name in described.fields:
            stripped[name] = _strip_field(value, *described.fields[name])
        else:
            stripped[name] = value
    return stripped


def _strip_field(value: Any, shape: Shape, kind: str) -> Any:
    if shape == "list" and isinstance(value, list):
        return [strip_prose(each, kind) for each in value]
    if shape == "map" and isinstance(value, dict):
        return {name: strip_prose(each, kind) for name, each in value.items()}
    return strip_prose(value, kind)


def lay_out(tree: Any) -> str:
    """`tree` as JSON, two spaces a level; what holds only scalars and fits stands on one line."""
    return "".join(_pieces(tree, "", 0)) + "\n"


def _pieces(value: Any, indent: str, taken: int) -> Iterator[str]:
    """The text of `value`; `taken` columns of its first line are in use before it."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        yield line
        return
    members = value.values() if isinstance(value, dict) else value
    flat = not any(isinstance(member, dict | list) for member in members)
    # One column more for the comma that may follow.
    if flat and taken + len(line) + 1 <= _WIDTH:
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
    """Run the script on its arguments; the exit code."""
    if len(arguments) != 2:
        print("usage: python specs/strip_prose.py INPUT OUTPUT", file=sys.stderr)
        return 2
    document = json.loads(Path(arguments[0]).read_bytes())
    text = lay_out(strip_prose(document))
    Path(arguments[1]).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
