"""Properties and parameters that paging rules refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.constraints import Constraints
from generator.ir.paging import BodyProperty, PageParameter
from generator.ir.types import (
    ANY,
    Array,
    Definition,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]

# How deep a request body is searched for parameters.
_BODY_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter, or a property of the JSON request body.

    Attributes:
        reference: how paging rules refer to it.
        containers: the names of the objects around a property of the body, outermost first.
        name: the name of the parameter or property.
        type: its type, without null and with references resolved.
    """

    reference: PageParameter
    containers: tuple[str, ...]
    name: str
    type: Type
    description: str | None
    constraints: Constraints | None

    @property
    def path(self) -> str:
        """The dotted path by which a configuration names it."""
        return ".".join((*self.containers, self.name))


def page_parameters(operation: Operation, definitions: _Definitions) -> list[Parameter]:
    """The query parameters of an operation, then the properties of its JSON body."""
    return [
        *(
            Parameter(
                parameter.name,
                (),
                parameter.name,
                structural_type(parameter.type, definitions),
                parameter.description,
                parameter.constraints,
            )
            for parameter in operation.parameters
            if parameter.location == "query"
        ),
        *_body_parameters(operation, definitions),
    ]


def page_type(operation: Operation, definitions: _Definitions) -> Ref | Array | None:
    """The record or list that all successful responses share; None if there is none."""
    responses = [response for response in operation.responses if response.is_success]
    types = {response.type for response in responses}
    if len(types) != 1 or any(response.items is not None for response in responses):
        return None
    type_ = types.pop()
    if type_ is None:
        return None
    match structural_type(type_, definitions):
        case Ref() as record if not isinstance(type_, Nullable):
            return record
        case Array() as list_ if not isinstance(type_, Nullable):
            media_types = (response.media_type or "" for response in responses)
            return list_ if all(map(_is_json, media_types)) else None
        case _:
            return None


def response_record(operation: Operation, definitions: _Definitions) -> TypeId | None:
    """The record that all successful responses of an operation share, if they share one."""
    type_ = page_type(operation, definitions)
    return type_.id if isinstance(type_, Ref) else None


def list_at(type_: Type, path: str, definitions: _Definitions) -> Array | None:
    """The list at a dotted path of a response; an empty path is the response itself."""
    found = type_at(type_, path, definitions) if path else type_
    structural = structural_type(found, definitions) if found is not None else None
    return structural if isinstance(structural, Array) else None


def type_at(type_: Type, path: str, definitions: _Definitions) -> Type | None:
    """The type of the property at a dotted path; None if there is no such property.

    A property whose own name has dots precedes one of a nested object. An object that the document
    leaves open has every property.
    """
    match structural_type(type_, definitions):
        case Scalar("any"):
            return ANY
        case Map(values):
            _, dot, rest = path.partition(".")
            if dot:
                return type_at(values, rest, definitions)
            return structural_type(values, definitions)
        case _:
            pass
    for record in records_of(type_, definitions):
        for field in record.fields:
            if field.name == path:
                return structural_type(field.type, definitions)
        for field in record.fields:
            if path.startswith(f"{field.name}."):
                rest = path.removeprefix(f"{field.name}.")
                found = type_at(field.type, rest, definitions)
                if found is not None:
                    return found
    return None


def records_of(type_: Type, definitions: _Definitions) -> list[Record]:
    """The records that a value of a type may be an instance of."""
    match structural_type(type_, definitions):
        case Ref(id_):
            record = definitions[id_].type
            return [record] if isinstance(record, Record) else []
        case Record() as record:
            return [record]
        case Union(members):
            return [
                record
                for member in members
                for record in records_of(member, definitions)
            ]
        case _:
            return []


def fields_of(type_: Type, definitions: _Definitions) -> list[Field]:
    """The properties that a value of a type may have."""
    return [
        field for record in records_of(type_, definitions) for field in record.fields
    ]


def list_properties(type_: Type, definitions: _Definitions) -> dict[str, Array]:
    """The properties of a type that are lists, by name."""
    types = {
        field.name: structural_type(field.type, definitions)
        for field in fields_of(type_, definitions)
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


def _is_json(media_type: str) -> bool:
    return "json" in media_type or media_type == "*/*"


def _body_parameters(
    operation: Operation, definitions: _Definitions
) -> Iterator[Parameter]:
    if len(operation.bodies) != 1 or operation.bodies[0].kind != "json":
        return
    body = operation.bodies[0]
    if body.fields is None:
        fields = fields_of(body.type, definitions)
    else:
        fields = [body_field.field for body_field in body.fields]
    yield from _properties(fields, (), definitions)


def _properties(
    fields: list[Field], containers: tuple[str, ...], definitions: _Definitions
) -> Iterator[Parameter]:
    nested: list[Field] = []
    for field in fields:
        type_ = structural_type(field.type, definitions)
        yield Parameter(
            BodyProperty((*containers, field.name)),
            containers,
            field.name,
            type_,
            field.description,
            field.constraints,
        )
        if isinstance(type_, (Ref, Union)):
            nested.append(field)
    if len(containers) < _BODY_DEPTH - 1:
        for field in nested:
            inner = fields_of(field.type, definitions)
            yield from _properties(inner, (*containers, field.name), definitions)
