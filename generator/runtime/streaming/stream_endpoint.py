# SPDX-License-Identifier: MIT
"""Operations whose responses are streams: their endpoints, and decoding the items."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar

from ..http.live_responses import (
    AsyncLiveResponse,
    AsyncLiveTransport,
    LiveResponse,
    LiveTransport,
    read_all,
    read_all_async,
    response_head,
)
from ..http.media_types import essence_of
from ..http.retries import Exchange
from ..http.transport import AsyncTransport, Request, Response, Transport
from ..models.decode import UnreadableError, decoder_for, read_json, read_value
from ..models.fields import ModelField, is_model, schema_of
from ..models.formats import Format
from ..models.type_expressions import Constant, alternatives
from ..operations.endpoint import Content, Endpoint
from ..operations.read_response import declared_response, describe_response
from .events import ApiStreamError, StreamEvent
from .framing import Framing
from .framings import framing_for
from .stream import AsyncEventSource, EventSource, ItemStream

# What many servers send in the place of JSON when there are no more events.
_END_OF_STREAM = "[DONE]"
# What servers say of a stream that know nothing better to say of it.
_GENERIC_TYPES = frozenset(
    {"", "application/json", "application/octet-stream", "text/plain"}
)
_EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True)
class StreamContent(Content):
    """An answer that has items, each of the type `type`.

    `read` says what of an event is the item: its `text`, the `json` in it, or the `event` itself as
    an object with `data`, `event`, `id` and `retry` (OpenAPI 3.2, section 4.14.5).
    """

    is_stream = True
    read: Literal["text", "json", "event"] = "json"


_T_co = TypeVar("_T_co", covariant=True)
_Transport = TypeVar("_Transport")
_Live = TypeVar("_Live", bound=LiveResponse | AsyncLiveResponse)


@dataclass(frozen=True)
class StreamEndpoint(Endpoint[_T_co]):
    """An operation with an answer that is a stream."""

    def opener(self, transport: Transport) -> StreamOpener:
        """What sends the request and leaves the answer open, if it is a stream."""
        return StreamOpener(self, transport)

    def async_opener(self, transport: AsyncTransport) -> AsyncStreamOpener:
        """The same, to be awaited."""
        return AsyncStreamOpener(self, transport)


class _BaseOpener(Generic[_Transport, _Live]):
    """What both kinds of `StreamOpener` have: an endpoint, and the answer that was left open."""

    _source: Callable[..., EventSource | AsyncEventSource]

    def __init__(self, endpoint: Endpoint[Any], transport: _Transport) -> None:
        self._endpoint = endpoint
        self._transport = transport
        self._live: _Live | None = None

    def stream(self, exchange: Exchange, package: str) -> ItemStream[Any] | None:
        """The items; None if the answer is no stream."""
        live, framing = self._live, framing_of(self._endpoint, exchange.response)
        if framing is None or live is None:
            return None
        reading = ItemDecoder(self._endpoint, exchange, package)
        unreadable = reading.unreadable
        source = self._source(live, live.pieces(), framing, exchange, unreadable)
        return ItemStream(source, reading.decode, reading.is_end)

    def _is_stream(self, head: Response) -> bool:
        return framing_of(self._endpoint, head) is not None


class StreamOpener(_BaseOpener[Transport, LiveResponse]):
    """Sends a request until an answer counts, and leaves that open if it is a stream."""

    _source = EventSource

    def send(self, request: Request) -> Response:
        """The answer, without its content if that is a stream."""
        if isinstance(self._transport, LiveTransport):
            live = self._transport.open(request)
        else:
            live = _BufferedResponse(self._transport.send(request))
        head = response_head(live)
        if not self._is_stream(head):
            return read_all(live, request)
        self._live = live
        return head


class AsyncStreamOpener(_BaseOpener[AsyncTransport, AsyncLiveResponse]):
    """As `StreamOpener`, to be awaited."""

    _source = AsyncEventSource

    async def send(self, request: Request) -> Response:
        """As `StreamOpener.send`."""
        if isinstance(self._transport, AsyncLiveTransport):
            live = await self._transport.open(request)
        else:
            live = _AsyncBufferedResponse(await self._transport.send(request))
        head = response_head(live)
        if not self._is_stream(head):
            return await read_all_async(live, request)
        self._live = live
        return head


class _BufferedBase:
    """An answer that came as a whole, from a transport that knows no other."""

    def __init__(self, response: Response) -> None:
        self.status = response.status
        self.headers = response.headers
        self._content = response.content


class _BufferedResponse(_BufferedBase):
    """One to wait for."""

    def pieces(self) -> Iterator[bytes]:
        yield self._content

    def close(self) -> None:
        """There is nothing to close."""


class _AsyncBufferedResponse(_BufferedBase):
    """One to be awaited."""

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._content

    async def close(self) -> None:
        """There is nothing to close."""


def framing_of(endpoint: Endpoint[Any], response: Response) -> Framing | None:
    """What finds the items in an answer, of which the head is enough; None if it has none."""
    content = _content(endpoint, response)
    if content is None:
        return None
    told = response.headers.get("Content-Type", "")
    framing = framing_for(told)
    if framing is not None:
        return framing
    is_telling = essence_of(told) not in _GENERIC_TYPES or (
        # An object in the place of events is something else.
        essence_of(told) == "application/json"
        and essence_of(content.media_type) == _EVENTS
    )
    return None if is_telling else framing_for(content.media_type)


def _content(endpoint: Endpoint[Any], response: Response) -> StreamContent | None:
    if not response.is_success:
        return None
    declared = declared_response(endpoint.responses, response.status)
    return declared if isinstance(declared, StreamContent) else None


class ItemDecoder:
    """How the items of one answer are read."""

    def __init__(
        self, endpoint: Endpoint[Any], exchange: Exchange, package: str
    ) -> None:
        content = _content(endpoint, exchange.response)
        self._read = "text" if content is None else content.read
        self._type = "str" if content is None else content.type
        self._package = package
        self._exchange = exchange

    def is_end(self, event: StreamEvent) -> bool:
        """Whether this is no item but says that there are no more."""
        return self._read == "json" and event.data.strip() == _END_OF_STREAM

    def decode(self, event: StreamEvent) -> Any:
        """The item.

        Raises:
            ApiStreamError: it is not what it should be.
        """
        if self._read == "text":
            return event.data
        try:
            if self._read == "event":
                return _with_data(
                    read_value(_event_object(event), self._type, self._package)
                )
            return read_json(event.data, self._type, self._package)
        except UnreadableError as error:
            problem = str(error)
        except RecursionError:
            problem = "is nested too deeply"
        raise self.unreadable(problem, event)

    def unreadable(self, problem: str, event: StreamEvent | None) -> ApiStreamError:
        """The error for an item; its `response` has what came of it."""
        came = b"" if event is None else event.data.encode()
        exchange = self._exchange
        response = replace(exchange.response, content=came)
        what = "an item" if event is not None else "the stream"
        return ApiStreamError(
            f"{what} in {describe_response(exchange)} {problem}",
            response=response,
            request=exchange.request.without_secrets(),
            attempts=exchange.attempts,
            request_id=exchange.request_id,
            event=event,
        )


def _event_object(event: StreamEvent) -> dict[str, Any]:
    """An event as the object that a schema describes."""
    known = {"data": event.data, "event": event.event}
    known |= {"id": event.id} if event.id else {}
    return known if event.retry is None else {**known, "retry": event.retry}


def _with_data(value: Any) -> Any:
    """An event with its data as what its class says of it, where that is no text but JSON."""
    shape = schema_of(type(value)) if is_model(type(value)) else None
    field = None if shape is None else shape.by_wire.get("data")
    if field is None or not field.is_set(value) or _admits_text(field):
        return value
    try:
        data = json.loads(field.get(value))
    except ValueError:
        # Values of a kind that the type does not know stay as they came, here too.
        return value
    decode = decoder_for(field.type, field.package)
    field.set(value, data if decode is None else decode(data))
    return value


def _admits_text(field: ModelField) -> bool:
    return any(
        each in (str, object)
        or isinstance(each, Format)
        or (isinstance(each, Constant) and isinstance(each.values[0], str))
        for each in alternatives(field.type, field.package)
    )
