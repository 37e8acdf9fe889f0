"""One shape, one definition: inline objects and enums that are alike under one role are shared.

Two definitions are the same shape when their types are equal once every inline definition they
mention has been replaced by the one that stands for its shape. Prose does not count. Named
components are never merged. Of several places, the one nearest to its owner stands for the shape;
among equally near ones that with the shortest name, then the first by name: the order of the
document has no say. A place that stood for its shape in an earlier build goes before all others, so
that a new place takes no name away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.ir.api import Operation, Webhook
from generator.ir.rewrite import mapped_operation, with_mapped_type
from generator.ir.types import (
    Array,
    Definition,
    Map,
    Nullable,
    Place,
    Record,
    Ref,
    Role,
    Tuple,
    Type,
    TypeId,
    Union,
    UnionDiscriminator,
)

_Shape: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The definitions that stand for each shape, and the operations and webhooks of only these.

    `places` are those that inline types stand at, sorted; `kept` has, for each definition that
    stands for its shape only because it was chosen before, the place that would.
    """

    definitions: Mapping[TypeId, Definition]
    operations: tuple[Operation, ...]
    webhooks: tuple[Webhook, ...]
    places: tuple[str, ...]
    kept: Mapping[TypeId, Place]


def share_shapes(
    definitions: Mapping[TypeId, Definition],
    operations: tuple[Operation, ...],
    webhooks: tuple[Webhook, ...] = (),
    chosen: frozenset[str] = frozenset(),
) -> Shared:
    """Share all definitions of one shape.

    Args:
        definitions: all there are.
        operations: all there are.
        webhooks: all there are.
        chosen: places that stood for their shapes before, and go on doing so.
    """
    shapes = _Shapes(definitions, chosen)
    groups = shapes.groups()
    standing = {
        definition.id: stands.id for stands, _, group in groups for definition in group
    }

    def share(type_: Type) -> Type | None:
        if isinstance(type_, Ref):
            standing_id = standing.get(type_.id, type_.id)
            return type_ if standing_id == type_.id else Ref(standing_id)
        return None

    shared = {
        id_: with_mapped_type(definition, share)
        for id_, definition in definitions.items()
        if standing.get(id_, id_) == id_
    }
    places = sorted({definitions[id_].place.key for id_ in standing.values()})
    return Shared(
        definitions=shared,
        operations=tuple(mapped_operation(each, share) for each in operations),
        webhooks=tuple(with_mapped_type(each, share) for each in webhooks),
        places=tuple(places),
        kept={
            stands.id: nearest.place
            for stands, nearest, _ in groups
            if stands.id != nearest.id
        },
    )


class _Shapes:
    def __init__(
        self, definitions: Mapping[TypeId, Definition], chosen: frozenset[str]
    ) -> None:
        self._definitions = definitions
        self._chosen = chosen
        self._shapes: dict[TypeId, _Shape] = {}
        # Equal shapes are one number, so that comparing nested ones costs nothing.
        self._numbers: dict[_Shape, int] = {}

    def groups(self) -> list[tuple[Definition, Definition, list[Definition]]]:
        """The inline definitions of each shape, led by what stands for it and what is nearest."""
        alike: dict[tuple[Role, _Shape], list[Definition]] = {}
        for definition in self._definitions.values():
            if not definition.is_named:
                key = (_role(definition), self._shape(definition.id))
                alike.setdefault(key, []).append(definition)
        return [self._led(group) for group in alike.values()]

    def _led(
        self, group: list[Definition]
    ) -> tuple[Definition, Definition, list[Definition]]:
        nearest = min(group, key=_nearness)
        chosen = self._were_chosen(group)
        return (min(chosen, key=_nearness) if chosen else nearest), nearest, group

    def _were_chosen(self, group: Iterable[Definition]) -> list[Definition]:
        if not self._chosen:
            return []
        return [each for each in group if each.place.key in self._chosen]

    def _shape(self, id_: TypeId) -> _Shape:
        """An inline definition's shape; inline schemas nest finitely, so this comes to an end."""
        if id_ not in self._shapes:
            self._shapes[id_] = (id_,)  # what a definition inside itself refers back to
            shape = self._of(self._definitions[id_].type)
            self._shapes[id_] = (self._numbers.setdefault(shape, len(self._numbers)),)
        return self._shapes[id_]

    def _of(self, type_: Type | None) -> _Shape:
        match type_:
            case Ref(id_) if not self._definitions[id_].is_named:
                return ("shape", *self._shape(id_))
            case Nullable(inner):
                return ("nullable", self._of(inner))
            case Array(items):
                return ("array", self._of(items))
            case Tuple(items):
                return ("tuple", *map(self._of, items))
            case Map(values):
                return ("map", self._of(values))
            case Union(members, discriminator, expandable):
                shapes = tuple(self._of(member) for member in members)
                return ("union", shapes, *self._told(discriminator), expandable)
            case Record(fields, additional):
                shapes = tuple(
                    (field.name, field.required, self._of(field.type))
                    for field in sorted(fields, key=lambda field: field.name)
                )
                return ("record", shapes, self._of(additional))
            case _:
                return ("type", type(type_).__name__, repr(type_))

    def _told(self, discriminator: UnionDiscriminator | None) -> _Shape:
        """What a discriminator says, whichever of equal shapes it names."""
        if discriminator is None:
            return ()
        means = ((value, self._of(Ref(id_))) for value, id_ in discriminator.mapping)
        return (discriminator.property_name, *means)


def _role(definition: Definition) -> Role:
    return "request" if definition.place.role == "request" else "response"


def _nearness(definition: Definition) -> tuple[object, ...]:
    """What stands nearest to its owner comes first: among components before among answers."""
    place = definition.place
    length = len(place.owner) + sum(map(len, place.steps))
    return (
        len(place.steps),
        place.role != "schema",
        length,
        place.owner,
        place.steps,
        definition.id,
    )
