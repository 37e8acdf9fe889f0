"""Lower `anyOf` and `oneOf` to unions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.types import (
    ANY,
    NULL,
    Map,
    Nullable,
    Record,
    Ref,
    Type,
    TypeId,
    Union,
)
from generator.lower.build_types import enum_of, nullable, union_of
from generator.lower.discriminators import DiscriminatorLowering
from generator.lower.inheritance import Inheritance
from generator.lower.merge_all_of import AllOfMerger
from generator.lower.schema_index import SchemaIndex
from generator.lower.schema_keywords import (
    alternatives,
    constrains_type_beside_union,
    is_alternative,
    is_map,
)
from generator.lower.vendor_extensions import expansion_targets
from generator.openapi.nodes import Reference, Schema, SchemaNode

# A class of its own costs about five times as much as a merge.
_MEMBER_COST_FACTOR = 5


class SchemaLowering(Protocol):
    """Lowers the schemas inside of a union."""

    def define(self, pointer: Pointer) -> TypeId:
        """Define the type of the schema at `pointer`."""

    def refer(self, pointer: Pointer) -> Type:
        """The type of a reference to `pointer`."""

    def lower(self, node: SchemaNode) -> Type:
        """The type of a schema."""

    def lower_non_null(self, schema: Schema) -> Type:
        """The type of a schema without `allOf`, ignoring whether it allows null."""


class UnionLowering:
    """Lowers schemas with alternatives."""

    def __init__(
        self,
        types: SchemaLowering,
        index: SchemaIndex,
        inheritance: Inheritance,
        merger: AllOfMerger,
        diagnostics: Diagnostics,
    ) -> None:
        self._types = types
        self._index = index
        self._merger = merger
        self._diagnostics = diagnostics
        self._discriminators = DiscriminatorLowering(
            types, index, inheritance, merger, diagnostics
        )

    def lower_union(
        self, schema: Schema, inside: frozenset[Pointer] = frozenset()
    ) -> Type:
        """The union of a schema's alternatives, each merged with the keywords beside them.

        Example:
            properties: {id}, oneOf: [A, B]    →    (A with id) | (B with id)

        Args:
            schema: a schema with `anyOf` or `oneOf` and without `allOf`.
            inside: the unions that contain this one; they are not members of it.
        """
        if alternatives(schema) and schema.any_of and schema.one_of:
            # Both apply at once.
            other = Schema(schema.at, one_of=schema.one_of)
            schema = self._merger.merge(replace(schema, one_of=()), other)
        members = schema.any_of or schema.one_of
        if schema.properties is not None or is_map(schema):
            return self._distribute(schema, members, inside | {schema.at})
        constants = _enum_of_constants(members)
        if constants is not None:
            return constants
        lowered = [
            (member, self._types.lower(member))
            for member in members
            if is_alternative(member)
        ]
        targets = expansion_targets(schema)
        types = [type_ for _, type_ in lowered]
        types += [
            self._types.refer(target)
            for target in targets or ()
            if self._check_expansion(target, schema)
        ]
        if constrains_type_beside_union(schema):
            if not all(map(is_alternative, members)) or not types:
                types.append(self._types.lower(_without_union(schema)))
        else:
            types += [
                _type_of_untyped(member)
                for member in members
                if not is_alternative(member)
            ]
        return self._with_discriminator(types, schema, lowered, targets is not None)

    def lower_inheritance(
        self, pointer: Pointer, descendants: tuple[Pointer, ...]
    ) -> Type:
        """The union of a component with a discriminator and its descendants."""
        return self._discriminators.lower_inheritance(pointer, descendants)

    def _with_discriminator(
        self,
        types: list[Type],
        schema: Schema,
        members: list[tuple[SchemaNode, Type]],
        expandable: bool,
    ) -> Type:
        union = union_of(types)
        inner = union.type if isinstance(union, Nullable) else union
        if not isinstance(inner, Union):
            return union
        discriminated = replace(
            inner,
            discriminator=self._discriminators.lower(schema, members, {}),
            expandable=expandable,
        )
        return Nullable(discriminated) if isinstance(union, Nullable) else discriminated

    def _check_expansion(self, target: Pointer, schema: Schema) -> bool:
        """Whether an expandable field expands to a schema; warn if it does not."""
        if target in self._index:
            return True
        self._diagnostics.warning(
            "unresolved-expansion",
            f"the field expands to {target}, which is not a schema; the client omits it",
            schema.at / "x-expansionResources",
            "name a schema in components.schemas",
        )
        return False

    def _distribute(
        self,
        schema: Schema,
        members: tuple[SchemaNode, ...],
        inside: frozenset[Pointer],
    ) -> Type:
        """Merge the properties beside a union into each of its alternatives."""
        common = _without_union(schema)
        keyword = "anyOf" if schema.any_of else "oneOf"
        lowered: list[tuple[SchemaNode, Type]] = []
        for index, member in enumerate(members):
            if not is_alternative(member):
                continue
            resolved = self._merger.merge_all_of(self._index.resolve(member))
            if isinstance(member, Reference) and resolved.at in inside:
                continue
            if isinstance(member, Reference) and self._merger.is_implied(
                common, resolved
            ):
                lowered.append((member, self._types.lower(member)))
                continue
            self._merger.budget.spend(resolved, _MEMBER_COST_FACTOR)
            at = schema.at / keyword / index
            # The names of components distinguish alternatives at the same location. The document
            # itself, which `#` refers to, has none.
            is_named = isinstance(member, Reference) and resolved.at.tokens
            name = resolved.at.tokens[-1] if is_named else None
            title = resolved.title or name or common.title
            merged = self._merger.merge(replace(common, at=at, title=title), resolved)
            lowered.append((member, self._lower_member(merged, inside | {resolved.at})))
        if not lowered:
            return self._types.lower_non_null(common)
        types = [type_ for _, type_ in lowered]
        untyped = [
            index for index, member in enumerate(members) if not is_alternative(member)
        ]
        if untyped:
            at = schema.at / keyword / untyped[0]
            types.append(self._types.lower(replace(common, at=at)))
        union = union_of(types)
        if not isinstance(union, Union):
            return union
        # A discriminator names components, and means the components with these properties.
        replacements = {
            self._index.canonical(member.target): type_.id
            for member, type_ in lowered
            if isinstance(member, Reference) and isinstance(type_, Ref)
        }
        return replace(
            union,
            discriminator=self._discriminators.lower(schema, lowered, replacements),
        )

    def _lower_member(self, merged: Schema, inside: frozenset[Pointer]) -> Type:
        """Lower an alternative with the properties merged into it; it may be a union itself."""
        if merged.never or merged.enum is not None or not alternatives(merged):
            return self._types.lower(merged)
        type_ = self.lower_union(merged, inside)
        if isinstance(type_, Record):
            # The union has no members left.
            type_ = self._types.lower(_without_union(merged))
        return nullable(type_) if merged.nullable else type_


def _without_union(schema: Schema) -> Schema:
    """`schema` without its union and without null."""
    return replace(schema, any_of=(), one_of=(), discriminator=None, nullable=False)


def _type_of_untyped(member: SchemaNode) -> Type:
    """The type of a member that has no type, in a union with no type beside it."""
    if isinstance(member, Schema) and member.required:
        return Map(ANY)
    return NULL if isinstance(member, Schema) and member.nullable else ANY


def _enum_of_constants(members: Iterable[SchemaNode]) -> Type | None:
    """The enum that a union of constants spells out; None if a member is not constant.

    Example:
        oneOf: [{const: a, description: …}, {const: b, description: …}]    →    a | b
    """
    values: list[Json] = []
    for member in members:
        if isinstance(member, Reference) or member.enum is None:
            return None
        values += member.enum
    return enum_of(values)
