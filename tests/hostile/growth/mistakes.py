"""Families of documents with more and more mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml

from tests.hostile.growth.families import (
    NO_CONTENT,
    Files,
    Json,
    document,
    object_of,
    ref,
    versions,
)


def unknown_fields(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameter = {
            "name": "a",
            "in": "query",
            "schema": leaf,
            **{f"descriptio{n}": "" for n in range(count)},
        }
        return document(
            paths={"/a": {"get": {**NO_CONTENT, "parameters": [parameter]}}}
        )

    return versions(version)


def many_errors(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"a": {"type": 7}, "b": leaf},
                    "required": "b",
                }
                for n in range(count)
            },
            {
                f"/a{n}": {"get": {"responses": {"200": {"descriptio": ""}}}}
                for n in range(count)
            },
        )

    return versions(version)


def broken_references(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {f"Schema{n}": object_of(ref(f"Shcema{n}")) for n in range(count)}
            | {"L": leaf}
        )

    return versions(version)


def many_warnings(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"a": leaf | {"default": ["x"], "pattern": "("}},
                }
                for n in range(count)
            }
        )

    return versions(version)


def duplicate_keys_json(count: int) -> Files:
    keys = ", ".join('"a": 1' for _ in range(count))
    text = json.dumps(document()).replace(
        '"paths": {}', f'"paths": {{}}, "x-a": {{{keys}}}'
    )
    return Files(text, text)


def duplicate_keys_yaml(count: int) -> Files:
    text = (
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a:\n"
        + "  a: 1\n" * count
    )
    return Files(text, text, suffix="yaml")


def in_yaml(make: Callable[[int], Files]) -> Callable[[int], Files]:
    def convert(count: int) -> Files:
        files = make(count)
        old, new = (yaml.safe_dump(json.loads(text)) for text in (files.old, files.new))
        return Files(old, new, suffix="yaml")

    return convert


def errors_below_a_long_key(count: int) -> Files:
    key = "A" * count * 10

    def version(leaf: Json) -> Json:
        properties = {f"p{n}": {"type": 7} for n in range(count)}
        return document({key: {"type": "object", "properties": properties}, "L": leaf})

    return versions(version)


def warnings_below_a_long_key(count: int) -> Files:
    key = "A" * count * 10

    def version(leaf: Json) -> Json:
        properties = {f"p{n}": leaf | {"default": ["x"]} for n in range(count)}
        return document({key: {"type": "object", "properties": properties}})

    return versions(version)


def unknown_schema_fields(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {"A": leaf | {f"propertie{n}": 1 for n in range(count)}},
            info={
                "title": "T",
                "version": "1",
                **{f"descriptio{n}": "" for n in range(count)},
            },
        )

    return versions(version)
