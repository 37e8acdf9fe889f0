# SPDX-License-Identifier: MIT
"""The schemas that a path of names of properties leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..models.json_values import is_object
from .catalogue import JsonSchema


def alternatives(
    schemas: Iterable[JsonSchema], definitions: Mapping[str, JsonSchema]
) -> Iterator[JsonSchema]:
    """Yield the schemas that values may have here, or their items if they are lists or maps."""
    pending = list(schemas)
    seen: set[str] = set()
    while pending:
        schema = pending.pop(0)
        reference = schema.get("$ref")
        if reference is not None:
            if reference not in seen:
                seen.add(reference)
                pending.append(definitions[reference[2:]])
            continue
        yield schema
        inner = [schema.get("items"), schema.get("additionalProperties")]
        inner += [*schema.get("anyOf", ()), *schema.get("prefixItems", ())]
        pending += [member for member in inner if is_object(member)]
