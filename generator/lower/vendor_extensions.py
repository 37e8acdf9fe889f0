"""Vendor extensions (`x-…`) that affect types and parameters. No other module knows any.

`x-expansionResources` (Stripe) lists the objects that a field can contain instead of an identifier.
`x-multi-segment` (GitHub) allows slashes in the value of a path parameter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Parameter, Schema


def expansion_targets(schema: Schema) -> tuple[Pointer, ...] | None:
    """The schemas that an expandable field expands to; None if it is not expandable."""
    expansion = (schema.extensions or {}).get("x-expansionResources")
    if not isinstance(expansion, dict):
        return None
    return tuple(_targets(expansion.get("oneOf")))


def is_multi_segment(parameter: Parameter) -> bool:
    """Whether the value of a path parameter may contain slashes."""
    return parameter.location == "path" and (
        parameter.is_multi_segment
        or parameter.extensions.get("x-multi-segment") is True
    )


def _targets(resources: Json) -> Iterator[Pointer]:
    # Validation does not cover extensions, so the values can have any type.
    for resource in resources if isinstance(resources, list) else ():
        reference = resource.get("$ref") if isinstance(resource, dict) else None
        if isinstance(reference, str) and reference.startswith("#/"):
            yield Pointer.parse(reference)
