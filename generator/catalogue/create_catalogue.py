"""Create the catalogue of an API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.catalogue.body_arguments import FILE, body_arguments
from generator.catalogue.json_schema import Prose, SchemaWriter, object_schema
from generator.core.json import Json, JsonObject
from generator.ir.api import Api, Operation
from generator.ir.effects import assign_effects
from generator.ir.examples import Example
from generator.ir.reachability import reachable, request_types
from generator.ir.types import Type
from generator.naming.names import Names, OperationNames
from generator.python.documentation import operation_documentation
from generator.python.prose import plain_line, plain_text
from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation, Effect
from generator.runtime.tools.schema_views import first_sentence

_NO_EFFECTS: Mapping[str, Effect] = MappingProxyType({})


def create_catalogue(
    api: Api,
    names: Names,
    effects: Mapping[str, Effect] = _NO_EFFECTS,
    prose: Prose = plain_text,
) -> Catalogue:
    """Return the catalogue of an API.

    Args:
        api: the API, or a slice of it.
        names: its names.
        effects: effects that replace those of the HTTP methods, by pattern of the operations.
        prose: converts the descriptions of types and arguments; by default, to plain text.
    """
    inputs = SchemaWriter(api, names, "input", prose)
    outputs = SchemaWriter(api, names, "output", prose)
    assigned = assign_effects(api.operations, effects)
    sent = (type_ for operation in api.operations for type_ in request_types(operation))
    received = (
        type_ for operation in api.operations for type_ in _result_types(operation)
    )
    return Catalogue(
        title=plain_line(api.title),
        version=plain_line(api.version),
        operations=tuple(
            _entry(operation, assigned[operation.key], api, names, inputs, outputs)
            for operation in api.operations
        ),
        inputs=inputs.definitions(reachable(api, sent)),
        outputs=outputs.definitions(reachable(api, received)),
    )


def _entry(
    operation: Operation,
    effect: Effect,
    api: Api,
    names: Names,
    inputs: SchemaWriter,
    outputs: SchemaWriter,
) -> CatalogueOperation:
    own = names.operations[operation.key]
    summary, doc = operation_documentation(operation, own.method)
    results = list(_result_types(operation))
    body = body_arguments(operation, own, api, inputs)
    parameters = {
        own.arguments[parameter.location, parameter.name]: inputs.annotated(
            parameter.type,
            parameter.description,
            parameter.constraints,
            parameter.deprecated,
        )
        for parameter in operation.parameters
    }
    required = [
        own.arguments[parameter.location, parameter.name]
        for parameter in operation.parameters
        if parameter.required
    ]
    return CatalogueOperation(
        key=operation.key,
        tool=names.tools[operation.key],
        method=operation.method,
        path=operation.path,
        function=own.function,
        client_method=own.method.path,
        summary=first_sentence(summary),
        description="\n\n".join(filter(None, [summary, doc])),
        tags=operation.tags,
        variant_of=operation.streaming_variant_of,
        effect=effect,
        deprecated=operation.deprecated,
        security=tuple(
            tuple(name for name, _ in requirement) for requirement in operation.security
        ),
        items=operation.paging.items if operation.paging else None,
        is_stream=any(response.items for response in operation.result_responses),
        is_download=bool(results) and all(type_ == FILE for type_ in results),
        files=body.files,
        bodies=body.by_media_type,
        arguments=object_schema(
            {**parameters, **body.schemas}, (*required, *body.required)
        ),
        response=_response_schema(results, outputs),
        examples=dict(example_arguments(operation, own)),
    )


def _response_schema(results: list[Type], outputs: SchemaWriter) -> JsonObject | None:
    schemas = [outputs.schema(type_) for type_ in dict.fromkeys(results)]
    if len(schemas) > 1:
        return {"anyOf": schemas}
    return schemas[0] if schemas else None


def _result_types(operation: Operation) -> Iterator[Type]:
    for response in operation.result_responses:
        if response.type is not None:
            yield response.type


def example_arguments(
    operation: Operation, names: OperationNames, name: str | None = None
) -> Iterator[tuple[str, Json]]:
    """Yield the example of each argument that has a name in the document, or else its first."""
    for parameter in operation.parameters:
        for example in _chosen(parameter.examples, name):
            yield names.arguments[parameter.location, parameter.name], example.value
    for body in operation.bodies[:1]:
        for example in _chosen(body.examples, name):
            value: Json = example.value
            if body.fields is None:
                yield names.arguments["body", ""], value
            elif isinstance(value, dict):
                for field in sorted(each.field.name for each in body.fields):
                    if field in value:
                        yield names.arguments["body", field], value[field]


def _chosen(examples: tuple[Example, ...], name: str | None) -> tuple[Example, ...]:
    if name is None:
        return examples[:1]
    named = tuple(example for example in examples if example.name == name)
    return (named or examples)[:1]
