# SPDX-License-Identifier: MIT
"""Resolve unions: find the member that a JSON object belongs to.

The discriminator decides first, if there is one. Then the members compete by constants (properties
that admit one value only, in nested objects too), required properties and known properties. An
object that matches no member is not decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, Final, NamedTuple, cast

from .cached_attribute import cached_attribute
from .fields import ModelField, ModelSchema, is_model, schema_of
from .members import MemberResolver, ObjectMembers, object_members
from .type_expressions import (
    Constant,
    Map,
    Ref,
    TaggedUnion,
    alternatives,
    module_names,
)

_ABSENT = object()
_MAX_DEPTH: Final = 3


class ObjectUnion(NamedTuple):
    """A union with several members that are JSON objects.

    Attributes:
        members: These members.
        package: The client's root package, in which references are resolved.
    """

    members: ObjectMembers
    package: str

    def resolver(self) -> MemberResolver:
        """Return a function that finds the member that an object belongs to."""
        tagged, models, fallback = (
            self.members.tagged,
            self.members.models,
            self.members.fallback,
        )
        if tagged:
            return _resolver_by_tag(tagged, models, fallback, self.package)
        return _resolver_by_schema(models, fallback)


class _Candidate:
    """A model class that an object may belong to, and the properties that tell.

    Attributes:
        schema: The schema of the class.
        required: The wire names of the required fields.
    """

    def __init__(self, schema: ModelSchema) -> None:
        self.schema = schema
        self.required = frozenset(
            field.wire for field in schema.fields if field.required
        )
        self._nested: dict[str, _Candidate | None] = {}

    @cached_attribute
    def constants(self) -> Mapping[str, Constant]:
        """The properties that admit one constant only (besides None), by wire name."""
        return dict(self._enumerations(single=True))

    @cached_attribute
    def enumerations(self) -> Mapping[str, Constant]:
        """The properties with listed values, to which a server may add, by wire name."""
        return dict(self._enumerations(single=False))

    def _enumerations(self, single: bool) -> Iterator[tuple[str, Constant]]:
        for field in self.schema.fields:
            members = _literal_members(field)
            constants = (member for member in members if isinstance(member, Constant))
            constant = next(constants, None)
            if constant is not None:
                is_single = len(members) == 1 == len(constant.values)
                if is_single is single:
                    yield field.wire, constant

    def nested(self, wire: str) -> _Candidate | None:
        """Return the model class of a property; None unless its type is one model (or None).

        Imports that class.
        """
        if wire not in self._nested:
            self._nested[wire] = _nested_candidate(self.schema.by_wire[wire])
        return self._nested[wire]


@cache
def candidate_of(model_class: Any) -> _Candidate:
    """Return a model class as a candidate for the objects of a union."""
    return _Candidate(schema_of(model_class))


def _literal_members(field: ModelField) -> list[Any]:
    """The members of a type that may list values, without None; empty if it lists none."""
    annotation = str(field.annotation)
    # Other annotations have no literals; evaluating them could import model modules.
    if "Literal[" not in annotation and annotation not in module_names(field.module):
        return []
    members = alternatives(field.type, field.package)
    return [member for member in members if member is not NoneType]


def _nested_candidate(field: ModelField) -> _Candidate | None:
    model_class: Any = None
    for member in alternatives(field.type, field.package):
        if member is NoneType:
            continue
        if model_class is not None or not is_model(member):
            return None
        model_class = member
    return None if model_class is None else candidate_of(model_class)


def _resolver_by_tag(
    tagged: list[TaggedUnion], models: list[type], fallback: Map | None, package: str
) -> MemberResolver:
    """Return a resolver for members, at least one with a discriminator.

    The value of a discriminating property decides; then the default mappings of the discriminators;
    then the schemas, without the unions whose discriminating property has an unknown value.
    """
    discriminators = [union.discriminator for union in tagged]
    tag_resolvers: dict[tuple[int, str | None], MemberResolver] = {}
    untagged_resolvers: dict[tuple[int, ...], MemberResolver] = {}

    def with_tag(index: int, tag: str | None, type_name: str) -> MemberResolver:
        key = (index, tag)
        if key not in tag_resolvers:
            members = object_members(Ref(type_name, package), package)
            tag_resolvers[key] = members.resolver(package)
        return tag_resolvers[key]

    def without_tag(untagged: tuple[int, ...]) -> MemberResolver:
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
        for index, discriminator in enumerate(discriminators):
            tag = data.get(discriminator.property_name, _ABSENT)
            name = tag if isinstance(tag, str) else _tag_as_string(tag)
            if name is not None and name in discriminator.mapping:
                return with_tag(index, name, discriminator.mapping[name])(data)
            if tag is _ABSENT:
                untagged.append(index)
        for index, discriminator in enumerate(discriminators):
            if discriminator.default is not None:
                return with_tag(index, None, discriminator.default)(data)
        return without_tag(tuple(untagged))(data)

    return resolve


def _tag_as_string(tag: object) -> str | None:
    """An integer or boolean as a key of `mapping` spells it; None for other values."""
    if isinstance(tag, bool):
        return "true" if tag else "false"
    return str(tag) if isinstance(tag, int) else None


def _resolver_by_schema(models: list[type], fallback: Map | None) -> MemberResolver:
    if not models:
        return lambda _: fallback
    if len(models) == 1 and fallback is None:
        # The declared type admits no other object, so nothing needs to match.
        only = models[0]
        return lambda _: only
    candidates = [candidate_of(model) for model in models]
    property_name, table = _distinguishing_property(candidates)

    def resolve(data: Mapping[str, Any]) -> Any:
        if property_name:
            value = data.get(property_name)
            if isinstance(value, str) and value in table:
                return table[value]
        chosen = _best_match(candidates, data, must_be_complete=fallback is not None)
        return fallback if chosen is None else chosen.schema.cls

    return resolve


def _distinguishing_property(
    candidates: list[_Candidate],
) -> tuple[str, dict[str, type]]:
    """Find a property that is a different constant string in every candidate, and so decides alone.

    Returns:
        Its wire name and the class for each value; an empty name if there is none.
    """
    for name in candidates[0].constants:
        table: dict[str, type] = {}
        for candidate in candidates:
            constant = candidate.constants.get(name)
            if constant is None or not isinstance(constant.values[0], str):
                break
            table[constant.values[0]] = candidate.schema.cls
        else:
            if len(table) == len(candidates):
                return name, table
    return "", {}


def _best_match(
    candidates: list[_Candidate], data: Mapping[str, Any], *, must_be_complete: bool
) -> _Candidate | None:
    """Return the candidate that the object matches best; None if it matches none.

    A candidate is excluded if the object contradicts one of its constants, or lacks required
    properties while having no known one. With `must_be_complete`, no required property may be
    missing. The rest are ranked by, in this order: whether all constants match, the number of
    matching constants, whether all required properties are present, and the number of known
    properties, of listed values, and of missing properties.
    """
    best: _Candidate | None = None
    best_rank: tuple[Any, ...] = ()
    for candidate in candidates:
        schema = candidate.schema
        matching = _matching_constants(candidate, data)
        nested = (
            None
            if matching is None
            else _matching_nested_constants(candidate, data, _MAX_DEPTH)
        )
        if matching is None or nested is None:
            continue
        known = sum(key in schema.by_wire for key in data)
        missing = sum(key not in data for key in candidate.required)
        listed = sum(
            enumeration.admits(data.get(key))
            for key, enumeration in candidate.enumerations.items()
        )
        if (must_be_complete and missing) or (missing and not known):
            continue
        rank = (
            bool(matching + nested) and matching == len(candidate.constants),
            matching + nested,
            not missing,
            known,
            listed,
            -missing,
        )
        if best is None or rank > best_rank:
            best, best_rank = candidate, rank
    return best


def _matching_constants(candidate: _Candidate, data: Mapping[str, Any]) -> int | None:
    """The number of constants that the object matches; None if it contradicts one."""
    matching = 0
    for name, constant in candidate.constants.items():
        value = data.get(name, _ABSENT)
        if value is _ABSENT or (value is None and name not in candidate.required):
            continue
        if not constant.admits(value):
            return None
        matching += 1
    return matching


def _matching_nested_constants(
    candidate: _Candidate, data: Mapping[str, Any], depth: int
) -> int | None:
    """As `_matching_constants`, for the objects nested in its properties, `depth` levels down.

    Resolves only the classes of objects that are present, which decoding needs anyway.
    """
    matching = 0
    for name, value in data.items():
        if not isinstance(value, Mapping) or name not in candidate.schema.by_wire:
            continue
        nested = candidate.nested(name)
        if nested is None:
            continue
        members = cast(Mapping[str, Any], value)
        here = _matching_constants(nested, members)
        below = (
            _matching_nested_constants(nested, members, depth - 1) if depth > 1 else 0
        )
        if here is None or below is None:
            return None
        matching += here + below
    return matching
