"""The objects in the bodies of error responses that describe an error.

An error response is one without a 2xx status. Its body describes the error, or has an object under
`error` that does, as in `{"error": {"type": "card_error"}}`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.ir.api import Operation
from generator.ir.types import Definition, Nullable, Record, Ref, Type, TypeId, Union

ENVELOPE = "error"


@dataclass(frozen=True, slots=True)
class ErrorObject:
    """A record that describes an error.

    Attributes:
        id: the definition of the record.
        record: its properties.
        envelope: the record that has it as `error`; None if it is the whole body.
        description: the description of the body.
    """

    id: TypeId
    record: Record
    envelope: TypeId | None
    description: str | None


def error_body_types(operations: Sequence[Operation]) -> Mapping[Type, int]:
    """Return the types of the bodies of error responses, in document order.

    The values are how many responses have the type.
    """
    return Counter(
        response.type
        for operation in operations
        for response in operation.responses
        if not response.is_success
        and response.type is not None
        and response.items is None
    )


def error_objects(
    type_: Type, definitions: Mapping[TypeId, Definition]
) -> Iterator[ErrorObject]:
    """Yield the records that describe an error in a body of this type, inner ones first."""
    for id_, record, description in _records(type_, None, definitions):
        for field in record.fields:
            if field.name == ENVELOPE:
                for inner_id, inner, _ in _records(field.type, None, definitions):
                    yield ErrorObject(inner_id, inner, id_, description)
        yield ErrorObject(id_, record, None, description)


def _records(
    type_: Type, description: str | None, definitions: Mapping[TypeId, Definition]
) -> Iterator[tuple[TypeId, Record, str | None]]:
    """The records among the members of a type, with their descriptions."""
    match type_:
        case Ref(id_):
            definition = definitions[id_]
            described = definition.description or description
            if isinstance(definition.type, Record):
                yield id_, definition.type, described
            else:
                yield from _records(definition.type, described, definitions)
        case Nullable(inner):
            yield from _records(inner, description, definitions)
        case Union(members):
            for member in members:
                yield from _records(member, None, definitions)
        case _:
            pass
