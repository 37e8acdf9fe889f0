# SPDX-License-Identifier: MIT
"""Resolve unions: find the member that a JSON object or list belongs to.

The discriminator decides first, if there is one. Then the members compete by constants (properties
that admit one value only, in nested objects too), required properties and known properties. An
object that matches no member is not decoded.
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
"""Returns a model class or `Map` for a JSON object; None if it matches no member."""

_ABSENT = object()
_MAX_DEPTH: Final = 3


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
                # `Any` admits objects of unknown content.
                self.maps.append(Map(Any))

    @property
    def only(self) -> Any:
        """The single model class or `Map` among the members; None if there are several or none."""
        if self.tagged or (self.models and self.maps) or len(self.models) > 1:
            return None
        return self.models[0] if self.models else self.fallback

    @property
    def fallback(self) -> Map | None:
        """The map for an object that matches no model; the values of several maps are united."""
        if len(self.maps) < 2:
            return self.maps[0] if self.maps else None
        return Map(UnionOfRefs(tuple(map_.values for map_ in self.maps)))

    def resolver(self, package: str) -> UnionResolver:
        """Return a function that finds the member that an object belongs to."""
        if self.tagged:
            return _resolver_by_tag(self.tagged, self.models, self.fallback, package)
        return _resolver_by_schema(self.models, self.fallback)


def object_members(expression: Any, package: str) -> ObjectMembers:
    """Return the members of a type expression that are JSON objects."""
    return ObjectMembers(alternatives(expression, package))


def list_members(expression: Any, package: str) -> tuple[Mapping[int, Tuple], Any]:
    """Return the members of a type expression that are JSON arrays.

    Returns:
        The tuples by length, and the items of lists of any length (None if there are none). Items
        of several lists, and of several tuples of one length, are united.
    """
    fixed: dict[int, Tuple] = {}
    items: list[Any] = []
    for member in alternatives(expression, package):
        if isinstance(member, Tuple):
            known = fixed.setdefault(len(member.items), member)
            if known is not member:
                positions = zip(known.items, member.items, strict=True)
                fixed[len(member.items)] = Tuple(tuple(map(UnionOfRefs, positions)))
        elif isinstance(member, Array):
            items.append(member.items)
    if len(items) > 1:
        return fixed, UnionOfRefs(tuple(items))
    return fixed, items[0] if items else None


def _resolver_by_tag(
    tagged: list[TaggedUnion], models: list[type], fallback: Map | None, package: str
) -> UnionResolver:
    """Return a resolver for members, at least one with a discriminator.

    The value of a discriminating property decides; then the default mappings of the discriminators;
    then the schemas, without the unions whose discriminating property has an unknown value.
    """
    tag_resolvers: dict[tuple[int, str | None], UnionResolver] = {}
    untagged_resolvers: dict[tuple[int, ...], UnionResolver] = {}

    def with_tag(index: int, tag: str | None, ref: Ref) -> UnionResolver:
        key = (index, tag)
        if key not in tag_resolvers:
            tag_resolvers[key] = object_members(ref, package).resolver(package)
        return tag_resolvers[key]

    def without_tag(untagged: tuple[int, ...]) -> UnionResolver:
        if untagged not in untagged_resolvers:
            objects = ObjectMembers(
                member
                for index in untagged
                for member in alternatives(tagged[index].members, package)
            )
            objects.models += models
            objects.maps += () if fallback is None else (fallback,)
            untagged_resolvers[untagged] = objects.resolver(package)
        return untagged_resolvers[untagged]

    def resolve(data: Mapping[str, Any]) -> Any:
        untagged: list[int] = []
        for index, member in enumerate(tagged):
            tag = data.get(member.property_name, _ABSENT)
            name = tag if isinstance(tag, str) else _tag_as_string(tag)
            if name is not None and name in member.mapping:
                return with_tag(index, name, member.mapping[name])(data)
            if tag is _ABSENT:
                untagged.append(index)
        for index, member in enumerate(tagged):
            if member.default is not None:
                return with_tag(index, None, member.default)(data)
        return without_tag(tuple(untagged))(data)

    return resolve


def _tag_as_string(tag: object) -> str | None:
    """An integer or boolean as a key of `mapping` spells it; None for other values."""
    if isinstance(tag, bool):
        return "true" if tag else "false"
    return str(tag) if isinstance(tag, int) else None


def _resolver_by_schema(models: list[type], fallback: Map | None) -> UnionResolver:
    if not models:
        return lambda _: fallback
    if len(models) == 1 and fallback is None:
        # The declared type admits no other object, so nothing needs to match.
        only = models[0]
        return lambda _: only
    schemas = [schema_of(model) for model in models]
    property_name, table = _distinguishing_property(schemas)

    def resolve(data: Mapping[str, Any]) -> Any:
        if property_name:
            value = data.get(property_name)
            if isinstance(value, str) and value in table:
                return table[value]
        chosen = _best_match(schemas, data, must_be_complete=fallback is not None)
        return fallback if chosen is None else chosen.cls

    return resolve


def _distinguishing_property(schemas: list[ModelSchema]) -> tuple[str, dict[str, type]]:
    """Find a property that is a different constant string in every schema, and so decides alone.

    Returns:
        Its wire name and the class for each value; an empty name if there is none.
    """
    for name in schemas[0].constants:
        table: dict[str, type] = {}
        for schema in schemas:
            constant = schema.constants.get(name)
            if constant is None or not isinstance(constant.values[0], str):
                break
            table[constant.values[0]] = schema.cls
        else:
            if len(table) == len(schemas):
                return name, table
    return "", {}


def _best_match(
    schemas: list[ModelSchema], data: Mapping[str, Any], *, must_be_complete: bool
) -> ModelSchema | None:
    """Return the schema that the object matches best; None if it matches none.

    A schema is excluded if the object contradicts one of its constants, or lacks required
    properties while having no known one. With `must_be_complete`, no required property may be
    missing. The rest are ranked by, in this order: whether all constants match, the number of
    matching constants, whether all required properties are present, and the number of known
    properties, of listed values, and of missing properties.
    """
    best: ModelSchema | None = None
    best_rank: tuple[Any, ...] = ()
    for schema in schemas:
        matching = _matching_constants(schema, data)
        nested = (
            None
            if matching is None
            else _matching_nested_constants(schema, data, _MAX_DEPTH)
        )
        if matching is None or nested is None:
            continue
        known = sum(key in schema.keys for key in data)
        missing = sum(key not in data for key in schema.required)
        listed = sum(
            enumeration.admits(data.get(key))
            for key, enumeration in schema.enumerations.items()
        )
        if (must_be_complete and missing) or (missing and not known):
            continue
        rank = (
            bool(matching + nested) and matching == len(schema.constants),
            matching + nested,
            not missing,
            known,
            listed,
            -missing,
        )
        if best is None or rank > best_rank:
            best, best_rank = schema, rank
    return best


def _matching_constants(schema: ModelSchema, data: Mapping[str, Any]) -> int | None:
    """The number of constants that the object matches; None if it contradicts one."""
    matching = 0
    for name, constant in schema.constants.items():
        value = data.get(name, _ABSENT)
        if value is _ABSENT or (value is None and name not in schema.required):
            continue
        if not constant.admits(value):
            return None
        matching += 1
    return matching


def _matching_nested_constants(
    schema: ModelSchema, data: Mapping[str, Any], depth: int
) -> int | None:
    """As `_matching_constants`, for the objects nested in its properties, `depth` levels down.

    Resolves only the classes of objects that are present, which decoding needs anyway.
    """
    matching = 0
    for name, value in data.items():
        if not isinstance(value, Mapping) or name not in schema.keys:
            continue
        nested_schema = schema.by_wire[name].nested_schema
        if nested_schema is None:
            continue
        members = cast(Mapping[str, Any], value)
        here = _matching_constants(nested_schema, members)
        below = (
            _matching_nested_constants(nested_schema, members, depth - 1)
            if depth > 1
            else 0
        )
        if here is None or below is None:
            return None
        matching += here + below
    return matching
