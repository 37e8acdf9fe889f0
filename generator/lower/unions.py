"""`anyOf`, `oneOf` and discriminators: which types a value may be of, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.combine import ANY, NULL, enum_of, nullable, union_of
from generator.ir.types import (
    Map,
    Nullable,
    Record,
    Ref,
    Type,
    TypeId,
    Union,
    UnionDiscriminator,
)
from generator.lower.extensions import expansion_targets
from generator.lower.keywords import alternatives, is_alternative, is_map, names_type
from generator.lower.merge import Merger
from generator.lower.subtypes import Subtypes
from generator.lower.tags import Tags
from generator.lower.targets import SCHEMAS, Targets
from generator.lower.wrapping import Wrapping
from generator.openapi.nodes import Reference, Schema, SchemaNode

# To be a class of its own takes a schema so many times longer than to be merged into one.
_DISTRIBUTED = 5


class Lowering(Protocol):
    """What lowers the members of a union."""

    def define(self, pointer: Pointer) -> TypeId: ...
    def refer(self, pointer: Pointer) -> Type: ...
    def lower(self, node: SchemaNode) -> Type: ...
    def without_null(self, schema: Schema) -> Type: ...


class UnionLowering:
    """Lowers schemas with alternatives, asking `types` for each of them."""

    def __init__(
        self,
        types: Lowering,
        targets: Targets,
        subtypes: Subtypes,
        merger: Merger,
        diagnostics: Diagnostics,
    ) -> None:
        self._types = types
        self._targets = targets
        self._subtypes = subtypes
        self._merger = merger
        self._diagnostics = diagnostics
        self._tags = Tags(targets, merger)
        self._wrapping = Wrapping(merger.resolved)

    def union(self, schema: Schema, inside: frozenset[Pointer] = frozenset()) -> Type:
        """Alternatives, each also held to the keywords beside them.

        `inside` are the unions that this one is a member of, which are no members of it.
        """
        if alternatives(schema) and schema.any_of and schema.one_of:
            # Both hold at once.
            other = Schema(schema.at, one_of=schema.one_of)
            schema = self._merger.both(replace(schema, one_of=()), other)
        members = schema.any_of or schema.one_of
        if schema.properties is not None or is_map(schema):
            return self._distributed(schema, members, inside | {schema.at})
        constants = _constants(members)
        if constants is not None:
            return constants
        pairs = [
            (each, self._types.lower(each)) for each in members if is_alternative(each)
        ]
        targets = expansion_targets(schema)
        types = [type_ for _, type_ in pairs]
        types += [
            self._types.refer(target)
            for target in targets or ()
            if self._is_schema(target, schema)
        ]
        if names_type(schema):
            if not all(map(is_alternative, members)) or not types:
                types.append(self._types.lower(_beside(schema)))
        else:
            types += map(_unconstrained, (m for m in members if not is_alternative(m)))
        return self._told_apart(types, schema, pairs, targets is not None)

    def _told_apart(
        self,
        types: list[Type],
        schema: Schema,
        pairs: list[tuple[SchemaNode, Type]],
        expandable: bool = False,
    ) -> Type:
        union = union_of(types)
        inner = union.type if isinstance(union, Nullable) else union
        if not isinstance(inner, Union):
            return union
        told_apart = replace(
            inner,
            discriminator=self._discriminator(schema, pairs, {}),
            expandable=expandable,
        )
        return Nullable(told_apart) if isinstance(union, Nullable) else told_apart

    def _is_schema(self, target: Pointer, schema: Schema) -> bool:
        """Whether what an expandable field says it expands to is a schema; told if not."""
        if target in self._targets:
            return True
        self._diagnostics.warning(
            "unresolved-expansion",
            f"the field expands to {target}, which is no schema; the client leaves it out",
            schema.at / "x-expansionResources",
            "name a schema of components.schemas",
        )
        return False

    def _distributed(
        self,
        schema: Schema,
        members: tuple[SchemaNode, ...],
        inside: frozenset[Pointer],
    ) -> Type:
        """A schema with properties and alternatives: each alternative with those properties."""
        beside = _beside(schema)
        keyword = "anyOf" if schema.any_of else "oneOf"
        pairs: list[tuple[SchemaNode, Type]] = []
        for index, member in enumerate(members):
            if not is_alternative(member):
                continue
            resolved = self._merger.folded(self._targets.resolve(member))
            if isinstance(member, Reference) and resolved.at in inside:
                continue
            if isinstance(member, Reference) and self._merger.is_said_by(
                beside, resolved
            ):
                pairs.append((member, self._types.lower(member)))
                continue
            self._merger.effort.spend(resolved, _DISTRIBUTED)
            at = schema.at / keyword / index
            # Of several alternatives at one place, the names of components tell them apart.
            name = resolved.at.tokens[-1] if isinstance(member, Reference) else None
            title = resolved.title or name or beside.title
            own = replace(beside, at=at, title=title)
            merged = self._merger.both(own, resolved)
            pairs.append((member, self._member(merged, inside | {resolved.at})))
        types = [type_ for _, type_ in pairs]
        if not pairs:
            return self._types.without_null(beside)
        others = [n for n, each in enumerate(members) if not is_alternative(each)]
        if others:
            at = schema.at / keyword / others[0]
            types.append(self._types.lower(replace(beside, at=at)))
        union = union_of(types)
        if not isinstance(union, Union):
            return union
        # A value names the component; what it means is the component with these properties.
        stands = {
            self._targets.end_of_chain(member.target): type_.id
            for member, type_ in pairs
            if isinstance(member, Reference) and isinstance(type_, Ref)
        }
        discriminator = self._discriminator(schema, pairs, stands)
        return replace(union, discriminator=discriminator)

    def _member(self, merged: Schema, inside: frozenset[Pointer]) -> Type:
        """An alternative with the properties beside it; it may be a union for its part."""
        if merged.never or merged.enum is not None or not alternatives(merged):
            return self._types.lower(merged)
        type_ = self.union(merged, inside)
        if isinstance(type_, Record):
            # No member of it is left.
            type_ = self._types.lower(_beside(merged))
        return nullable(type_) if merged.nullable else type_

    def subtypes(self, pointer: Pointer, below: tuple[Pointer, ...]) -> Type:
        """A component with a discriminator, or one of those that descend from it."""
        parent = Ref(self._types.define(pointer))
        found = self._subtypes.discriminator(pointer)
        if found is None:
            return parent
        ids = {each: self._types.define(each) for each in (*below, pointer)}
        mapping = {
            value: ids[target]
            for value, name in found.mapping
            if (target := _target(name)) in ids
        }
        told = [(Reference(each, each), id_) for each, id_ in ids.items()]
        for value, id_ in self._tags.of(told, found.property_name):
            mapping.setdefault(value, id_)
        default = None if found.default is None else ids.get(_target(found.default))
        told_apart = UnionDiscriminator(
            found.property_name, tuple(mapping.items()), default
        )
        children = Union(tuple(Ref(ids[each]) for each in below), told_apart)
        return Union((children, parent))

    def _discriminator(
        self,
        schema: Schema,
        pairs: list[tuple[SchemaNode, Type]],
        stands: dict[Pointer, TypeId],
    ) -> UnionDiscriminator | None:
        """Explicit `mapping` entries, then for each member the values that its own schema names.

        `stands` has the types that stand for components here.
        """
        found = schema.discriminator
        if found is None:
            return None
        mapping: dict[str, TypeId] = {}
        for value, name in found.mapping:
            at = schema.at / "discriminator" / "mapping" / value
            id_ = self._mapped(repr(value), name, at, stands)
            if id_ is not None:
                mapping[value] = id_
        mapped = set(mapping.values())
        told = [
            (node, id_)
            for member, type_ in pairs
            for node, id_ in self._told_by_name(member, type_, stands)
        ]
        for value, id_ in self._tags.of(told, found.property_name):
            if id_ not in mapped:
                mapping.setdefault(value, id_)
        default = None
        if found.default is not None:
            at = schema.at / "discriminator" / "defaultMapping"
            default = self._mapped("any other value", found.default, at, stands)
        if not mapping and default is None:
            # It tells nothing: their other properties may.
            return None
        return UnionDiscriminator(found.property_name, tuple(mapping.items()), default)

    def _mapped(
        self, value: str, name: str, at: Pointer, stands: dict[Pointer, TypeId]
    ) -> TypeId | None:
        """What a discriminator says that a value is; notes that it is no schema."""
        target = _target(name)
        if target in self._targets:
            return stands.get(target) or self._types.define(target)
        self._diagnostics.error(
            "unresolved-reference",
            f"the discriminator maps {value} to {name!r}, which is no schema",
            at,
            "name a schema of components.schemas",
        )
        return None

    def _told_by_name(
        self, member: SchemaNode, type_: Type, stands: dict[Pointer, TypeId]
    ) -> Iterator[tuple[SchemaNode, TypeId]]:
        """A member, and what descends from it, each with the type that it means."""
        member = self._wrapping.unwrapped(member)
        if not isinstance(member, Reference):
            if isinstance(type_, Ref):
                yield member, type_.id
            return
        target = self._targets.end_of_chain(member.target)
        for each in (target, *self._subtypes.below(target)):
            if self._targets.is_named(each):
                id_ = stands.get(each) or self._types.define(each)
                yield Reference(member.at, each), id_


def _beside(schema: Schema) -> Schema:
    """A schema without its union, and without null."""
    return replace(schema, any_of=(), one_of=(), discriminator=None, nullable=False)


def _target(name: str) -> Pointer:
    """What an entry of `mapping` names: a schema by its name, or by a reference."""
    return Pointer.parse(name) if name.startswith("#/") else SCHEMAS / name


def _unconstrained(member: SchemaNode) -> Type:
    """A member that names no type, with nothing beside the union that does."""
    if isinstance(member, Schema) and member.required:
        return Map(ANY)
    return NULL if isinstance(member, Schema) and member.nullable else ANY


def _constants(members: Iterable[SchemaNode]) -> Type | None:
    """An enum whose values are spelt as alternatives, each a constant with its own prose."""
    values: list[Json] = []
    for member in members:
        if isinstance(member, Reference) or member.enum is None:
            return None
        values += member.enum
    return enum_of(values)
