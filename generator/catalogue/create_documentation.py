"""Create the documentation of an API, with the prose, examples and errors of its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.catalogue.create_catalogue import create_catalogue, example_arguments
from generator.catalogue.documentation import Documentation, ErrorResponse, NamedExample
from generator.catalogue.json_schema import SchemaWriter
from generator.ir.api import Api, Operation
from generator.ir.effects import Effect
from generator.ir.reachability import reachable
from generator.naming.names import Names, OperationNames
from generator.runtime.tools.catalogue import JsonSchema


def create_documentation(
    api: Api, names: Names, effects: Mapping[str, Effect]
) -> Documentation:
    """Return the documentation of an API.

    Args:
        api: the API, or a slice of it.
        names: its names.
        effects: effects that replace those of the HTTP methods, by pattern of the operations.
    """
    plain = create_catalogue(api, names, effects, source_prose)
    descriptions = {each.key: _description(each) for each in api.operations}
    outputs = SchemaWriter(api, names, "output", source_prose)
    failures = {
        operation.key: tuple(_errors(operation, outputs))
        for operation in api.operations
    }
    sent = [
        response.type
        for operation in api.operations
        for response in operation.responses
        if response.type is not None
    ]
    catalogue = replace(
        plain,
        operations=tuple(
            replace(
                operation,
                description=descriptions[operation.key] or operation.description,
            )
            for operation in plain.operations
        ),
        outputs=outputs.definitions(reachable(api, sent)),
    )
    examples = {
        operation.key: found
        for operation in api.operations
        if len(found := _examples(operation, names.operations[operation.key])) > 1
    }
    description = source_prose(api.description)
    return Documentation(catalogue, description, failures, examples=examples)


def source_prose(text: str | None) -> str:
    """Return a description as it is in the document; without lone surrogates, which are no text."""
    return (text or "").encode("utf-8", "replace").decode()


def _description(operation: Operation) -> str:
    return source_prose(operation.description or operation.summary)


def _examples(operation: Operation, names: OperationNames) -> tuple[NamedExample, ...]:
    """Return the examples of an operation: those with the same name belong together."""
    given = [example for each in operation.parameters for example in each.examples]
    given += [example for body in operation.bodies[:1] for example in body.examples]
    titles = {example.name: example.name or "Example" for example in given}
    for example in reversed(given):
        titles[example.name] = example.summary or titles[example.name]
    found = [
        NamedExample(
            source_prose(title), dict(example_arguments(operation, names, name))
        )
        for name, title in titles.items()
    ]
    distinct = [each for i, each in enumerate(found) if each not in found[:i]]
    return tuple(distinct)


def _errors(operation: Operation, schemas: SchemaWriter) -> Iterator[ErrorResponse]:
    results = set(map(id, operation.result_responses))
    statuses: dict[str, JsonSchema | None] = {}
    for response in operation.responses:
        if id(response) in results or response.status.startswith("2"):
            continue
        schema = None if response.type is None else schemas.schema(response.type)
        if statuses.get(response.status) is None:
            statuses[response.status] = schema
    for status in sorted(statuses):
        yield ErrorResponse(status, statuses[status])
