"""Properties that an object has under a condition (JSON Schema 2020-12, 10.2.2).

`then`, `else` and `dependentSchemas` speak of properties that may never be named otherwise. A
client cannot know which condition will hold, so each of them is a property that may be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.core.pointer import Pointer
from generator.openapi.nodes import Schema, SchemaNode


def with_conditional(schema: Schema, resolve: Callable[[SchemaNode], Schema]) -> Schema:
    """`schema` with the properties of its conditional parts beside its own.

    Args:
        schema: without `allOf`.
        resolve: gives what a part stands for, without `allOf` as well.
    """
    if not schema.conditional:
        return schema
    own = dict(schema.properties or ())
    others: dict[str, list[SchemaNode]] = {}
    for name, node in _conditional(schema, resolve, set()):
        if name not in own:
            others.setdefault(name, []).append(node)
    if not others:
        return replace(schema, conditional=())
    inside = schema.at / "properties"
    for name, nodes in others.items():
        own[name] = nodes[0]
        if len(nodes) > 1:
            own[name] = Schema(inside / name, any_of=tuple(nodes))
    return replace(schema, properties=tuple(own.items()), conditional=())


def _conditional(
    schema: Schema, resolve: Callable[[SchemaNode], Schema], seen: set[Pointer]
) -> Iterator[tuple[str, SchemaNode]]:
    for part in schema.conditional:
        resolved = resolve(part)
        if resolved.at not in seen:
            seen.add(resolved.at)
            yield from resolved.properties or ()
            yield from _conditional(resolved, resolve, seen)
