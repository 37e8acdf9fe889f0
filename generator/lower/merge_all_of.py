"""Merge the parts of `allOf` into one schema.

Source: JSON Schema 2020-12, section 10.2.1.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.lower.budget import Budget
from generator.lower.build_types import common_values
from generator.lower.merge_properties import PropertyMerger
from generator.lower.schema_index import SchemaIndex
from generator.lower.schema_keywords import (
    Properties,
    allows_null_implicitly,
    alternatives,
    common_types,
    merge_bounds,
)
from generator.openapi.nodes import Reference, Schema, SchemaNode

# Two unions that apply at once become the pairs of their members. Larger products are not
# expanded, nor are pairs of pairs of pairs: recursive unions would have those without end.
_MAX_PAIRS = 64
_MAX_PAIR_DEPTH = 2
_PAIR = re.compile(r"\d+-\d+")


class AllOfMerger:
    """Merges the parts of `allOf`, and schemas that apply to a value at once.

    Example:
        allOf: [{type: object, properties: {a}}, {required: [a]}]
            →    {type: object, properties: {a}, required: [a]}
    """

    def __init__(self, index: SchemaIndex, diagnostics: Diagnostics) -> None:
        self._index = index
        self._diagnostics = diagnostics
        self._properties = PropertyMerger(index, diagnostics)
        self.budget = Budget()
        # By identity, because comparing schemas is expensive.
        self._merged: dict[int, tuple[Schema, Schema]] = {}
        # Parts whose result does not depend on the schema that contains them.
        self._parts: dict[int, tuple[Schema, Schema]] = {}
        # How many recursive parts were omitted so far.
        self._omitted_cycles = 0

    def merge_all_of(self, schema: Schema) -> Schema:
        """Return `schema` without `allOf` and conditional keywords, merged into its own."""
        if not schema.all_of and not schema.conditional:
            return schema
        known = self._merged.get(id(schema))
        if known is None:
            merged = merge_conditional(self._merge(schema, frozenset()), self.resolve)
            known = self._merged[id(schema)] = (schema, merged)
        return known[1]

    def resolve(self, node: SchemaNode) -> Schema:
        """Resolve a reference with its sibling keywords, and merge `allOf`."""
        return self._merge(self._with_siblings(node), frozenset())

    def _with_siblings(self, node: SchemaNode) -> Schema:
        """A reference with siblings as a schema with `allOf`; another node resolved."""
        if isinstance(node, Reference) and (siblings := node.siblings) is not None:
            target = replace(node, siblings=None)
            return replace(siblings, all_of=(target, *siblings.all_of))
        return self._index.resolve(node)

    def _merge(self, schema: Schema, inside: frozenset[Pointer]) -> Schema:
        """Merge `allOf`; `inside` are the schemas being merged, to detect recursion."""
        merged = replace(schema, all_of=())
        inside = inside | {schema.at}
        # Later parts refine earlier ones, and the schema's own keywords refine all of them.
        for part in reversed(schema.all_of):
            resolved = self._with_siblings(part)
            if isinstance(part, Reference) and resolved.at in inside:
                self._diagnostics.error(
                    "reference-cycle",
                    f"the allOf at {schema.at} contains itself",
                    part.at,
                    "refer to another schema",
                )
                self._omitted_cycles += 1
                continue
            merged = self.merge(merged, self._merge_part(resolved, inside))
        # OpenAPI 3.0 ignores `nullable` without `type`, but documents that write it mean it.
        return replace(merged, nullable=True) if schema.nullable else merged

    def _merge_part(self, part: Schema, inside: frozenset[Pointer]) -> Schema:
        """Merge a part's own `allOf`; the result is cached if `inside` had no influence on it."""
        known = self._parts.get(id(part))
        if known is not None:
            return known[1]
        omitted_before = self._omitted_cycles
        merged = self._merge(self._without_recursive_union(part, inside), inside)
        if (
            self._omitted_cycles == omitted_before
            and not merged.any_of
            and not merged.one_of
        ):
            self._parts[id(part)] = (part, merged)
        return merged

    def _without_recursive_union(
        self, part: Schema, inside: frozenset[Pointer]
    ) -> Schema:
        """Drop the union of a part if one of its members is being merged.

        With `Pet: oneOf [Cat, Dog]` and `Cat: allOf [Pet, …]`, a cat is not a union of pets.
        """
        members = (*part.one_of, *part.any_of)
        if not any(self._canonical(member) in inside for member in members):
            return part
        self._omitted_cycles += 1
        return replace(part, one_of=(), any_of=(), discriminator=None)

    def _canonical(self, node: SchemaNode) -> Pointer | None:
        return (
            self._index.canonical(node.target) if isinstance(node, Reference) else None
        )

    def merge(self, own: Schema, part: Schema) -> Schema:
        """Merge two schemas that apply at once; `own` decides on documentation and location."""
        self.budget.spend(part)
        any_of, one_of = self._merge_alternatives(own, part)
        return replace(
            own,
            types=self._merge_types(own, part),
            enum=self._merge_enum(own, part),
            format=own.format or part.format,
            content_encoding=own.content_encoding or part.content_encoding,
            content_schema=own.content_schema or part.content_schema,
            title=own.title or part.title,
            description=own.description or part.description,
            properties=self._merge_properties(own, part),
            required=own.required | part.required,
            additional_properties=self._merge_additional(own, part),
            pattern_properties=own.pattern_properties + part.pattern_properties,
            items=self._merge_items(own, part),
            prefix_items=own.prefix_items or part.prefix_items,
            any_of=any_of,
            one_of=one_of,
            conditional=own.conditional + part.conditional,
            discriminator=own.discriminator or part.discriminator,
            # Every part must allow null; parts that do not constrain the type have no influence.
            nullable=(
                part.nullable
                if allows_null_implicitly(own)
                else own.nullable and (part.nullable or allows_null_implicitly(part))
            ),
            never=own.never or part.never,
            read_only=own.read_only or part.read_only,
            write_only=own.write_only or part.write_only,
            annotations=merge_bounds(own.annotations or {}, part.annotations or {}),
            extensions={**(part.extensions or {}), **(own.extensions or {})},
        )

    def _merge_types(self, own: Schema, part: Schema) -> tuple[str, ...]:
        if not own.types or not part.types:
            return own.types or part.types
        common = common_types(own.types, part.types)
        if common:
            return common
        self._properties.report_conflict(
            own,
            part,
            f"no value is both {' or '.join(own.types)} and {' or '.join(part.types)}",
        )
        return own.types + part.types

    def _merge_enum(self, own: Schema, part: Schema) -> tuple[Json, ...] | None:
        if own.enum is None or part.enum is None:
            return own.enum if part.enum is None else part.enum
        common = common_values(own.enum, part.enum)
        if common:
            return common
        self._properties.report_conflict(own, part, "the enums have no common value")
        return own.enum + part.enum

    def _merge_properties(self, own: Schema, part: Schema) -> Properties | None:
        """The part's properties, then those that `own` adds; common properties are merged."""
        if own.properties is None or part.properties is None:
            return own.properties if part.properties is None else part.properties
        merged = dict(part.properties)
        inside = own.at / "properties"
        for name, node in own.properties:
            inherited = merged.get(name)
            merged[name] = (
                node
                if inherited is None
                else self._properties.merge(inside / name, node, inherited)
            )
        return tuple(merged.items())

    def _merge_items(self, own: Schema, part: Schema) -> SchemaNode | None:
        if own.items is None or part.items is None:
            return own.items or part.items
        return self._properties.merge(own.at / "items", own.items, part.items)

    def _merge_additional(self, own: Schema, part: Schema) -> SchemaNode | bool | None:
        """The stricter of the two, or both merged if both are schemas."""
        mine, theirs = own.additional_properties, part.additional_properties
        if mine is None or theirs is None:
            return theirs if mine is None else mine
        if isinstance(mine, bool) or isinstance(theirs, bool):
            return theirs if mine is True else mine
        return self._properties.merge(own.at / "additionalProperties", mine, theirs)

    def _merge_alternatives(
        self, own: Schema, part: Schema
    ) -> tuple[tuple[SchemaNode, ...], tuple[SchemaNode, ...]]:
        """`anyOf` and `oneOf` of both schemas; two unions become the pairs of their members."""
        mine, theirs = alternatives(own), alternatives(part)
        if not theirs or not mine:
            chosen = own if mine or not theirs else part
            return chosen.any_of, chosen.one_of
        if _has_same_members(mine, theirs):
            return own.any_of, own.one_of
        depth = sum(_PAIR.fullmatch(token) is not None for token in own.at.tokens)
        if len(mine) * len(theirs) > _MAX_PAIRS or depth >= _MAX_PAIR_DEPTH:
            self._diagnostics.warning(
                "too-many-alternatives",
                f"two unions apply at once, with {len(mine)} and {len(theirs)} members (the other "
                f"one is at {part.at}); the client supports only the members of this one",
                own.at,
                "list the combinations that exist in a single oneOf",
            )
            return own.any_of, own.one_of
        inside = own.at / "oneOf"
        pairs = list(product(enumerate(mine), enumerate(theirs)))
        possible = [
            pair
            for pair in pairs
            if self._properties.can_be_both(pair[0][1], pair[1][1])
        ]
        return (), tuple(
            Schema(
                inside / f"{my_index}-{their_index}", all_of=(their_member, my_member)
            )
            for (my_index, my_member), (their_index, their_member) in possible or pairs
        )

    def is_implied(self, own: Schema, part: Schema) -> bool:
        """Whether merging `own` into the object `part` would not change it."""
        return self._properties.is_implied(own, part)


