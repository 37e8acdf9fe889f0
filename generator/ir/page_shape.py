"""Properties and parameters that paging rules refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.types import Array, Definition, Nullable, Record, Ref, Type, TypeId

_Definitions: TypeAlias = Mapping[TypeId, Definition]


def query_parameter_names(operation: Operation) -> list[str]:
    """The names of an operation's query parameters."""
    return [
        parameter.name
        for parameter in operation.parameters
        if parameter.location == "query"
    ]


def response_record(operation: Operation, definitions: _Definitions) -> TypeId | None:
    """The record that all successful responses of an operation share, if they share one."""
    types = {response.type for response in operation.responses if response.is_success}
    if len(types) != 1:
        return None
    match types.pop():
        case Ref(id_) if isinstance(definitions[id_].type, Record):
            return id_
        case _:
            return None


def list_properties(record: Record, definitions: _Definitions) -> dict[str, Array]:
    """The properties of a record that are lists, by name."""
    types = {
        field.name: structural_type(field.type, definitions) for field in record.fields
    }
    return {name: type_ for name, type_ in types.items() if isinstance(type_, Array)}


def structural_type(type_: Type, definitions: _Definitions) -> Type:
    """A type without null and with references resolved, except references to records."""
    match type_:
        case Nullable(inner):
            return structural_type(inner, definitions)
        case Ref(id_) if not isinstance(definitions[id_].type, Record):
            return structural_type(definitions[id_].type, definitions)
        case _:
            return type_
