"""JSON values that a schema describes, for canned responses."""

from __future__ import annotations

from typing import Any

from tests.oracle.documents import Tree

_STRINGS = {
    "date-time": "2026-01-31T12:00:00Z",
    "date": "2026-01-31",
    "int64": "7",
    "decimal": "1.50",
    "byte": "aGk=",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
_MAX_DEPTH = 6


def resolve(tree: Tree, node: Any) -> Any:
    """Follow a reference within the document."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = tree
        for token in node["$ref"].removeprefix("#/").split("/"):
            target = target[token]
        node = target
    return node


def samples(tree: Tree, schema: Any, depth: int = 0) -> list[Any]:
    """Return values of a schema: for objects one with every property, then one with the required.

    Properties with several samples take turns, so that every member of a union occurs.
    """
    schema = resolve(tree, schema)
    if depth > _MAX_DEPTH or not isinstance(schema, dict):
        return ["deep"]
    if "enum" in schema:
        return [schema["enum"][0], schema["enum"][-1]]
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema:
            return _union_samples(tree, schema, schema[keyword], depth)
    if "allOf" in schema:
        return _merged_samples(tree, schema, depth)
    declared = schema.get("type")
    names = declared if isinstance(declared, list) else [declared]
    values = [
        value for name in names for value in _typed_samples(tree, schema, name, depth)
    ]
    return [*values, None] if schema.get("nullable") else values


def _typed_samples(tree: Tree, schema: Tree, name: Any, depth: int) -> list[Any]:
    match name:
        case "string":
            return [_STRINGS.get(schema.get("format", ""), "text")]
        case "integer":
            return [1767225600 if schema.get("format") == "unix-time" else 7]
        case "number":
            return [1.5]
        case "boolean":
            return [True]
        case "null":
            return [None]
        case "array":
            return [samples(tree, schema.get("items", {}), depth + 1), []]
        case "object":
            return _object_samples(tree, schema, depth)
        case _:
            if "properties" in schema:
                return _object_samples(tree, schema, depth)
            return ["any"]


def _object_samples(tree: Tree, schema: Tree, depth: int) -> list[Any]:
    choices = {
        name: samples(tree, value, depth + 1)
        for name, value in schema.get("properties", {}).items()
        if not resolve(tree, value).get("writeOnly")
    }
    required = set(schema.get("required", ()))
    count = min(3, max(map(len, choices.values()), default=1))
    values: list[Any] = [
        {name: options[index % len(options)] for name, options in choices.items()}
        for index in range(count)
    ]
    additional = schema.get("additionalProperties")
    if isinstance(additional, dict):
        values[0]["extra"] = samples(tree, additional, depth + 1)[0]
    if set(choices) - required:
        # A list is empty here, which ends the pages of an operation.
        values.append({name: choices[name][-1] for name in choices if name in required})
    return values


def _union_samples(
    tree: Tree, schema: Tree, members: list[Any], depth: int
) -> list[Any]:
    discriminator = schema.get("discriminator")
    if discriminator is None:
        return [samples(tree, member, depth + 1)[0] for member in members]
    mapping = discriminator.get("mapping") or {
        member["$ref"].rpartition("/")[2]: member["$ref"] for member in members
    }
    values = []
    for tag, target in mapping.items():
        value = samples(tree, {"$ref": target}, depth + 1)[0]
        values.append({**value, discriminator["propertyName"]: tag})
    return values


def _merged_samples(tree: Tree, schema: Tree, depth: int) -> list[Any]:
    own = {key: value for key, value in schema.items() if key != "allOf"}
    parts = [samples(tree, part, depth + 1) for part in schema["allOf"]]
    if own.get("properties"):
        parts.append(samples(tree, own, depth + 1))
    # A nullable part may be null, which the whole then need not be.
    objects = [[value for value in part if isinstance(value, dict)] for part in parts]
    if not all(objects):
        return parts[0]
    full = {name: value for part in objects for name, value in part[0].items()}
    least = {name: value for part in objects for name, value in part[-1].items()}
    return [full, least]
