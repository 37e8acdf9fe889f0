"""What a value of a type can be in JSON: one plain value, an array or an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from generator.ir.types import (
    Array,
    Definition,
    Enum,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    TypeId,
    Union,
)

Kind: TypeAlias = Literal["primitive", "array", "object", "any"]
Definitions: TypeAlias = Mapping[TypeId, Definition]


def kinds_of(
    type_: Type, definitions: Definitions, inside: frozenset[TypeId] = frozenset()
) -> frozenset[Kind]:
    """The kinds of a type's values; `inside` are the definitions that were looked into already."""
    match type_:
        case Scalar(kind):
            return frozenset({"any" if kind == "any" else "primitive"})
        case Enum():
            return frozenset({"primitive"})
        case Array() | Tuple():
            return frozenset({"array"})
        case Map() | Record():
            return frozenset({"object"})
        case Nullable(inner):
            return kinds_of(inner, definitions, inside)
        case Union(members):
            found = [kinds_of(each, definitions, inside) for each in members]
            return frozenset[Kind]().union(*found)
        case Ref(id_):
            if id_ in inside or id_ not in definitions:
                return frozenset()
            return kinds_of(definitions[id_].type, definitions, inside | {id_})


def nests(
    type_: Type, definitions: Definitions, inside: frozenset[TypeId] = frozenset()
) -> bool:
    """Whether an item or member of a value of this type is always an array or object itself."""
    match type_:
        case Array(inner) | Map(inner):
            return _is_compound(inner, definitions)
        case Tuple(items):
            return any(_is_compound(each, definitions) for each in items)
        case Record(fields):
            return any(_is_compound(each.type, definitions) for each in fields)
        case Nullable(inner):
            return nests(inner, definitions, inside)
        case Union(members):
            return any(nests(each, definitions, inside) for each in members)
        case Ref(id_):
            if id_ in inside or id_ not in definitions:
                return False
            return nests(definitions[id_].type, definitions, inside | {id_})
        case _:
            return False


def _is_compound(type_: Type, definitions: Definitions) -> bool:
    kinds = kinds_of(type_, definitions)
    return bool(kinds) and kinds <= {"array", "object"}
