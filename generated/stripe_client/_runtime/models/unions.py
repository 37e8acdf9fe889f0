# SPDX-License-Identifier: MIT
"""Resolve unions: which member a JSON object is, and which lists a union admits.

An explicit discriminator decides first. Then the constants: properties that can have one value
only, in nested objects too. Then the required properties. What fits no member stays as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

from .fields import ModelSchema, is_model, schema_of
from .type_expressions import (
    Array,
    Map,
    Ref,
    TaggedUnion,
    Tuple,
    UnionOfRefs,
    alternatives,
)

UnionResolver: TypeAlias = Callable[[Mapping[str, Any]], Any]
"""Gives a model class, a `Map`, or None for an object that stays as it came."""

_ABSENT = object()
_DEPTH: Final = 3


class ObjectMembers:
    """The members of a union that are JSON objects."""

    __slots__ = ("maps", "models", "tagged")

    def __init__(self, members: Iterable[Any]) -> None:
        self.tagged: list[TaggedUnion] = []
        self.models: list[type] = []
        self.maps: list[Map] = []
        for member in members:
            if isinstance(member, TaggedUnion):
                self.tagged.append(member)
            elif isinstance(member, Map):
                self.maps.append(member)
            elif is_model(member) and member not in self.models:
                self.models.append(member)
            elif member is object:
                # What is anything may also be an object that we know nothing of.
                self.maps.append(Map(Any))

    @property
    def only(self) -> Any:
        """The one model class or `Map` that an object can be, if there is no choice."""
        if self.tagged or (self.models and self.maps) or len(self.models) > 1:
            return None
        return self.models[0] if self.models else self.fallback

    @property
    def fallback(self) -> Map | None:
        """What an object is that fits no model. Of several maps, the union of their values."""
        if len(self.maps) < 2:
            return self.maps[0] if self.maps else None
        return Map(UnionOfRefs(tuple(each.values for each in self.maps)))

    def chooser(self, package: str) -> UnionResolver:
        """What tells which member an object is."""
        if self.tagged:
            return _by_tag(self.tagged, self.models, self.fallback, package)
        return _by_shape(self.models, self.fallback)


def objects_among(expression: Any, package: str) -> ObjectMembers:
    """The JSON objects among the alternatives of a type expression."""
    return ObjectMembers(alternatives(expression, package))


def lists_among(expression: Any, package: str) -> tuple[Mapping[int, Tuple], Any]:
    """The lists among the alternatives: those of fixed lengths, by length, and the items of others.

    The items are None if it can be no list of any length. Of several kinds of list, or several of
    one length, it is the union of their items: each item is told apart for itself.
    """
    fixed: dict[int, Tuple] = {}
    items: list[Any] = []
    for member in alternatives(expression, package):
        if isinstance(member, Tuple):
            known = fixed.setdefault(len(member.items), member)
            if known is not member:
                places = zip(known.items, member.items, strict=True)
                fixed[len(member.items)] = Tuple(tuple(map(UnionOfRefs, places)))
        elif isinstance(member, Array):
            items.append(member.items)
    if len(items) > 1:
        return fixed, UnionOfRefs(tuple(items))
    return fixed, items[0] if items else None


def _by_tag(
    tagged: list[TaggedUnion], models: list[type], fallback: Map | None, package: str
) -> UnionResolver:
    named: dict[tuple[int, str | None], UnionResolver] = {}
    unnamed: dict[tuple[int, ...], UnionResolver] = {}

    def by_name(index: int, tag: str | None, ref: Ref) -> UnionResolver:
        key = (index, tag)
        if key not in named:
            named[key] = objects_among(ref, package).chooser(package)
        return named[key]

    def by_shape(open_to: tuple[int, ...]) -> UnionResolver:
        if open_to not in unnamed:
            objects = ObjectMembers(
                member
                for index in open_to
                for member in alternatives(tagged[index].members, package)
            )
            objects.models += models
            objects.maps += () if fallback is None else (fallback,)
            unnamed[open_to] = objects.chooser(package)
        return unnamed[open_to]

    def choose(data: Mapping[str, Any]) -> Any:
        open_to: list[int] = []
        for index, member in enumerate(tagged):
            tag = data.get(member.property_name, _ABSENT)
            name = tag if isinstance(tag, str) else _tag_as_string(tag)
            if name is not None and name in member.mapping:
                return by_name(index, name, member.mapping[name])(data)
            if tag is _ABSENT:
                open_to.append(index)
        for index, member in enumerate(tagged):
            if member.default is not None:
                return by_name(index, None, member.default)(data)
        return by_shape(tuple(open_to))(data)

    return choose


def _tag_as_string(tag: object) -> str | None:
    """A number or a boolean as the keys of a `mapping`, which are text, have it; else None."""
    if isinstance(tag, bool):
        return "true" if tag else "false"
    return str(tag) if isinstance(tag, int) else None


def _by_shape(models: list[type], fallback: Map | None) -> UnionResolver:
    if not models:
        return lambda _: fallback
    if len(models) == 1 and fallback is None:
        # Declared as this and nothing else: unknown properties do not make it another.
        only = models[0]
        return lambda _: only
    shapes = [schema_of(model) for model in models]
    telling, table = _distinguishing_property(shapes)

    def choose(data: Mapping[str, Any]) -> Any:
        if telling:
            value = data.get(telling)
            if isinstance(value, str) and value in table:
                return table[value]
        chosen = _best(shapes, data, must_be_complete=fallback is not None)
        return fallback if chosen is None else chosen.cls

    return choose


def _distinguishing_property(shapes: list[ModelSchema]) -> tuple[str, dict[str, type]]:
    """A property that is a constant string in each, and another in each: it alone decides."""
    for name in shapes[0].constants:
        table: dict[str, type] = {}
        for shape in shapes:
            constant = shape.constants.get(name)
            if constant is None or not isinstance(constant.values[0], str):
                break
            table[constant.values[0]] = shape.cls
        else:
            if len(table) == len(shapes):
                return name, table
    return "", {}


def _best(
    shapes: list[ModelSchema], data: Mapping[str, Any], *, must_be_complete: bool
) -> ModelSchema | None:
    best: ModelSchema | None = None
    best_rank: tuple[Any, ...] = ()
    for shape in shapes:
        matching = _matching_constants(shape, data)
        inside = None if matching is None else _matching_inside(shape, data, _DEPTH)
        if matching is None or inside is None:
            continue
        known = sum(key in shape.keys for key in data)
        missing = sum(key not in data for key in shape.required)
        listed = sum(each.admits(data.get(key)) for key, each in shape.choices.items())
        if (must_be_complete and missing) or (missing and not known):
            continue
        rank = (
            bool(matching + inside) and matching == len(shape.constants),
            matching + inside,
            not missing,
            known,
            listed,
            -missing,
        )
        if best is None or rank > best_rank:
            best, best_rank = shape, rank
    return best


def _matching_constants(shape: ModelSchema, data: Mapping[str, Any]) -> int | None:
    """How many constants the object has as they should be; None if it has one otherwise."""
    matching = 0
    for name, constant in shape.constants.items():
        value = data.get(name, _ABSENT)
        if value is _ABSENT or (value is None and name not in shape.required):
            continue
        if not constant.admits(value):
            return None
        matching += 1
    return matching


def _matching_inside(
    shape: ModelSchema, data: Mapping[str, Any], depth: int
) -> int | None:
    """As `_matching_constants`, of the objects in its properties and in theirs, down to `depth`.

    Only where there is an object is its class looked up, which that object needs anyway.
    """
    matching = 0
    for name, value in data.items():
        if not isinstance(value, Mapping) or name not in shape.keys:
            continue
        inner = shape.by_wire[name].shape
        if inner is None:
            continue
        members = cast(Mapping[str, Any], value)
        here = _matching_constants(inner, members)
        below = _matching_inside(inner, members, depth - 1) if depth > 1 else 0
        if here is None or below is None:
            return None
        matching += here + below
    return matching
