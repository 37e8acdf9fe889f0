"""Shapes of pages: the object that an operation responds with, its lists, its query parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.types import Array, Definition, Nullable, Record, Ref, Type, TypeId

_Definitions: TypeAlias = Mapping[TypeId, Definition]


def queries_of(operation: Operation) -> list[str]:
    """The names of an operation's query parameters."""
    return [each.name for each in operation.parameters if each.location == "query"]


def answer_record(operation: Operation, definitions: _Definitions) -> TypeId | None:
    """The record that every successful answer of an operation is, if it is one."""
    types = {each.type for each in operation.responses if each.is_success}
    if len(types) != 1:
        return None
    match types.pop():
        case Ref(id_) if isinstance(definitions[id_].type, Record):
            return id_
        case _:
            return None


def lists_of(record: Record, definitions: _Definitions) -> dict[str, Array]:
    """The properties of a record that are lists."""
    plain = {
        each.name: structural_type(each.type, definitions) for each in record.fields
    }
    return {name: each for name, each in plain.items() if isinstance(each, Array)}


def structural_type(type_: Type, definitions: _Definitions) -> Type:
    """A type without null; what is not a record, by what it is and not by its name."""
    match type_:
        case Nullable(inner):
            return structural_type(inner, definitions)
        case Ref(id_) if not isinstance(definitions[id_].type, Record):
            return structural_type(definitions[id_].type, definitions)
        case _:
            return type_
