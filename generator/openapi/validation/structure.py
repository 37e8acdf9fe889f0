"""Check the structure of a document against the JSON Schema of its specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.explain import explain
from generator.openapi.validation.json_schema import JsonSchema
from generator.openapi.validation.specifications import Specification

# Fields whose members can be validated on their own; all but the first are those of Swagger 2.0.
_SECTIONS = ("paths", "definitions", "parameters", "responses")


def structure_diagnostics(
    tree: Mapping[str, Json], specification: Specification
) -> Iterator[Diagnostic]:
    """All errors against the JSON Schema of the specification.

    The explaining validator is slow, so it only sees the parts of the document that have errors.
    """
    schema = _json_schema(specification)
    invalid = schema.invalid_locations(tree)
    if not invalid:
        return
    errors = schema.errors(_invalid_parts(tree, invalid))
    diagnostics = [found for error in errors for found in explain(error, Pointer())]
    around = _ancestors(found.at for found in diagnostics if found.at is not None)
    for diagnostic in diagnostics:
        is_field = diagnostic.code in ("unknown-field", "misspelt-field")
        # The library reports `unevaluatedProperties` for known fields whose values are invalid.
        if not is_field or diagnostic.at not in around:
            yield diagnostic


@cache
def _json_schema(specification: Specification) -> JsonSchema:
    return JsonSchema(specification.json_schema)


def _invalid_parts(
    tree: Mapping[str, Json], errors: Sequence[Pointer]
) -> Mapping[str, Json]:
    """`tree` without the paths and components in which there is no error."""
    invalid = frozenset(errors)
    kept = invalid | _ancestors(invalid)

    def prune(members: Json, *path: str) -> Json:
        at = Pointer(path)
        if not isinstance(members, Mapping) or at in invalid:
            return members
        return {name: members[name] for name in members if at / name in kept}

    parts = {
        name: prune(value, name) if name in _SECTIONS else value
        for name, value in tree.items()
    }
    if isinstance(parts.get("components"), Mapping):
        parts["components"] = {
            name: prune(members, "components", name)
            for name, members in parts["components"].items()
        }
    return parts


def _ancestors(locations: Iterable[Pointer]) -> frozenset[Pointer]:
    return frozenset(
        Pointer(at.tokens[:length])
        for at in locations
        for length in range(len(at.tokens))
    )
