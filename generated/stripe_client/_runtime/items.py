"""What becomes of each item of a stream."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from .annotations import Constant, alternatives
from .attempts import Exchange
from .decoding import decoder_for
from .endpoint import Content, Endpoint
from .errors import ApiStreamError
from .formats import Format
from .framing import Framing, StreamEvent
from .framings import framing_for
from .media_types import essence_of
from .reading import UnreadableError, read_json, read_value
from .responses import declared_answer, what_came
from .shapes import Field, is_model, shape_of
from .transport import Response

# What many servers send in the place of JSON when there are no more events.
_END = "[DONE]"
# What servers say of a stream that know nothing better to say of it.
_TELLS_NOTHING = frozenset(
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


def framing_of(endpoint: Endpoint[Any], response: Response) -> Framing | None:
    """What finds the items in an answer, of which the head is enough; None if it has none."""
    content = _content(endpoint, response)
    if content is None:
        return None
    told = response.headers.get("Content-Type", "")
    framing = framing_for(told)
    if framing is not None:
        return framing
    is_telling = essence_of(told) not in _TELLS_NOTHING or (
        # An object in the place of events is something else.
        essence_of(told) == "application/json"
        and essence_of(content.media_type) == _EVENTS
    )
    return None if is_telling else framing_for(content.media_type)


def _content(endpoint: Endpoint[Any], response: Response) -> StreamContent | None:
    if not response.is_success:
        return None
    declared = declared_answer(endpoint.responses, response.status)
    return declared if isinstance(declared, StreamContent) else None


class ItemReading:
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
        return self._read == "json" and event.data.strip() == _END

    def decode(self, event: StreamEvent) -> Any:
        """The item.

        Raises:
            ApiStreamError: it is not what it should be.
        """
        if self._read == "text":
            return event.data
        try:
            if self._read == "event":
                return _with_data(read_value(_object(event), self._type, self._package))
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
            f"{what} in {what_came(exchange)} {problem}",
            response=response,
            request=exchange.request.without_secrets(),
            attempts=exchange.attempts,
            request_id=exchange.request_id,
            event=event,
        )


def _object(event: StreamEvent) -> dict[str, Any]:
    """An event as the object that a schema describes."""
    known = {"data": event.data, "event": event.event}
    known |= {"id": event.id} if event.id else {}
    return known if event.retry is None else {**known, "retry": event.retry}


def _with_data(value: Any) -> Any:
    """An event with its data as what its class says of it, where that is no text but JSON."""
    shape = shape_of(type(value)) if is_model(type(value)) else None
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


def _admits_text(field: Field) -> bool:
    return any(
        each in (str, object)
        or isinstance(each, Format)
        or (isinstance(each, Constant) and isinstance(each.values[0], str))
        for each in alternatives(field.type, field.package)
    )
