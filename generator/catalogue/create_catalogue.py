"""Create the catalogue of an API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.catalogue.effects import effect_of
from generator.catalogue.json_schema import SchemaWriter, object_schema
from generator.catalogue.tool_names import name_tools
from generator.core.json import Json, JsonObject
from generator.ir.api import Api, Body, Operation, Parameter
from generator.ir.reachability import reachable, request_types
from generator.ir.types import Array, Nullable, Ref, Scalar, Type
from generator.naming.names import Names, OperationNames
from generator.python.documentation import operation_documentation
from generator.python.endpoints import is_always_required
from generator.python.prose import plain_line, plain_text
from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation, Effect

_FILE = Scalar("string", "binary")
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_NO_EFFECTS: Mapping[str, Effect] = MappingProxyType({})


def create_catalogue(
    api: Api, names: Names, effects: Mapping[str, Effect] = _NO_EFFECTS
) -> Catalogue:
    """Return the catalogue of an API.

    Args:
        api: the API, or a slice of it.
        names: its names.
        effects: effects that replace those of the HTTP methods, by key of the operation.
    """
    return _CatalogueWriter(api, names, effects).catalogue()


class _CatalogueWriter:
    def __init__(self, api: Api, names: Names, effects: Mapping[str, Effect]) -> None:
        self._api = api
        self._names = names
        self._effects = effects
        self._inputs = SchemaWriter(api, names, "input")
        self._outputs = SchemaWriter(api, names, "output")
        self._tools = name_tools(
            {
                operation.key: names.operations[operation.key].function
                for operation in api.operations
            }
        )

    def catalogue(self) -> Catalogue:
        api = self._api
        sent = (
            type_ for operation in api.operations for type_ in request_types(operation)
        )
        received = (
            type_ for operation in api.operations for type_ in _result_types(operation)
        )
        return Catalogue(
            title=plain_line(api.title),
            version=plain_line(api.version),
            operations=tuple(map(self._operation, api.operations)),
            inputs=self._inputs.definitions(reachable(api, sent)),
            outputs=self._outputs.definitions(reachable(api, received)),
        )

    def _operation(self, operation: Operation) -> CatalogueOperation:
        names = self._names.operations[operation.key]
        summary, doc = operation_documentation(operation, names.method)
        results = list(_result_types(operation))
        security = operation.security
        return CatalogueOperation(
            key=operation.key,
            tool=self._tools[operation.key],
            method=operation.method,
            path=operation.path,
            function=names.function,
            client_method=names.method.path,
            summary=first_sentence(summary),
            description="\n\n".join(filter(None, [summary, doc])),
            tags=operation.tags,
            effect=self._effects.get(operation.key) or effect_of(operation),
            deprecated=operation.deprecated,
            security=tuple(
                tuple(name for name, _ in requirement) for requirement in security
            ),
            items=operation.paging.items if operation.paging else None,
            is_stream=any(response.items for response in operation.result_responses),
            files=tuple(self._files(operation, names)),
            is_download=bool(results) and all(type_ == _FILE for type_ in results),
            arguments=self._arguments(operation, names),
            response=self._response(results),
            examples=dict(_examples(operation, names)),
        )

    def _response(self, results: list[Type]) -> JsonObject | None:
        schemas = [self._outputs.schema(type_) for type_ in dict.fromkeys(results)]
        if len(schemas) > 1:
            return {"anyOf": schemas}
        return schemas[0] if schemas else None

    def _arguments(self, operation: Operation, names: OperationNames) -> JsonObject:
        properties: dict[str, JsonObject] = {}
        required: list[str] = []
        for parameter in operation.parameters:
            name = names.arguments[parameter.location, parameter.name]
            properties[name] = self._parameter(parameter)
            if parameter.required:
                required.append(name)
        for wire_name, schemas in self._body_schemas(operation.bodies).items():
            name = names.arguments["body", wire_name]
            properties[name] = _one_of(schemas)
            if is_always_required(wire_name, operation.bodies):
                required.append(name)
        if names.media_type is not None:
            media_types = dict.fromkeys(body.media_type for body in operation.bodies)
            properties[names.media_type] = {
                "type": "string",
                "enum": list(media_types),
                "description": "Media type of the body.",
            }
        return object_schema(properties, required)

    def _parameter(self, parameter: Parameter) -> JsonObject:
        return self._inputs.annotated(
            parameter.type,
            parameter.description,
            parameter.constraints,
            parameter.deprecated,
        )

    def _body_schemas(self, bodies: tuple[Body, ...]) -> dict[str, list[JsonObject]]:
        """Return the schemas of each argument for the body, one for each media type."""
        found: dict[str, list[JsonObject]] = {}
        for body in bodies:
            if body.fields is None:
                text = plain_text(body.description)
                schema = (
                    _FILE_SCHEMA
                    if body.kind == "binary"
                    else self._inputs.schema(body.type)
                )
                found.setdefault("", []).append(
                    {**schema, **({"description": text} if text else {})}
                )
                continue
            for body_field in body.fields:
                field = body_field.field
                if body.kind == "multipart" and self._is_file(field.type):
                    schema = _file_schema(field.type)
                    if field.description:
                        schema["description"] = plain_text(field.description)
                else:
                    schema = self._inputs.field(field)
                found.setdefault(field.name, []).append(schema)
        return found

    def _files(self, operation: Operation, names: OperationNames) -> Iterator[str]:
        for body in operation.bodies:
            if body.kind == "binary":
                yield names.arguments["body", ""]
            for body_field in body.fields or ():
                field = body_field.field
                if body.kind == "multipart" and self._is_file(field.type):
                    yield names.arguments["body", field.name]

    def _is_file(self, type_: Type) -> bool:
        match type_:
            case Nullable(inner) | Array(inner):
                return self._is_file(inner)
            case Ref(id_):
                definition = self._api.definitions[id_]
                return definition.type == _FILE
            case _:
                return type_ == _FILE


_FILE_SCHEMA: JsonObject = {"type": "string", "format": "file-path"}


def _file_schema(type_: Type) -> dict[str, Json]:
    if isinstance(type_, Array):
        return {"type": "array", "items": dict(_FILE_SCHEMA)}
    return dict(_FILE_SCHEMA)


def _result_types(operation: Operation) -> Iterator[Type]:
    for response in operation.result_responses:
        if response.type is not None:
            yield response.type


def _one_of(schemas: list[JsonObject]) -> JsonObject:
    distinct: list[JsonObject] = []
    for schema in schemas:
        if schema not in distinct:
            distinct.append(schema)
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _examples(
    operation: Operation, names: OperationNames
) -> Iterator[tuple[str, Json]]:
    """Yield the first example of each argument."""
    for parameter in operation.parameters:
        for example in parameter.examples[:1]:
            yield names.arguments[parameter.location, parameter.name], example.value
    for body in operation.bodies[:1]:
        for example in body.examples[:1]:
            value: Json = example.value
            if body.fields is None:
                yield names.arguments["body", ""], value
            elif isinstance(value, dict):
                for name in sorted(each.field.name for each in body.fields):
                    if name in value:
                        yield names.arguments["body", name], value[name]


def first_sentence(text: str) -> str:
    """Return the first sentence of a plain text."""
    line = " ".join(text.split())
    return _SENTENCE.split(line, maxsplit=1)[0]
