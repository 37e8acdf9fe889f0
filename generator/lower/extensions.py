"""Vendor extensions (`x-…`) that say something about types. The one module that knows them.

`x-expansionResources` (Stripe): the objects that may stand where an identifier does.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Schema


def expansion_targets(schema: Schema) -> tuple[Pointer, ...] | None:
    """The schemas of the objects that an expandable field can hold; None if it is not one."""
    expansion = (schema.extensions or {}).get("x-expansionResources")
    if not isinstance(expansion, dict):
        return None
    return tuple(_targets(expansion.get("oneOf")))


def _targets(resources: Json) -> Iterator[Pointer]:
    """What each resource refers to. No validator has seen them: they may be anything."""
    for resource in resources if isinstance(resources, list) else ():
        reference = resource.get("$ref") if isinstance(resource, dict) else None
        if isinstance(reference, str) and reference.startswith("#/"):
            yield Pointer.parse(reference)
