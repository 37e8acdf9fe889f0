"""Vendor extensions (`x-…`) that say something about types. The one module that knows them.

`x-expansionResources` (Stripe): the objects that may stand where an identifier does.
"""

from __future__ import annotations

from generator.pointer import Pointer
from generator.spec.nodes import Schema


def expansion_targets(schema: Schema) -> tuple[Pointer, ...] | None:
    """The schemas of the objects that an expandable field can hold; None if it is not one."""
    expansion = (schema.extensions or {}).get("x-expansionResources")
    if not isinstance(expansion, dict):
        return None
    return tuple(
        Pointer.parse(resource["$ref"])
        for resource in expansion.get("oneOf") or ()
        if str(resource.get("$ref", "")).startswith("#")
    )
