"""Lower discriminators: which values of a property select which member of a union.

Source: OpenAPI 3.1.1, section 4.8.25; OpenAPI 3.2.0, `defaultMapping`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.types import Ref, Type, TypeId, Union, UnionDiscriminator
from generator.lower.inheritance import Inheritance
from generator.lower.merge_all_of import AllOfMerger
from generator.lower.schema_index import SCHEMAS, SchemaIndex
from generator.lower.trivial_wrappers import TrivialWrappers
from generator.openapi.nodes import Reference, Schema, SchemaNode


class TypeDefiner(Protocol):
    """Defines the types of components."""

    def define(self, pointer: Pointer) -> TypeId:
        """Define the type of the schema at `pointer`."""


class DiscriminatorLowering:
    """Lowers the discriminators of unions and of components that others inherit from."""

    def __init__(
        self,
        types: TypeDefiner,
        index: SchemaIndex,
        inheritance: Inheritance,
        merger: AllOfMerger,
        diagnostics: Diagnostics,
    ) -> None:
        self._types = types
        self._index = index
        self._inheritance = inheritance
        self._diagnostics = diagnostics
        self._values = DiscriminatorValues(index, merger)
        self._wrappers = TrivialWrappers(merger.resolve)

    def lower(
        self,
        schema: Schema,
        members: list[tuple[SchemaNode, Type]],
        replacements: dict[Pointer, TypeId],
    ) -> UnionDiscriminator | None:
        """Lower the discriminator of a union.

        Example:
            propertyName: kind, mapping: {cat: Cat}, members Cat and Dog (kind: const dog)
                →    kind: cat → Cat, dog → Dog

        `mapping` takes precedence over the values in the members' own schemas.

        Args:
            schema: the schema with the union.
            members: its members, each with its type.
            replacements: types that this union uses instead of components.

        Returns:
            The discriminator; None if the union has no discriminator, or one without effect.
        """
        discriminator = schema.discriminator
        if discriminator is None:
            return None
        mapping: dict[str, TypeId] = {}
        for value, name in discriminator.mapping:
            at = schema.at / "discriminator" / "mapping" / value
            id_ = self._mapped_type(repr(value), name, at, replacements)
            if id_ is not None:
                mapping[value] = id_
        mapped = set(mapping.values())
        selectable = [
            (node, id_)
            for member, type_ in members
            for node, id_ in self._selectable(member, type_, replacements)
        ]
        for value, id_ in self._values.find(selectable, discriminator.property_name):
            if id_ not in mapped:
                mapping.setdefault(value, id_)
        default = None
        if discriminator.default is not None:
            at = schema.at / "discriminator" / "defaultMapping"
            default = self._mapped_type(
                "other values", discriminator.default, at, replacements
            )
        if not mapping and default is None:
            # Other properties may distinguish the members.
            return None
        return UnionDiscriminator(
            discriminator.property_name, tuple(mapping.items()), default
        )

    def lower_inheritance(
        self, pointer: Pointer, descendants: tuple[Pointer, ...]
    ) -> Type:
        """The union of a component with a discriminator and its descendants.

        Example:
            Pet, and Cat with `allOf: [Pet]`    →    (Cat, by kind) | Pet
        """
        parent = Ref(self._types.define(pointer))
        discriminator = self._inheritance.discriminator(pointer)
        if discriminator is None:
            return parent
        ids = {
            component: self._types.define(component)
            for component in (*descendants, pointer)
        }
        mapping = {
            value: ids[target]
            for value, name in discriminator.mapping
            if (target := _mapping_target(name)) in ids
        }
        references = [
            (Reference(component, component), id_) for component, id_ in ids.items()
        ]
        for value, id_ in self._values.find(references, discriminator.property_name):
            mapping.setdefault(value, id_)
        default = (
            None
            if discriminator.default is None
            else ids.get(_mapping_target(discriminator.default))
        )
        lowered = UnionDiscriminator(
            discriminator.property_name, tuple(mapping.items()), default
        )
        children = tuple(Ref(ids[component]) for component in descendants)
        return Union((Union(children, lowered), parent))

    def _mapped_type(
        self, value: str, name: str, at: Pointer, replacements: dict[Pointer, TypeId]
    ) -> TypeId | None:
        """The type that an entry of `mapping` names; reports an error if it does not exist."""
        target = _mapping_target(name)
        if target in self._index:
            return replacements.get(target) or self._types.define(target)
        self._diagnostics.error(
            "unresolved-reference",
            f"the discriminator maps {value} to {name!r}, which is not a schema",
            at,
            "name a schema in components.schemas",
        )
        return None

    def _selectable(
        self, member: SchemaNode, type_: Type, replacements: dict[Pointer, TypeId]
    ) -> Iterator[tuple[SchemaNode, TypeId]]:
        """A member of a union and its descendants, each with the type that it selects."""
        member = self._wrappers.unwrap(member)
        if not isinstance(member, Reference):
            if isinstance(type_, Ref):
                yield member, type_.id
            return
        target = self._index.canonical(member.target)
        for component in (target, *self._inheritance.descendants(target)):
            if self._index.is_named(component):
                id_ = replacements.get(component) or self._types.define(component)
                yield Reference(member.at, component), id_


class DiscriminatorValues:
    """Reads the values that select a member from the member's own schema."""

    def __init__(self, index: SchemaIndex, merger: AllOfMerger) -> None:
        self._index = index
        self._merger = merger

    def find(
        self, members: Iterable[tuple[SchemaNode, TypeId]], property_name: str
    ) -> Iterator[tuple[str, TypeId]]:
        """Yield values, each with the type that it selects.

        The constants of the property select a member, and so does the name of its schema. A value
        in a longer `enum` only does if no other member has it: often all members share one list.
        """
        candidates = [
            (self._constants(node, property_name), self._schema_name(node), id_)
            for node, id_ in members
        ]
        claims = Counter(
            value
            for value, _ in {
                (value, id_)
                for constants, names, id_ in candidates
                for value in (*constants, *names)
            }
        )
        for constants, names, id_ in candidates:
            for value in constants:
                if len(constants) == 1 or claims[value] == 1:
                    yield value, id_
            for name in names:
                yield name, id_

    def _constants(self, node: SchemaNode, property_name: str) -> tuple[str, ...]:
        schema = self._merger.merge_all_of(self._index.resolve(node))
        property_node = dict(schema.properties or ()).get(property_name)
        if property_node is None:
            return ()
        values = (
            self._merger.merge_all_of(self._index.resolve(property_node)).enum or ()
        )
        return tuple(
            dict.fromkeys(_mapping_key(value) for value in values if value is not None)
        )

    def _schema_name(self, node: SchemaNode) -> tuple[str, ...]:
        if not isinstance(node, Reference):
            return ()
        return node.target.tokens[-1:] if self._index.is_named(node.target) else ()


def _mapping_target(name: str) -> Pointer:
    """The schema that an entry of `mapping` names, by component name or by reference."""
    return Pointer.parse(name) if name.startswith("#/") else SCHEMAS / name


def _mapping_key(value: Json) -> str:
    """A constant in the spelling of the keys of `mapping`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
