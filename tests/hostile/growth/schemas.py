"""Families whose schemas grow: in depth, in number, in width, and in their references."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.growth.families import (
    STRING,
    Files,
    Json,
    chain,
    document,
    list_of,
    map_of,
    nested,
    object_of,
    pair,
    ref,
    returning,
    sending,
    versions,
)


def tuple(schema: Json) -> Json:
    return {"type": "array", "prefixItems": [schema, schema]}


def pair_tuple(schema: Json) -> Json:
    return {"type": "array", "prefixItems": [schema, STRING], "items": False}


def nullable_list(schema: Json) -> Json:
    return {"type": ["array", "null"], "items": schema}


def union(schema: Json) -> Json:
    return {"anyOf": [list_of(schema), map_of(schema)]}


def tree(schema: Json) -> Json:
    return {"type": "object", "properties": {"left": schema, "right": schema}}


def all_of(schema: Json) -> Json:
    return {"allOf": [schema, {"type": "object", "properties": {"a": STRING}}]}


def nesting(link: Callable[[Json], Json]) -> Callable[[int], Files]:
    def make(depth: int) -> Files:
        def version(leaf: Json) -> Json:
            schema = nested(link, depth, leaf)
            return document(
                {"A": object_of(schema)},
                {"/a": {"get": returning(schema), "post": sending(schema)}},
            )

        return versions(version)

    return make


def chained(link: Callable[[Json], Json]) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        def version(leaf: Json) -> Json:
            first = ref("S0")
            return document(
                chain(length, link, leaf),
                {"/a": {"get": returning(first), "post": sending(first)}},
            )

        return versions(version)

    return make


def dense(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {
                        "a": leaf,
                        **{f"r{k}": ref(f"S{(n + k + 1) % count}") for k in range(20)},
                    },
                }
                for n in range(count)
            }
        )

    return versions(version)


def enum(count: int) -> Files:
    def version(prefix: str) -> Json:
        values = [f"{prefix}{n}" for n in range(count)]
        schema = {"type": "string", "enum": values}
        return document(
            {"A": schema, "B": object_of(schema)},
            {"/a": {"get": returning(schema), "post": sending(schema)}},
        )

    return pair(version("v"), version("w"))


def properties(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schema = {
            "type": "object",
            "properties": {f"p{n}": leaf for n in range(count)},
            "required": [f"p{n}" for n in range(count)],
        }
        return document(
            {"A": schema}, {"/a": {"get": returning(ref("A")), "post": sending(schema)}}
        )

    return versions(version)


def tagged_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemas = {
            f"S{n}": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"type": "string", "enum": [f"s{n}"]},
                    "a": leaf,
                },
            }
            for n in range(count)
        }
        union = {
            "oneOf": [ref(name) for name in schemas],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    f"s{n}": f"#/components/schemas/S{n}" for n in range(count)
                },
            },
        }
        return document(
            {**schemas, "U": union},
            {"/a": {"get": returning(ref("U")), "post": sending(ref("U"))}},
        )

    return versions(version)


def untagged_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemas = {
            f"S{n}": {
                "type": "object",
                "required": [f"p{n}"],
                "properties": {f"p{n}": leaf},
            }
            for n in range(count)
        }
        return document(
            {**schemas, "U": {"anyOf": [ref(name) for name in schemas]}},
            {"/a": {"get": returning(ref("U")), "post": sending(ref("U"))}},
        )

    return versions(version)


def inline_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        union = {
            "oneOf": [
                {
                    "type": "object",
                    "title": f"T{n % 7}",
                    "required": [f"p{n}"],
                    "properties": {f"p{n}": leaf},
                }
                for n in range(count)
            ]
        }
        return document({"U": union}, {"/a": {"get": returning(union)}})

    return versions(version)


def inheritance(count: int) -> Files:
    def version(leaf: Json) -> Json:
        base = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": STRING, "a": leaf},
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    f"s{n}": f"#/components/schemas/S{n}" for n in range(count)
                },
            },
        }
        return document(
            {
                "Base": base,
                **{
                    f"S{n}": {
                        "allOf": [
                            ref("Base"),
                            {"type": "object", "properties": {f"p{n}": leaf}},
                        ]
                    }
                    for n in range(count)
                },
            },
            {"/a": {"get": returning(ref("Base"))}},
        )

    return versions(version)


def wide_all_of(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parts = {
            f"P{n}": {"type": "object", "properties": {f"p{n}": leaf}}
            for n in range(count)
        }
        return document({**parts, "A": {"allOf": [ref(name) for name in parts]}})

    return versions(version)


def pattern(piece: Callable[[int], str]) -> Callable[[int], Files]:
    def make(count: int) -> Files:
        pattern = piece(count)
        return versions(
            lambda leaf: document(
                {
                    "A": {
                        "type": "object",
                        "properties": {
                            "a": STRING | {"pattern": pattern, "default": "a" * 30},
                            "b": leaf,
                        },
                    }
                }
            )
        )

    return make


def patterns(count: int) -> Files:
    return versions(
        lambda leaf: document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {
                        "a": STRING | {"pattern": f"^(a|aa)+{n}$", "default": "a" * 40},
                        "b": leaf,
                    },
                }
                for n in range(count)
            }
        )
    )


def examples(count: int) -> Files:
    def version(leaf: Json) -> Json:
        examples = {f"e{n}": {"value": {"a": "x", "b": [n]}} for n in range(count)}
        content = {
            "application/json": {"schema": object_of(leaf), "examples": examples}
        }
        schema = {
            "type": "object",
            "properties": {"a": leaf},
            "examples": [{"a": n} for n in range(count)],
        }
        return document(
            {"A": schema},
            {
                "/a": {
                    "post": {
                        "responses": {"200": {"description": "", "content": content}},
                        "requestBody": {"content": content},
                    }
                }
            },
        )

    return versions(version)


def wide_example(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schema = {
            "type": "object",
            "properties": {"a": list_of(leaf)},
            "example": {"a": list(range(count))},
            "default": {"a": list(range(count))},
        }
        return document(
            {"A": schema}, {"/a": {"post": sending(schema), "get": returning(ref("A"))}}
        )

    return versions(version)


def shared_inline(count: int) -> Files:
    def version(leaf: Json) -> Json:
        shared = {
            "type": "object",
            "title": "Shared",
            "properties": {"a": leaf, "b": leaf, "c": object_of(leaf)},
        }
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"inner": shared, f"p{n}": leaf},
                }
                for n in range(count)
            }
        )

    return versions(version)


def references_to_many_aliases(count: int) -> Files:
    """Unions of lists of all others."""

    def version(leaf: Json) -> Json:
        schemas = {
            f"S{n}": {
                "anyOf": [
                    leaf,
                    *(list_of(ref(f"S{(n + k) % count}")) for k in range(1, 6)),
                    map_of(ref(f"S{(n + 1) % count}")),
                ]
            }
            for n in range(count)
        }
        return document(
            schemas, {"/a": {"post": sending(ref("S0")), "get": returning(ref("S0"))}}
        )

    return versions(version)


def discriminated_by_many(count: int) -> Files:
    """Many unions of the same classes with the same discriminator."""

    def version(leaf: Json) -> Json:
        width = 20
        schemas = {
            f"S{n}": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"type": "string", "enum": [f"s{n}"]},
                    "a": leaf,
                },
            }
            for n in range(width)
        }
        unions = {
            f"U{n}": {
                "oneOf": [ref(name) for name in schemas],
                "discriminator": {"propertyName": "kind"},
            }
            for n in range(count)
        }
        return document({**schemas, **unions})

    return versions(version)
