"""The places of a document that mutations change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.oracle.documents import Tree
from tests.oracle.responses import METHODS
from tests.oracle.samples import resolve


def operations(tree: Tree) -> list[tuple[str, str, Tree]]:
    """Return (path, method, operation) of every operation."""
    return [
        (path, method, item[method])
        for path, item in tree["paths"].items()
        for method in METHODS
        if method in item
    ]


def parameters(tree: Tree, *places: str) -> list[tuple[Tree, Tree]]:
    """Return (operation, parameter) of every parameter in these places, or in any."""
    return [
        (operation, parameter)
        for _, _, operation in operations(tree)
        for parameter in operation.get("parameters", [])
        if not places or parameter["in"] in places
    ]


def bodies(tree: Tree) -> list[Tree]:
    """Return every request body."""
    return [
        operation["requestBody"]
        for _, _, operation in operations(tree)
        if "requestBody" in operation
    ]


def media_types(tree: Tree) -> list[Tree]:
    """Return the media type objects of every request body."""
    return [media for body in bodies(tree) for media in body["content"].values()]


def responses(tree: Tree, *, errors: bool | None = None) -> list[tuple[Tree, str]]:
    """Return (responses, status) of every response, of successes or of errors."""
    return [
        (operation["responses"], status)
        for _, _, operation in operations(tree)
        for status in operation["responses"]
        if errors is None or errors == (not status.startswith("2"))
    ]


def response_media_types(tree: Tree, *, errors: bool | None = None) -> list[Tree]:
    """Return the media type objects of responses."""
    return [
        media
        for all_responses, status in responses(tree, errors=errors)
        for media in (all_responses[status].get("content") or {}).values()
    ]


def holders(tree: Tree) -> list[tuple[Any, Any]]:
    """Return (parent, key) of every schema, so that `parent[key]` can be replaced."""
    found: list[tuple[Any, Any]] = []
    for _, parameter in parameters(tree):
        if "schema" in parameter:
            found.append((parameter, "schema"))
        for media in (parameter.get("content") or {}).values():
            found.append((media, "schema"))
    for media in [*media_types(tree), *response_media_types(tree)]:
        found.append((media, "schema"))
    schemas = tree["components"]["schemas"]
    found += [(schemas, name) for name in schemas]
    for parent, key in list(found):
        found += _nested(parent[key])
    return found


def _nested(schema: Any) -> Iterator[tuple[Any, Any]]:
    if not isinstance(schema, dict):
        return
    for name in schema.get("properties", {}):
        yield schema["properties"], name
        yield from _nested(schema["properties"][name])
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield schema, key
            yield from _nested(schema[key])
    for key in ("oneOf", "anyOf", "allOf"):
        for index, member in enumerate(schema.get(key, [])):
            yield schema[key], index
            yield from _nested(member)


def schemas(tree: Tree) -> list[Tree]:
    """Return every schema that is not a reference."""
    found = [parent[key] for parent, key in holders(tree)]
    return [s for s in found if isinstance(s, dict) and "$ref" not in s]


def objects(tree: Tree) -> list[Tree]:
    """Return every schema with properties."""
    return [schema for schema in schemas(tree) if schema.get("properties")]


def properties(tree: Tree) -> list[tuple[Tree, str]]:
    """Return (object, property name) of every property."""
    return [(schema, name) for schema in objects(tree) for name in schema["properties"]]


def body_objects(tree: Tree) -> list[Tree]:
    """Return the objects that request bodies are, references resolved."""
    found = [resolve(tree, media["schema"]) for media in media_types(tree)]
    return [schema for schema in found if schema.get("properties")]


def scalars(tree: Tree, name: str) -> list[Tree]:
    """Return every schema of one scalar type without an enum."""
    return [
        schema
        for schema in schemas(tree)
        if schema.get("type") == name and "enum" not in schema
    ]
