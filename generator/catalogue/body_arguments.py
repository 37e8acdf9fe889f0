"""The arguments that make up the body of a request, in all of its media types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.catalogue.json_schema import SchemaWriter
from generator.core.json import JsonObject
from generator.ir.api import Api, Body, Operation
from generator.ir.types import Array, Nullable, Ref, Scalar, Type, TypeId, Union
from generator.naming.names import OperationNames
from generator.python.endpoints import is_always_required

FILE: Final = Scalar("string", "binary")
_FILE_SCHEMA: Final[JsonObject] = {"type": "string", "format": "file-path"}
_FILE_NOTE: Final = "Path of a file to upload."
_WHOLE: Final = ""


@dataclass(frozen=True, slots=True)
class BodyArguments:
    """The arguments of an operation's body.

    Attributes:
        schemas: their schemas, by name of the argument.
        required: those that every media type requires.
        files: those that are paths of files.
        by_media_type: the arguments of each media type, if there are several.
    """

    schemas: Mapping[str, JsonObject]
    required: tuple[str, ...]
    files: tuple[str, ...]
    by_media_type: Mapping[str, tuple[str, ...]]


def body_arguments(
    operation: Operation, names: OperationNames, api: Api, schemas: SchemaWriter
) -> BodyArguments:
    """Return the arguments of the body of an operation.

    Args:
        operation: the operation.
        names: its names.
        api: the API.
        schemas: writes the schemas of values that are sent.
    """
    variants: dict[str, dict[str, JsonObject]] = {}
    files: dict[str, bool] = {}
    for body in operation.bodies:
        for wire_name, schema, is_file in _arguments_of(body, api, schemas):
            name = names.arguments["body", wire_name]
            variants.setdefault(name, {})[body.media_type] = schema
            # A string in one media type and a file in another is taken as a string.
            files[name] = is_file and files.get(name, True)
    media_types = list(dict.fromkeys(body.media_type for body in operation.bodies))
    required = {
        names.arguments["body", wire_name]
        for body in operation.bodies
        for wire_name in _wire_names(body)
        if is_always_required(wire_name, operation.bodies)
    }
    written = {
        name: _combined(by_type, media_types) for name, by_type in variants.items()
    }
    if names.media_type is not None:
        written[names.media_type] = {
            "type": "string",
            "enum": media_types,
            "description": "Media type of the body.",
        }
    return BodyArguments(
        written,
        tuple(name for name in variants if name in required),
        tuple(name for name, is_file in files.items() if is_file),
        (
            {
                media_type: tuple(
                    name for name in variants if media_type in variants[name]
                )
                for media_type in media_types
            }
            if len(media_types) > 1
            else {}
        ),
    )


def _wire_names(body: Body) -> Iterator[str]:
    if body.fields is None:
        yield _WHOLE
    for body_field in body.fields or ():
        yield body_field.field.name


def _arguments_of(
    body: Body, api: Api, schemas: SchemaWriter
) -> Iterator[tuple[str, JsonObject, bool]]:
    """Yield name in the document, schema, and whether it is a file, for each argument of a body."""
    if body.fields is None:
        is_file = body.kind == "binary"
        schema = _FILE_SCHEMA if is_file else schemas.schema(body.type)
        text = schemas.prose(body.description)
        yield _WHOLE, _described(schema, text, is_file), is_file
    for body_field in body.fields or ():
        field = body_field.field
        file_schema = (
            _file_schema(field.type, api, frozenset())
            if body.kind == "multipart"
            else None
        )
        if file_schema is None:
            yield field.name, schemas.field(field), False
        else:
            text = schemas.prose(field.description)
            yield field.name, _described(file_schema, text, True), True


def _file_schema(type_: Type, api: Api, inside: frozenset[TypeId]) -> JsonObject | None:
    """Return the schema of a property that is a file or a list of files; None if it is not."""
    match type_:
        case Nullable(inner):
            # No file is no argument.
            return _file_schema(inner, api, inside)
        case Array(items):
            schema = _file_schema(items, api, inside)
            return None if schema is None else {"type": "array", "items": schema}
        case Union(members):
            found = [_file_schema(member, api, inside) for member in members]
            return found[0] if len({str(schema) for schema in found}) == 1 else None
        case Ref(id_) if id_ not in inside:
            return _file_schema(api.definitions[id_].type, api, inside | {id_})
        case _:
            return _FILE_SCHEMA if type_ == FILE else None


def _described(schema: JsonObject, description: str, is_file: bool) -> JsonObject:
    text = " ".join(filter(None, [description, _FILE_NOTE if is_file else ""]))
    return {**schema, "description": text} if text else schema


def _combined(by_type: Mapping[str, JsonObject], media_types: list[str]) -> JsonObject:
    """Combine the schemas of an argument in several media types, and say in which it can be."""
    distinct: list[JsonObject] = []
    for schema in by_type.values():
        if schema not in distinct:
            distinct.append(schema)
    combined = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    if len(by_type) == len(media_types):
        return combined
    note = f"Only in a body of {' or '.join(by_type)}."
    description = combined.get("description")
    return {**combined, "description": f"{description} {note}" if description else note}
