"""What families of growing documents consist of, and the parts that their documents share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = Any
Schemas: TypeAlias = Mapping[str, Json]
STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NO_CONTENT = {"responses": {"204": {"description": ""}}}


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one measurement: two versions of a document, and others by name."""

    old: str
    new: str
    others: Mapping[str, str] = field(default_factory=dict)
    suffix: str = "json"


@dataclass(frozen=True, slots=True)
class Family:
    """Documents of any size.

    Attributes:
        make: creates the files for a number.
        size: the smallest number to measure.
        commands: the commands to measure without `CODEGEN_GROWTH=all`.
        is_valid: whether a client can be built.
        max_size: the largest number that codegen accepts.
        options: more options of `build`.
        smallest: the smallest number for which `is_valid` holds: one key is no duplicate.
    """

    make: Callable[[int], Files]
    size: int
    commands: tuple[str, ...] = ("build",)
    is_valid: bool = True
    max_size: int | None = None
    options: tuple[str, ...] = ()
    smallest: int = 2


def ref(name: str, section: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{section}/{name}"}


def document(
    schemas: Schemas | None = None,
    paths: Json = None,
    components: Json = None,
    **more: Json,
) -> dict[str, Json]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": paths or {},
        "components": {"schemas": schemas or {}, **(components or {})},
        **more,
    }


def returning(schema: Json, **more: Json) -> dict[str, Json]:
    content = {"application/json": {"schema": schema}}
    return {"responses": {"200": {"description": "", "content": content}}, **more}


def sending(schema: Json, **more: Json) -> dict[str, Json]:
    content = {"application/json": {"schema": schema}}
    return {**NO_CONTENT, "requestBody": {"content": content}, **more}


def pair(old: Json, new: Json | None = None) -> Files:
    """Two versions of a document; by default twice the same."""
    return Files(json.dumps(old), json.dumps(old if new is None else new))


def versions(make: Callable[[Json], Json]) -> Files:
    """The document with one string that becomes an integer."""
    return pair(make(STRING), make(INTEGER))


def nested(link: Callable[[Json], Json], depth: int, leaf: Json) -> Json:
    for _ in range(depth):
        leaf = link(leaf)
    return leaf


def chain(length: int, link: Callable[[Json], Json], end: Json) -> dict[str, Json]:
    """Schemas that each contain a reference to the next."""
    links = {f"S{n}": link(ref(f"S{n + 1}")) for n in range(length)}
    return {**links, f"S{length}": end}


def list_of(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def map_of(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def object_of(schema: Json) -> Json:
    return {"type": "object", "properties": {"next": schema}}


PATH_ID = {"name": "id", "in": "path", "required": True, "schema": STRING}
