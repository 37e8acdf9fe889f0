"""Families whose names, descriptions and other strings grow."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.growth.families import (
    STRING,
    Files,
    Json,
    document,
    object_of,
    ref,
    returning,
    versions,
)


def equal_names(count: int) -> Files:
    """Everything has a name of its own that becomes the same identifier."""

    def version(leaf: Json) -> Json:
        def spell(n: int) -> str:
            return "a" + "-" * n

        names = [f"a{'-' * (n % 40)}.{'-' * (n // 40)}" for n in range(count)]
        return document(
            {
                "A": {"type": "object", "properties": dict.fromkeys(names, leaf)},
                **{
                    f"A{'.' * (n % 40)}-{'-' * (n // 40)}": object_of(leaf)
                    for n in range(count)
                },
            },
            {
                f"/a/{'-' * (n % 40)}.{'-' * (n // 40)}": {
                    "get": returning(
                        leaf, operationId=f"a{'.' * (n % 40)}-{'-' * (n // 40)}"
                    )
                }
                for n in range(count)
            },
        )

    return versions(version)


def name_of(character: str) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        name = "a" + character * length

        def version(leaf: Json) -> Json:
            return document(
                {"A": {"type": "object", "properties": {name: leaf}, "title": name}},
                {
                    "/a": {
                        "get": returning(
                            object_of(leaf) | {"title": name},
                            operationId=name,
                            tags=[name],
                            parameters=[
                                {
                                    "name": name,
                                    "in": "query",
                                    "schema": {"enum": [name, "b"]},
                                }
                            ],
                        )
                    }
                },
            )

        return versions(version)

    return make


def prose(piece: str) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        text = piece * length

        def version(leaf: Json) -> Json:
            return document(
                {
                    "A": {
                        "type": "object",
                        "properties": {"a": leaf | {"description": text}},
                        "description": text,
                    }
                },
                {"/a": {"get": returning(ref("A"), description=text, summary=text)}},
                info={"title": "T", "version": "1", "description": text},
            )

        return versions(version)

    return make


def long_strings(count: int) -> Files:
    text = "a" * count

    def version(leaf: Json) -> Json:
        return document(
            {
                "A": {
                    "type": "object",
                    "properties": {
                        "a": leaf | {"default": text, "example": text},
                        "b": {"const": text},
                    },
                }
            },
            {
                "/a": {
                    "get": returning(
                        leaf,
                        parameters=[
                            {
                                "name": "q",
                                "in": "query",
                                "schema": STRING | {"default": text, "enum": [text]},
                            }
                        ],
                    )
                }
            },
            servers=[{"url": f"https://a.example/{text}"}],
        )

    return versions(version)


def references_to_a_long_key(count: int) -> Files:
    key = "A" * count

    def version(leaf: Json) -> Json:
        properties = {f"p{n}": ref(key) for n in range(count // 40)}
        return document(
            {key: object_of(leaf), "B": {"type": "object", "properties": properties}}
        )

    return versions(version)


def case_variants(count: int) -> Files:
    """Tags and schemas whose names differ in case only."""

    def spell(number: int) -> str:
        return "".join(
            letter.upper() if number >> index & 1 else letter
            for index, letter in enumerate("abcdefghijklmnop")
        )

    def version(leaf: Json) -> Json:
        return document(
            {spell(n): object_of(leaf) for n in range(count)},
            {
                f"/a{n}": {"get": returning(ref(spell(n)), tags=[spell(n)])}
                for n in range(count)
            },
        )

    return versions(version)
