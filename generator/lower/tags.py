"""What says of a value that it is one member of a union: the values of its discriminator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.core.json import Json
from generator.ir.types import TypeId
from generator.lower.merge import Merger
from generator.lower.targets import Targets
from generator.openapi.nodes import Reference, SchemaNode


class Tags:
    """Reads them off the members' own schemas, where no `mapping` says them."""

    def __init__(self, targets: Targets, merger: Merger) -> None:
        self._targets = targets
        self._merger = merger

    def of(
        self, members: Iterable[tuple[SchemaNode, TypeId]], property_name: str
    ) -> Iterator[tuple[str, TypeId]]:
        """Each value with the type that it means: a property's constants, a schema's name.

        Of a property that lists several values, those that are also another member's say nothing:
        mostly all members have the same list.
        """
        found = [
            (self._listed(node, property_name), self._names(node), id_)
            for node, id_ in members
        ]
        claims = Counter(
            value
            for value, _ in {
                (value, id_)
                for listed, names, id_ in found
                for value in (*listed, *names)
            }
        )
        for listed, names, id_ in found:
            for value in listed:
                if len(listed) == 1 or claims[value] == 1:
                    yield value, id_
            for name in names:
                yield name, id_

    def _listed(self, node: SchemaNode, property_name: str) -> tuple[str, ...]:
        schema = self._merger.folded(self._targets.resolve(node))
        told = dict(schema.properties or ()).get(property_name)
        if told is None:
            return ()
        values = self._merger.folded(self._targets.resolve(told)).enum or ()
        return tuple(dict.fromkeys(_tag(each) for each in values if each is not None))

    def _names(self, node: SchemaNode) -> tuple[str, ...]:
        if not isinstance(node, Reference):
            return ()
        named = self._targets.is_named(node.target)
        return node.target.tokens[-1:] if named else ()


def _tag(value: Json) -> str:
    """A constant as the keys of `mapping` spell it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
