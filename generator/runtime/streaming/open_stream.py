# SPDX-License-Identifier: MIT
"""Open streamed responses and decode their items."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from ..http.live_responses import (
    AsyncLiveResponse,
    LiveResponse,
    read_all,
    read_all_async,
    response_head,
    take_time,
)
from ..http.live_transports import open_response, open_response_async
from ..http.media_types import essence_of
from ..http.redaction import redacted
from ..http.retries import Exchange
from ..http.transport import AsyncTransport, Request, Response, Transport
from ..models.decode import UnreadableError, decoder_for, read_json, read_value
from ..models.fields import ModelField, is_model, schema_of
from ..models.format_encoders import Format
from ..models.type_expressions import Constant, alternatives
from ..operations.endpoint import Endpoint
from ..operations.read_response import declared_response, describe_response
from .events import ApiStreamError, StreamEvent
from .framing import Framing
from .framings import framing_for
from .stream import AsyncEventSource, EventSource, ItemStream
from .stream_endpoint import StreamContent

# The last event of many streams of JSON.
_END_OF_STREAM = "[DONE]"
# Content types that servers send for streams instead of the declared one.
_GENERIC_MEDIA_TYPES = frozenset(
    {"", "application/json", "application/octet-stream", "text/plain"}
)
_SERVER_SENT_EVENTS = "text/event-stream"


_Transport = TypeVar("_Transport")
_Live = TypeVar("_Live", bound=LiveResponse | AsyncLiveResponse)


class _BaseOpener(Generic[_Transport, _Live]):
    """Base of the openers: the endpoint, and the response that was left open."""

    _source: Callable[..., EventSource | AsyncEventSource]

    def __init__(self, endpoint: Endpoint[Any], transport: _Transport) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._live: _Live | None = None

    def stream(self, exchange: Exchange, package: str) -> ItemStream[Any] | None:
        """Return the stream of items; None if the response is not a stream."""
        live, framing = self._live, framing_of(self._endpoint, exchange.response)
        if framing is None or live is None:
            return None
        decoder = ItemDecoder(self._endpoint, exchange, package)
        source = self._source(
            live, live.pieces(), framing, exchange, decoder.create_error
        )
        return ItemStream(source, decoder.decode, decoder.is_end)

    def _opened(self, live: _Live) -> None:
        take_time(live)
        self._live = live

    def _is_stream(self, head: Response) -> bool:
        return framing_of(self._endpoint, head) is not None


class StreamOpener(_BaseOpener[Transport, LiveResponse]):
    """Sends a request and leaves the response open if it is a stream."""

    _source = EventSource

    def send(self, request: Request) -> Response:
        """Send `request` and return the response, without its content if that is a stream."""
        live = open_response(self._transport, request)
        head = response_head(live)
        if not self._is_stream(head):
            return read_all(live, request)
        self._opened(live)
        return head

    def close(self) -> None:
        """Close the response that was left open, if any."""
        if self._live is not None:
            self._live.close()


class AsyncStreamOpener(_BaseOpener[AsyncTransport, AsyncLiveResponse]):
    """Like `StreamOpener`, awaited."""

    _source = AsyncEventSource

    async def send(self, request: Request) -> Response:
        """Like `StreamOpener.send`."""
        live = await open_response_async(self._transport, request)
        head = response_head(live)
        if not self._is_stream(head):
            return await read_all_async(live, request)
        self._opened(live)
        return head

    async def close(self) -> None:
        """Like `StreamOpener.close`."""
        if self._live is not None:
            await self._live.close()


def framing_of(endpoint: Endpoint[Any], response: Response) -> Framing | None:
    """Return the framing of a response; None if it is not a stream.

    The `Content-Type` of the response takes precedence over the declared media type, unless it is
    generic. The content of `response` is not used.
    """
    content = _content(endpoint, response)
    if content is None:
        return None
    content_type = response.headers.get("Content-Type", "")
    framing = framing_for(content_type)
    if framing is not None:
        return framing
    is_specific = essence_of(content_type) not in _GENERIC_MEDIA_TYPES or (
        # JSON instead of server-sent events is a single object, not a stream.
        essence_of(content_type) == "application/json"
        and essence_of(content.media_type) == _SERVER_SENT_EVENTS
    )
    return None if is_specific else framing_for(content.media_type)


def _content(endpoint: Endpoint[Any], response: Response) -> StreamContent | None:
    if not response.is_success:
        return None
    declared = declared_response(endpoint.responses, response.status)
    return declared if isinstance(declared, StreamContent) else None


class ItemDecoder:
    """Decodes the items of one response."""

    def __init__(
        self, endpoint: Endpoint[Any], exchange: Exchange, package: str
    ) -> None:
        content = _content(endpoint, exchange.response)
        self._read = "text" if content is None else content.read
        self._type = "str" if content is None else content.type
        self._package = package
        self._exchange = exchange

    def is_end(self, event: StreamEvent) -> bool:
        """Whether the event marks the end of the stream and is not an item."""
        return self._read == "json" and event.data.strip() == _END_OF_STREAM

    def decode(self, event: StreamEvent) -> Any:
        """Decode the item in an event.

        Raises:
            ApiStreamError: it does not match the declared type.
        """
        if self._read == "text":
            return event.data
        try:
            if self._read == "event":
                return _decode_data(
                    read_value(_event_object(event), self._type, self._package)
                )
            return read_json(event.data, self._type, self._package)
        except UnreadableError as error:
            problem = str(error)
        except RecursionError:
            problem = "is nested too deeply"
        raise self.create_error(problem, event)

    def create_error(self, problem: str, event: StreamEvent | None) -> ApiStreamError:
        """Create the error for an item; its `response` contains the item's text."""
        content = b"" if event is None else event.data.encode()
        exchange = self._exchange
        response = replace(exchange.response, content=content)
        subject = "an item" if event is not None else "the stream"
        return ApiStreamError(
            redacted(
                f"{subject} in {describe_response(exchange)} {problem}",
                exchange.request,
            ),
            response=response,
            request=exchange.request.without_secrets(),
            attempts=exchange.attempts,
            request_id=exchange.request_id,
            event=event,
        )


def _event_object(event: StreamEvent) -> dict[str, Any]:
    """Convert an event to the object that an `itemSchema` describes."""
    members = {"data": event.data, "event": event.event}
    members |= {"id": event.id} if event.id else {}
    return members if event.retry is None else {**members, "retry": event.retry}


def _decode_data(value: Any) -> Any:
    """Decode the JSON in an event's `data`, unless its declared type accepts a string."""
    schema = schema_of(type(value)) if is_model(type(value)) else None
    field = None if schema is None else schema.by_wire.get("data")
    if field is None or not field.is_set(value) or _accepts_string(field):
        return value
    decode = decoder_for(field.type, field.package)
    try:
        data = json.loads(field.get(value))
        field.set(value, data if decode is None else decode(data))
    except (RecursionError, ValueError):
        # Values that do not match their declared type are kept unchanged, as elsewhere.
        return value
    return value


def _accepts_string(field: ModelField) -> bool:
    return any(
        type_ in (str, object)
        or isinstance(type_, Format)
        or (isinstance(type_, Constant) and isinstance(type_.values[0], str))
        for type_ in alternatives(field.type, field.package)
    )
