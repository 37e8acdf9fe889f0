"""Answers that are streams of items, and operations that give one if they are asked to.

Sources: OpenAPI 3.2, section 4.14 (sequential media types); WHATWG HTML, section 9.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Body, ItemReading, Operation, Response
from generator.ir.media_types import essence_of
from generator.ir.types import Nullable, Scalar, Type, Union
from generator.openapi import nodes
from generator.runtime.streaming.framings import has_items

_EVENTS = "text/event-stream"
_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})
_SWITCH = "stream"

Resolve = Callable[[nodes.SchemaNode], nodes.Schema]


@dataclass(frozen=True, slots=True)
class Items:
    """What the items of a stream are; `schema` is None where nothing is said of them."""

    schema: nodes.SchemaNode | None
    read: ItemReading


def items_of(media: nodes.MediaType, resolve: Resolve) -> Items | None:
    """The items of a media type; None where it has none, or is declared as a file."""
    if not _is_stream(media):
        return None
    is_events = essence_of(media.name) == _EVENTS
    node, is_whole = media.item_schema, False
    if node is None and media.schema is not None:
        # In a schema of the whole, items are those of an array (OpenAPI 3.2, 4.14.2).
        whole = resolve(media.schema)
        is_whole = whole.items is None
        node = media.schema if whole.items is None else whole.items
    if node is None:
        return Items(None, "text" if is_events else "json")
    schema = resolve(node)
    if schema.types == ("string",) and schema.enum is None:
        is_file = schema.format == "binary" and is_whole and not is_events
        if is_file:
            return None
        return Items(node, "text" if is_events or is_whole else "json")
    if is_events and _is_event(schema, resolve):
        return Items(node, "event")
    return Items(node, "json")


def _is_stream(media: nodes.MediaType) -> bool:
    if essence_of(media.name) == "multipart/mixed":
        # Without a schema for its items, it is a message of different parts.
        return media.item_schema is not None
    return has_items(media.name)


def _is_event(schema: nodes.Schema, resolve: Resolve) -> bool:
    """Whether a schema describes events themselves, rather than what is in their data."""
    names = {name for each in _parts(schema, resolve) for name in _names(each)}
    return "data" in names and names <= _EVENT_FIELDS


def _names(schema: nodes.Schema) -> Iterator[str]:
    return (name for name, _ in schema.properties or ())


def _parts(schema: nodes.Schema, resolve: Resolve) -> Iterator[nodes.Schema]:
    """A schema, and those that it is put together of."""
    waiting, seen = [schema], set[Pointer]()
    while waiting:
        part = waiting.pop()
        if part.at in seen:
            continue
        seen.add(part.at)
        yield part
        waiting += map(resolve, (*part.all_of, *part.any_of, *part.one_of))


def event_data(document: nodes.Document, resolve: Resolve) -> frozenset[Pointer]:
    """Where the schemas are of what the `data` of events holds, as text on the wire."""
    return frozenset(
        node.content_schema.at
        for operation in document.operations
        for response in operation.responses
        for media in response.content
        for items in [items_of(media, resolve)]
        if items is not None and items.read == "event" and items.schema is not None
        for part in _parts(resolve(items.schema), resolve)
        for name, node in part.properties or ()
        if name == "data" and isinstance(node, nodes.Schema)
        if node.content_schema is not None
    )


def tell_of_unread_items(document: nodes.Document, diagnostics: Diagnostics) -> None:
    """Note schemas for items where the client reads the answer as a whole."""
    for operation in document.operations:
        for response in operation.responses:
            for media in response.content:
                if media.item_schema is not None and not _is_stream(media):
                    diagnostics.warning(
                        "unread-items",
                        f"{media.name} is not read item by item: the client gives it as a whole",
                        media.at / "itemSchema",
                        "items are read of text/event-stream, application/jsonl, "
                        "application/json-seq and multipart/mixed",
                    )


def split(operation: Operation, taken: set[str]) -> Iterator[Operation]:
    """An operation; two where it gives a stream or the whole, for each is a call of its own.

    `taken` are the keys that others have.
    """
    streams = [each for each in operation.answers if each.items is not None]
    whole = [
        each
        for each in operation.answers
        if each.items is None and each.media_type is not None
    ]
    if not streams or not whole:
        yield operation
        return
    yield replace(operation, responses=_without(operation, streams))
    key = f"{operation.key} {_SWITCH}"
    while key in taken:
        key += f" {_SWITCH}"
    taken.add(key)
    yield replace(
        operation,
        key=key,
        responses=_without(operation, whole),
        streams=operation.key,
        switch=_switch(operation),
    )


def _without(operation: Operation, some: list[Response]) -> tuple[Response, ...]:
    return tuple(each for each in operation.responses if each not in some)


def _switch(operation: Operation) -> tuple[str, str] | None:
    """The argument `stream` of an operation, if it is one of true and false."""
    for parameter in operation.parameters:
        if parameter.name == _SWITCH and _is_switch(parameter.type):
            return parameter.location, parameter.name
    is_in_body = operation.bodies and all(map(_has_switch, operation.bodies))
    return ("body", _SWITCH) if is_in_body else None


def _has_switch(body: Body) -> bool:
    return any(
        each.field.name == _SWITCH and _is_switch(each.field.type)
        for each in body.fields or ()
    )


def _is_switch(type_: Type) -> bool:
    match type_:
        case Nullable(inner):
            return _is_switch(inner)
        case Union(members):
            return any(map(_is_switch, members))
        case _:
            return type_ == Scalar("boolean")
