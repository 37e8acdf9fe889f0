"""Vendor extensions (`x-…`) that affect types. No other module knows any.

`x-expansionResources` (Stripe) lists the objects that a field can contain instead of an identifier.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Schema


def expansion_targets(schema: Schema) -> tuple[Pointer, ...] | None:
    """The schemas that an expandable field expands to; None if it is not expandable."""
    expansion = (schema.extensions or {}).get("x-expansionResources")
    if not isinstance(expansion, dict):
        return None
    return tuple(_targets(expansion.get("oneOf")))


def _targets(resources: Json) -> Iterator[Pointer]:
    # Validation does not cover extensions, so the values can have any type.
    for resource in resources if isinstance(resources, list) else ():
        reference = resource.get("$ref") if isinstance(resource, dict) else None
        if isinstance(reference, str) and reference.startswith("#/"):
            yield Pointer.parse(reference)
