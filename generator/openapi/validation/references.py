"""Check that every reference of a document can be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.references import ReferenceResolver
from generator.source.document_structure import DATA_FIELDS, NAMED_MEMBERS

# Errors that may only follow from a broken reference: its target may have what they miss.
CONSEQUENCES = frozenset(("path-parameter", "unchecked-default", "undeclared-required"))


def check_references(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    """References lead to an object in the document, of the expected type (RFC 6901).

    Returns:
        An error for each `$ref` that leaves the document, names nothing, or leads back to itself;
        and for each that would be a name, because it is a key of a map such as `schemas`.
    """
    diagnostics = Diagnostics()
    references = ReferenceResolver(tree, diagnostics)
    for value, at, is_map in _reference_objects(tree):
        if is_map:
            diagnostics.error(
                "invalid-reference",
                f"a reference cannot replace all of `{at.tokens[-1]}`",
                at / "$ref",
                "write one reference for each of its members",
            )
        else:
            references.resolve(value, at)
    return tuple(dict.fromkeys(diagnostics))


def _reference_objects(
    tree: Mapping[str, Json],
) -> Iterator[tuple[Mapping[str, Json], Pointer, bool]]:
    """Each object with a `$ref`, its location, and whether its keys are names.

    An object that YAML aliases share is visited once.
    """
    seen: set[int] = set()
    pending: list[tuple[Json, Pointer, bool]] = [(tree, Pointer(), False)]
    while pending:
        value, at, is_map = pending.pop()
        if not isinstance(value, dict | list) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, list):
            pending.extend(
                (item, at / index, False) for index, item in enumerate(value)
            )
        elif is_map:
            if isinstance(value.get("$ref"), str):
                yield value, at, True
            pending.extend((member, at / name, False) for name, member in value.items())
        else:
            if "$ref" in value:
                yield value, at, False
            pending.extend(
                (member, at / name, name in NAMED_MEMBERS)
                for name, member in value.items()
                if name not in DATA_FIELDS and not name.startswith("x-")
            )
