"""Detect the kinds of errors that a document lists.

An error response is one without a 2xx status. In its object, and in the object under `error` in it,
every value that the schema of a property `type` or `code` lists is an error kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.ir.api import Operation
from generator.ir.error_objects import error_body_types, error_objects
from generator.ir.http import ErrorKind
from generator.ir.types import Definition, Enum, Nullable, Record, Ref, Type, TypeId


def detect_error_kinds(
    operations: Sequence[Operation], definitions: Mapping[TypeId, Definition]
) -> tuple[ErrorKind, ...]:
    """The error kinds of all operations, without duplicate values; types before codes.

    Example:
        {error: {type: const card_error, code: enum [expired, declined]}}
            →    card_error; declined and expired, with the base card_error
    """
    kinds: dict[str, ErrorKind] = {}
    for type_ in error_body_types(operations):
        for error in error_objects(type_, definitions):
            for kind in _kinds_in(error.record, error.description, definitions):
                kinds.setdefault(kind.value, kind)
    return tuple(sorted(kinds.values(), key=lambda kind: (kind.is_code, kind.value)))


def _kinds_in(
    record: Record, description: str | None, definitions: Mapping[TypeId, Definition]
) -> Iterator[ErrorKind]:
    values = {
        field.name: _string_values(field.type, definitions)
        for field in record.fields
        if field.name in ("type", "code")
    }
    types, codes = values.get("type", ()), values.get("code", ())
    for value in types:
        yield ErrorKind(value, is_code=False, base=None, description=None)
    base = types[0] if len(types) == 1 else None
    for value in codes:
        own_description = description if len(codes) == 1 else None
        yield ErrorKind(value, is_code=True, base=base, description=own_description)


def _string_values(
    type_: Type, definitions: Mapping[TypeId, Definition]
) -> tuple[str, ...]:
    match type_:
        case Ref(id_):
            return _string_values(definitions[id_].type, definitions)
        case Nullable(inner):
            return _string_values(inner, definitions)
        case Enum(values):
            return tuple(value for value in values if isinstance(value, str))
        case _:
            return ()
