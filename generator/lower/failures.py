"""The kinds of failure a document names: the values of `type` and `code` in its error answers.

An error answer is any that is not a success. Its object, and the one at `error` in it, may have a
property `type` or `code` whose schema lists its values; each value is a kind of failure. A code
that stands beside a constant type is a kind of that type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.ir.api import Operation
from generator.ir.http import Failure
from generator.ir.types import (
    Definition,
    Enum,
    Nullable,
    Record,
    Ref,
    Type,
    TypeId,
    Union,
)

_ENVELOPE = "error"


def failures_of(
    operations: Sequence[Operation], definitions: Mapping[TypeId, Definition]
) -> tuple[Failure, ...]:
    """Each kind of failure once, by value; types before codes."""
    found: dict[str, Failure] = {}
    types = {
        response.type: None
        for operation in operations
        for response in operation.responses
        if not response.is_success and response.type is not None
    }
    for type_ in types:
        for record, description in _error_objects(type_, definitions):
            for failure in _failures(record, description, definitions):
                found.setdefault(failure.value, failure)
    return tuple(sorted(found.values(), key=lambda each: (each.is_code, each.value)))


def _error_objects(
    type_: Type, definitions: Mapping[TypeId, Definition]
) -> Iterator[tuple[Record, str | None]]:
    """The objects that say what failed, with what the document says of the whole answer."""
    for record, description in _records(type_, None, definitions):
        envelopes = (each.type for each in record.fields if each.name == _ENVELOPE)
        inner = [
            found
            for envelope in envelopes
            for found, _ in _records(envelope, None, definitions)
        ]
        for each in (*inner, record):
            yield each, description


def _records(
    type_: Type, description: str | None, definitions: Mapping[TypeId, Definition]
) -> Iterator[tuple[Record, str | None]]:
    """The objects that a type stands for, with what the document says of them."""
    match type_:
        case Ref(id_):
            definition = definitions[id_]
            told = definition.description or description
            yield from _records(definition.type, told, definitions)
        case Nullable(inner):
            yield from _records(inner, description, definitions)
        case Union(members):
            for member in members:
                yield from _records(member, None, definitions)
        case Record():
            yield type_, description
        case _:
            pass


def _failures(
    record: Record, description: str | None, definitions: Mapping[TypeId, Definition]
) -> Iterator[Failure]:
    values = {
        field.name: _texts(field.type, definitions)
        for field in record.fields
        if field.name in ("type", "code")
    }
    types, codes = values.get("type", ()), values.get("code", ())
    for value in types:
        yield Failure(value, is_code=False, base=None, description=None)
    base = types[0] if len(types) == 1 else None
    for value in codes:
        told = description if len(codes) == 1 else None
        yield Failure(value, is_code=True, base=base, description=told)


def _texts(type_: Type, definitions: Mapping[TypeId, Definition]) -> tuple[str, ...]:
    match type_:
        case Ref(id_):
            return _texts(definitions[id_].type, definitions)
        case Nullable(inner):
            return _texts(inner, definitions)
        case Enum(values):
            return tuple(each for each in values if isinstance(each, str))
        case _:
            return ()
