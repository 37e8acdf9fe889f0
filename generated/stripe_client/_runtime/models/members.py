# SPDX-License-Identifier: MIT
"""Members of a type expression: those that are JSON objects, and those that are JSON arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from .fields import is_model
from .type_expressions import (
    Array,
    Map,
    Ref,
    TaggedUnion,
    Tuple,
    UnionOfRefs,
    alternatives,
)

MemberResolver: TypeAlias = Callable[[Mapping[str, Any]], Any]
"""Returns a model class or `Map` for a JSON object; None if it matches no member."""


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
        if self.has_several:
            return None
        return self.models[0] if self.models else self.fallback

    @property
    def has_several(self) -> bool:
        """Whether the member that an object belongs to depends on the object."""
        return bool(self.tagged or self.models[1:] or (self.models and self.maps))

    @property
    def fallback(self) -> Map | None:
        """The map for an object that matches no model; the values of several maps are united."""
        if len(self.maps) < 2:
            return self.maps[0] if self.maps else None
        return Map(UnionOfRefs(tuple(map_.values for map_ in self.maps)))

    def resolver(self, package: str) -> MemberResolver:
        """Return a function that finds the member that an object belongs to.

        Clients whose types have a choice export `ObjectUnion`, which makes it, with their models.
        """
        if self.has_several:
            union = Ref("ObjectUnion", package).resolve()
            resolve: MemberResolver = union(self, package).resolver()
            return resolve
        only = self.only
        return lambda _: only


def object_members(expression: Any, package: str) -> ObjectMembers:
    """Return the members of a type expression that are JSON objects."""
    return ObjectMembers(alternatives(expression, package))


def list_members(expression: Any, package: str) -> tuple[list[Tuple], Any]:
    """Return the members of a type expression that are JSON arrays.

    Returns:
        The tuples, and the items of lists of any length (None if there are none). Items of several
        lists are united.
    """
    tuples: list[Tuple] = []
    items: list[Any] = []
    for member in alternatives(expression, package):
        if isinstance(member, Tuple):
            tuples.append(member)
        elif isinstance(member, Array):
            items.append(member.items)
    if len(items) > 1:
        return tuples, UnionOfRefs(tuple(items))
    return tuples, items[0] if items else None


def tuple_union(tuples: list[Tuple], package: str) -> Any:
    """Return the `TupleUnion` of these tuples; clients with tuples export it with their models."""
    return Ref("TupleUnion", package).resolve()(tuples, package)
