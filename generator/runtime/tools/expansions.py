# SPDX-License-Identifier: MIT
"""Paths of the expandable fields of a response: `default_source`, `data.customer`.

A path has the names of properties; lists and maps on the way have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..models.suggestions import did_you_mean
from .alternatives import alternatives
from .catalogue import EXPANDS_TO, JsonSchema

_DEPTH: Final = 2


def expandable_paths(
    schema: JsonSchema, definitions: Mapping[str, JsonSchema], depth: int = _DEPTH
) -> list[str]:
    """Return the paths of the expandable fields, to `depth` levels of objects."""
    return list(dict.fromkeys(_expandable([schema], definitions, depth, "")))


def check_expansions(
    paths: Iterable[str], schema: JsonSchema, definitions: Mapping[str, JsonSchema]
) -> frozenset[str]:
    """Return the paths of fields to expand.

    Args:
        paths: Their paths. Each may lead through other expandable fields, which are expanded, too:
            `latest_invoice.payment_intent`.
        schema: The schema of the response.
        definitions: The schemas that its references lead to, by name.

    Raises:
        TypeError: `paths` is a string.
        ValueError: a path leads to no expandable field.
    """
    if isinstance(paths, str):
        raise TypeError(f"expand must be a list of paths, not {paths!r}")
    found = frozenset(paths)
    for path in found:
        _check(path, schema, definitions)
    return found


def _check(
    path: str, schema: JsonSchema, definitions: Mapping[str, JsonSchema]
) -> None:
    schemas = [schema]
    start = ""
    parts = path.split(".")
    for index, name in enumerate(parts):
        members = [
            member
            for holder in alternatives(schemas, definitions)
            for member in [holder.get("properties", {}).get(name)]
            if member is not None
        ]
        is_last = index == len(parts) - 1
        if not members or (is_last and not _is_expandable(members, definitions)):
            known = list(
                dict.fromkeys(_expandable(schemas, definitions, _DEPTH, start))
            )
            options = f"there are {', '.join(known)}" if known else "there are none"
            hint = did_you_mean(path, known)
            raise ValueError(f"{path!r} is not an expandable field{hint}; {options}")
        # An expandable field on the way is an object.
        schemas = [target for member in members for target in _expanded(member)]
        start = f"{start}.{name}" if start else name


def _expanded(schema: JsonSchema) -> list[JsonSchema]:
    targets: list[JsonSchema] = schema.get(EXPANDS_TO, [])
    return targets or [schema]


def _is_expandable(
    schemas: Iterable[JsonSchema], definitions: Mapping[str, JsonSchema]
) -> bool:
    return any(EXPANDS_TO in schema for schema in alternatives(schemas, definitions))


def _expandable(
    schemas: Iterable[JsonSchema],
    definitions: Mapping[str, JsonSchema],
    depth: int,
    path: str,
) -> Iterator[str]:
    for schema in alternatives(schemas, definitions):
        if EXPANDS_TO in schema and path:
            yield path
        if depth > 0:
            for name, member in schema.get("properties", {}).items():
                start = f"{path}.{name}" if path else name
                yield from _expandable([member], definitions, depth - 1, start)
