"""Families of two versions of a document with more and more changes between them."""

from __future__ import annotations

from tests.hostile.growth.families import (
    STRING,
    Files,
    Json,
    document,
    pair,
    ref,
    returning,
    sending,
)


def renamed(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {f"a{n}": STRING, "b": STRING, "c": STRING},
                }
                for n in range(count)
            },
            {
                f"/a{n}": {
                    "get": returning(ref(f"{prefix}{n}"), operationId=f"{prefix}get{n}")
                }
                for n in range(count)
            },
        )

    return pair(version("Old"), version("New"))


def renamed_chain(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {
                        f"a{n}": STRING,
                        "b": STRING,
                        "next": ref(f"{prefix}{min(n + 1, count - 1)}"),
                    },
                }
                for n in range(count)
            },
            {"/a": {"get": returning(ref(f"{prefix}0"), operationId="a")}},
        )

    return pair(version("Old"), version("New"))


def renamed_union(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {f"a{n}": STRING, "b": STRING, "c": STRING},
                }
                for n in range(count)
            },
            {
                "/a": {
                    "get": returning(
                        {"anyOf": [ref(f"{prefix}{n}") for n in range(count)]},
                        operationId="a",
                    )
                }
            },
        )

    return pair(version("Old"), version("New"))


def replaced_chain(count: int) -> Files:
    """The result becomes another class of the same shape, which both documents have."""

    def version(prefix: str) -> Json:
        return document(
            {
                f"{name}{n}": {
                    "type": "object",
                    "properties": {
                        "b": STRING,
                        "next": ref(f"{name}{min(n + 1, count - 1)}"),
                    },
                }
                for n in range(count)
                for name in ("Old", "New")
            },
            {
                "/a": {
                    "get": returning(ref(f"{prefix}0"), operationId="a"),
                    "post": sending(ref(f"{prefix}0"), operationId="b"),
                }
            },
        )

    return pair(version("Old"), version("New"))
