"""Detect responses that stream items, and split operations that stream on request.

Sources: OpenAPI 3.2.0, section 4.14 (sequential media types); WHATWG HTML, section 9.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Body, ItemFormat, Operation, Response
from generator.ir.types import Nullable, Scalar, Type, Union
from generator.lower.media_types import essence_of
from generator.openapi import nodes
from generator.runtime.streaming.framings import has_items

_EVENTS = "text/event-stream"
_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})
_SWITCH = "stream"

Resolve = Callable[[nodes.SchemaNode], nodes.Schema]


@dataclass(frozen=True, slots=True)
class StreamItems:
    """The items of a stream: how to decode them, and their schema, if it is known."""

    schema: nodes.SchemaNode | None
    format: ItemFormat


def stream_items(media: nodes.MediaType, resolve: Resolve) -> StreamItems | None:
    """The items of a media type; None if it is not a stream, or is declared as a file.

    Examples:
        text/event-stream, itemSchema: {properties: {data, event}}    →    format "event"
        application/jsonl, schema: {type: array, items: Log}          →    format "json", schema Log
    """
    if not _is_stream(media):
        return None
    is_events = essence_of(media.name) == _EVENTS
    node, is_whole = media.item_schema, False
    if node is None and media.schema is not None:
        # The schema of the whole content is an array of the items (OpenAPI 3.2.0, 4.14.2).
        whole = resolve(media.schema)
        is_whole = whole.items is None
        node = media.schema if whole.items is None else whole.items
    if node is None:
        return StreamItems(None, "text" if is_events else "json")
    schema = resolve(node)
    if schema.types == ("string",) and schema.enum is None:
        is_file = schema.format == "binary" and is_whole and not is_events
        if is_file:
            return None
        return StreamItems(node, "text" if is_events or is_whole else "json")
    if is_events and _is_event(schema, resolve):
        return StreamItems(node, "event")
    return StreamItems(node, "json")


def _is_stream(media: nodes.MediaType) -> bool:
    if essence_of(media.name) == "multipart/mixed":
        # Without a schema for its items, it is one message with different parts.
        return media.item_schema is not None
    return has_items(media.name)


def _is_event(schema: nodes.Schema, resolve: Resolve) -> bool:
    """Whether a schema describes whole events rather than the content of their data."""
    names = {
        name
        for part in _combined_schemas(schema, resolve)
        for name, _ in part.properties or ()
    }
    return "data" in names and names <= _EVENT_FIELDS


def _combined_schemas(schema: nodes.Schema, resolve: Resolve) -> Iterator[nodes.Schema]:
    """A schema and, at any depth, the schemas that its `allOf`, `anyOf` and `oneOf` combine."""
    waiting, seen = [schema], set[Pointer]()
    while waiting:
        part = waiting.pop()
        if part.at in seen:
            continue
        seen.add(part.at)
        yield part
        waiting += map(resolve, (*part.all_of, *part.any_of, *part.one_of))


def event_data_schemas(
    document: nodes.Document, resolve: Resolve
) -> frozenset[Pointer]:
    """Pointers of the schemas under `contentSchema` of the `data` of events.

    Events carry their data as a string, which the client decodes.
    """
    return frozenset(
        node.content_schema.at
        for operation in document.operations
        for response in operation.responses
        for media in response.content
        for items in [stream_items(media, resolve)]
        if items is not None and items.format == "event" and items.schema is not None
        for part in _combined_schemas(resolve(items.schema), resolve)
        for name, node in part.properties or ()
        if name == "data" and isinstance(node, nodes.Schema)
        if node.content_schema is not None
    )


def check_unread_items(document: nodes.Document, diagnostics: Diagnostics) -> None:
    """Warn about item schemas of media types that the client does not decode by item."""
    for operation in document.operations:
        for response in operation.responses:
            for media in response.content:
                if media.item_schema is not None and not _is_stream(media):
                    diagnostics.warning(
                        "unread-items",
                        f"the client cannot stream {media.name}; it returns the response as a "
                        "whole",
                        media.at / "itemSchema",
                        "use text/event-stream, application/jsonl, application/json-seq or "
                        "multipart/mixed to stream items",
                    )


def split_streaming(operation: Operation, taken: set[str]) -> Iterator[Operation]:
    """Split an operation that returns a stream or a whole response into one operation for each.

    Example:
        chat → Reply | stream of Delta    →    chat → Reply, "chat stream" → stream of Delta

    Args:
        operation: the operation.
        taken: the keys that are in use; the new key is added.
    """
    streams = [
        response
        for response in operation.success_responses
        if response.items is not None
    ]
    whole = [
        response
        for response in operation.success_responses
        if response.items is None and response.media_type is not None
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
        streaming_variant_of=operation.key,
        stream_switch=_stream_switch(operation),
    )


def _without(operation: Operation, removed: list[Response]) -> tuple[Response, ...]:
    return tuple(
        response for response in operation.responses if response not in removed
    )


def _stream_switch(operation: Operation) -> tuple[str, str] | None:
    """The boolean argument `stream` of an operation, if it has one."""
    for parameter in operation.parameters:
        if parameter.name == _SWITCH and _is_boolean(parameter.type):
            return parameter.location, parameter.name
    is_in_body = operation.bodies and all(map(_has_switch, operation.bodies))
    return ("body", _SWITCH) if is_in_body else None


def _has_switch(body: Body) -> bool:
    return any(
        argument.field.name == _SWITCH and _is_boolean(argument.field.type)
        for argument in body.fields or ()
    )


def _is_boolean(type_: Type) -> bool:
    match type_:
        case Nullable(inner):
            return _is_boolean(inner)
        case Union(members):
            return any(map(_is_boolean, members))
        case _:
            return type_ == Scalar("boolean")
