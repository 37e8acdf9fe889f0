"""`allOf`: several schemas that hold at once, folded into one (JSON Schema 2020-12, 10.2.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.combine import same_values
from generator.lower.conditional import with_conditional
from generator.lower.effort import Effort
from generator.lower.keywords import (
    Properties,
    alternatives,
    bounds_of_both,
    common_types,
    says_nothing_of_null,
)
from generator.lower.overriding import Overriding
from generator.lower.targets import Targets
from generator.openapi.nodes import Reference, Schema, SchemaNode

# Of two unions that hold at once each pair of members is an alternative; so many at most, and no
# pairs of pairs of pairs, which unions that are members of themselves would have without end.
_MOST_PAIRS = 64
_DEEPEST_PAIRS = 2
_PAIR = re.compile(r"\d+-\d+")


class Merger:
    """Folds the parts of `allOf`, and a schema with a union beside its own keywords."""

    def __init__(self, targets: Targets, diagnostics: Diagnostics) -> None:
        self._targets = targets
        self._diagnostics = diagnostics
        self._overriding = Overriding(targets, diagnostics)
        self.effort = Effort()
        # By identity: a schema is deep, and asked about as often as something refers to it.
        self._folded: dict[int, tuple[Schema, Schema]] = {}
        # The same of parts, which are in many; and how often a part was left out that leads back.
        self._parts: dict[int, tuple[Schema, Schema]] = {}
        self._ways_back = 0

    def folded(self, schema: Schema) -> Schema:
        """`schema` without `allOf`, its parts' keywords among its own."""
        if not schema.all_of and not schema.conditional:
            return schema
        known = self._folded.get(id(schema))
        if known is None:
            found = with_conditional(self._fold(schema, frozenset()), self.resolved)
            known = self._folded[id(schema)] = (schema, found)
        return known[1]

    def resolved(self, node: SchemaNode) -> Schema:
        """What a node stands for, with what stands beside a reference, and without `allOf`."""
        return self._fold(self._whole(node), frozenset())

    def _whole(self, node: SchemaNode) -> Schema:
        if isinstance(node, Reference) and (beside := node.siblings) is not None:
            target = replace(node, siblings=None)
            return replace(beside, all_of=(target, *beside.all_of))
        return self._targets.resolve(node)

    def _fold(self, schema: Schema, seen: frozenset[Pointer]) -> Schema:
        """`seen` are the places being folded already, so that one which contains itself is told."""
        own = replace(schema, all_of=())
        inside = seen | {schema.at}
        # The last first: what comes later is there to say more of what came before.
        for part in reversed(schema.all_of):
            resolved = self._whole(part)
            if isinstance(part, Reference) and resolved.at in inside:
                self._diagnostics.error(
                    "reference-cycle",
                    f"the allOf at {schema.at} contains itself",
                    part.at,
                    "let a part name another schema",
                )
                self._ways_back += 1
                continue
            own = self.both(own, self._part(resolved, inside))
        # Strictly, `nullable` counts beside `type` only; whoever writes it beside allOf means it.
        return replace(own, nullable=True) if schema.nullable else own

    def _part(self, part: Schema, inside: frozenset[Pointer]) -> Schema:
        """A part folded for itself, once for all that it is in, where these make no difference."""
        known = self._parts.get(id(part))
        if known is not None:
            return known[1]
        before = self._ways_back
        found = self._fold(self._without_way_back(part, inside), inside)
        # What is around it decides over the members of a union.
        if self._ways_back == before and not found.any_of and not found.one_of:
            self._parts[id(part)] = (part, found)
        return found

    def _without_way_back(self, part: Schema, inside: frozenset[Pointer]) -> Schema:
        """`part` without a union that has what is being folded among its members.

        `Pet: oneOf [Cat, Dog]` and `Cat: allOf [Pet, …]`: a cat is one of them, and no union.
        """
        members = (*part.one_of, *part.any_of)
        if not any(self._end(each) in inside for each in members):
            return part
        self._ways_back += 1
        return replace(part, one_of=(), any_of=(), discriminator=None)

    def _end(self, node: SchemaNode) -> Pointer | None:
        return (
            self._targets.end_of_chain(node.target)
            if isinstance(node, Reference)
            else None
        )

    def both(self, own: Schema, part: Schema) -> Schema:
        """One schema for values that fit `own` and `part`; `own` has the say on prose and place."""
        self.effort.spend(part)
        alike = self._alternatives_of_both(own, part)
        return replace(
            own,
            types=self._types(own, part),
            enum=self._enum(own, part),
            format=own.format or part.format,
            content_encoding=own.content_encoding or part.content_encoding,
            content_schema=own.content_schema or part.content_schema,
            title=own.title or part.title,
            description=own.description or part.description,
            properties=self._properties(own, part),
            required=own.required | part.required,
            additional_properties=self._additional(own, part),
            pattern_properties=own.pattern_properties + part.pattern_properties,
            items=self._items(own, part),
            prefix_items=own.prefix_items or part.prefix_items,
            any_of=alike[0],
            one_of=alike[1],
            conditional=own.conditional + part.conditional,
            discriminator=own.discriminator or part.discriminator,
            # Null is allowed only where every part allows it; a part that names no type has no say.
            nullable=(
                part.nullable
                if says_nothing_of_null(own)
                else own.nullable and (part.nullable or says_nothing_of_null(part))
            ),
            never=own.never or part.never,
            read_only=own.read_only or part.read_only,
            write_only=own.write_only or part.write_only,
            annotations=bounds_of_both(own.annotations or {}, part.annotations or {}),
            extensions={**(part.extensions or {}), **(own.extensions or {})},
        )

    def _types(self, own: Schema, part: Schema) -> tuple[str, ...]:
        if not own.types or not part.types:
            return own.types or part.types
        common = common_types(own.types, part.types)
        if common:
            return common
        self._overriding.tell(
            own,
            part,
            f"no value is both {' or '.join(own.types)} and {' or '.join(part.types)}",
        )
        return own.types + part.types

    def _enum(self, own: Schema, part: Schema) -> tuple[Json, ...] | None:
        if own.enum is None or part.enum is None:
            return own.enum if part.enum is None else part.enum
        common = same_values(own.enum, part.enum)
        if common:
            return common
        self._overriding.tell(own, part, "none of the values of one `enum` is in both")
        return own.enum + part.enum

    def _properties(self, own: Schema, part: Schema) -> Properties | None:
        """The part's properties, then those `own` adds; where both have one, it fits both."""
        if own.properties is None or part.properties is None:
            return own.properties if part.properties is None else part.properties
        merged = dict(part.properties)
        inside = own.at / "properties"
        for name, node in own.properties:
            before = merged.get(name)
            merged[name] = (
                node
                if before is None
                else self._overriding.both(inside / name, node, before)
            )
        return tuple(merged.items())

    def _items(self, own: Schema, part: Schema) -> SchemaNode | None:
        if own.items is None or part.items is None:
            return own.items or part.items
        return self._overriding.both(own.at / "items", own.items, part.items)

    def _additional(self, own: Schema, part: Schema) -> SchemaNode | bool | None:
        """The stricter of the two, where one says only that others may be there, or may not."""
        mine, theirs = own.additional_properties, part.additional_properties
        if mine is None or theirs is None:
            return theirs if mine is None else mine
        if isinstance(mine, bool) or isinstance(theirs, bool):
            return theirs if mine is True else mine
        return self._overriding.both(own.at / "additionalProperties", mine, theirs)

    def _alternatives_of_both(
        self, own: Schema, part: Schema
    ) -> tuple[tuple[SchemaNode, ...], tuple[SchemaNode, ...]]:
        """`anyOf` and `oneOf` of both: where each has alternatives, every pair of them is one."""
        mine, theirs = alternatives(own), alternatives(part)
        if not theirs or not mine:
            chosen = own if mine or not theirs else part
            return chosen.any_of, chosen.one_of
        if _same_references(mine, theirs):
            return own.any_of, own.one_of
        depth = sum(_PAIR.fullmatch(token) is not None for token in own.at.tokens)
        if len(mine) * len(theirs) > _MOST_PAIRS or depth >= _DEEPEST_PAIRS:
            self._diagnostics.warning(
                "too-many-alternatives",
                f"two unions hold at once here, with {len(mine)} and {len(theirs)} members (the "
                f"other is at {part.at}); the client knows only the members of this one",
                own.at,
                "write the alternatives that there really are as one oneOf",
            )
            return own.any_of, own.one_of
        inside = own.at / "oneOf"
        pairs = list(product(enumerate(mine), enumerate(theirs)))
        fitting = [each for each in pairs if self._can_be_both(*each)]
        return (), tuple(
            Schema(
                inside / f"{mine_index}-{theirs_index}", all_of=(theirs_one, mine_one)
            )
            for (mine_index, mine_one), (theirs_index, theirs_one) in fitting or pairs
        )

    def is_said_by(self, own: Schema, part: Schema) -> bool:
        """Whether nothing comes to `part` by holding it to `own` as well."""
        return self._overriding.is_said_by(own, part)

    def _can_be_both(
        self, mine: tuple[int, SchemaNode], theirs: tuple[int, SchemaNode]
    ) -> bool:
        return self._overriding.can_be_both(mine[1], theirs[1])


def _same_references(mine: Iterable[SchemaNode], theirs: Iterable[SchemaNode]) -> bool:
    """Whether two unions are one that both parts have, as it is where they have a common part."""
    targets = [
        [each.target if isinstance(each, Reference) else each.at for each in members]
        for members in (mine, theirs)
    ]
    return targets[0] == targets[1]
