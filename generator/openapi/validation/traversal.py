"""Where the objects of a document are that the rules apply to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.openapi.path_items import iter_operations
from generator.openapi.validation.document import Document, Node

_SCHEMA_LISTS = ("allOf", "anyOf", "oneOf")
_SCHEMA_FIELDS = ("not", "items")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation with its path (or the name of its webhook) and path item."""

    path: str
    method: str
    node: Node
    item: Node


def path_items(document: Document) -> Iterator[tuple[str, Node]]:
    """Paths and webhooks with their path items."""
    for path, item in document.entries(document.root, "paths"):
        if not path.startswith("x-"):
            yield path, item
    yield from document.entries(document.root, "webhooks")


def operations(document: Document) -> Iterator[Operation]:
    """The operations of all paths and webhooks."""
    for path, item in path_items(document):
        yield from _operations_of(path, item)


def callback_operations(document: Document) -> Iterator[Operation]:
    """The operations in the callbacks of all operations, and in the callbacks of those."""
    seen: set[int] = set()
    pending = list(operations(document))
    while pending:
        operation = pending.pop()
        for _, callback in document.entries(operation.node, "callbacks"):
            # An operation may be reachable from its own callbacks.
            if id(callback.value) in seen:
                continue
            seen.add(id(callback.value))
            for expression, item in document.entries(callback):
                if not expression.startswith("x-"):
                    called_back = tuple(_operations_of(expression, item))
                    yield from called_back
                    pending.extend(called_back)


def _operations_of(path: str, item: Node) -> Iterator[Operation]:
    if isinstance(item.value, Mapping):
        for method, value, at in iter_operations(item.value, item.at):
            yield Operation(path, method, Node(value, at), item)


def parameter_lists(document: Document) -> Iterator[Node]:
    """The parameters of each path item and of each operation, callbacks included."""
    owners = chain(
        (item for _, item in path_items(document)),
        (operation.node for operation in operations(document)),
        (operation.node for operation in callback_operations(document)),
    )
    for owner in owners:
        parameters = document.get(owner, "parameters")
        if parameters is not None:
            yield parameters


def schemas_in_use(document: Document) -> Iterator[Node]:
    """Schemas of parameters, request bodies and responses, and those with names.

    Schemas inside others are left out: see `subschemas`.
    """
    for parameters in parameter_lists(document):
        for parameter in document.items(parameters):
            yield from _schemas_of(document, parameter)
    for operation in chain(operations(document), callback_operations(document)):
        body = document.get(operation.node, "requestBody")
        if body is not None:
            yield from _schemas_of(document, body)
        for _, response in document.entries(operation.node, "responses"):
            yield from _schemas_of(document, response)
            for _, header in document.entries(response, "headers"):
                yield from _schemas_of(document, header)
    for names in (("components", "schemas"), ("definitions",)):
        for _, schema in document.entries(document.root, *names):
            yield schema


def _schemas_of(document: Document, owner: Node) -> Iterator[Node]:
    """The schemas of a parameter, header, request body or response."""
    media_types = (entry for _, entry in document.entries(owner, "content"))
    for holder in chain((owner,), media_types):
        for field in ("schema", "itemSchema"):
            schema = document.get(holder, field)
            if schema is not None:
                yield schema


def subschemas(document: Document, schema: Node) -> Iterator[Node]:
    """The schemas directly inside `schema`, in the order of their keywords here."""
    yield from inline_subschemas(document, schema)
    for _, property_schema in document.entries(schema, "properties"):
        yield property_schema


def inline_subschemas(document: Document, schema: Node) -> Iterator[Node]:
    """The schemas directly inside `schema`, except those of properties."""
    for keyword in _SCHEMA_LISTS:
        yield from document.items(schema, keyword)
    for keyword in _SCHEMA_FIELDS:
        subschema = document.get(schema, keyword)
        if subschema is not None:
            yield subschema