def _has_same_members(mine: Iterable[SchemaNode], theirs: Iterable[SchemaNode]) -> bool:
    """Whether two unions are one, inherited twice from a common part."""
    targets = [
        [
            member.target if isinstance(member, Reference) else member.at
            for member in members
        ]
        for members in (mine, theirs)
    ]
    return targets[0] == targets[1]


def merge_conditional(
    schema: Schema, resolve: Callable[[SchemaNode], Schema]
) -> Schema:
    """Make the properties of `then`, `else` and `dependentSchemas` optional properties.

    Example:
        properties: {a}, if: …, then: {properties: {b}}    →    properties: {a, b}

    A client cannot know which conditions hold. Source: JSON Schema 2020-12, section 10.2.2.

    Args:
        schema: a schema without `allOf`.
        resolve: returns the schema of a node, without `allOf`.
    """
    if not schema.conditional:
        return schema
    merged = dict(schema.properties or ())
    added: dict[str, list[SchemaNode]] = {}
    for name, node in _conditional_properties(schema, resolve, set()):
        if name not in merged:
            added.setdefault(name, []).append(node)
    if not added:
        return replace(schema, conditional=())
    inside = schema.at / "properties"
    for name, nodes in added.items():
        merged[name] = nodes[0]
        if len(nodes) > 1:
            merged[name] = Schema(inside / name, any_of=tuple(nodes))
    return replace(schema, properties=tuple(merged.items()), conditional=())


def _conditional_properties(
    schema: Schema, resolve: Callable[[SchemaNode], Schema], seen: set[Pointer]
) -> Iterator[tuple[str, SchemaNode]]:
    for part in schema.conditional:
        resolved = resolve(part)
        if resolved.at not in seen:
            seen.add(resolved.at)
            yield from resolved.properties or ()
            yield from _conditional_properties(resolved, resolve, seen)
