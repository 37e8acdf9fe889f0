# SPDX-License-Identifier: MIT
"""Select the framing for a sequential media type. Source: OpenAPI 3.2.0, Media Type Object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..http.media_types import essence_of, parameter_of
from .framing import Framing
from .json_lines import JsonLines, JsonSequence
from .multipart_mixed import MultipartParts
from .sse import ServerSentEvents

_MULTIPART_MIXED: Final = "multipart/mixed"
_JSON_LINES: Final = (
    *("application/jsonl", "application/json-lines", "application/jsonlines"),
    *("application/ndjson", "application/x-ndjson", "application/x-jsonlines"),
    *("application/stream+json", "application/x-json-stream", "text/jsonl"),
)
_FRAMINGS: Final[Mapping[str, Callable[[], Framing]]] = {
    "text/event-stream": ServerSentEvents,
    **dict.fromkeys(_JSON_LINES, JsonLines),
}


def framing_for(media_type: str) -> Framing | None:
    """Return the framing for a response's `Content-Type`; None if it is not a stream of items."""
    essence = essence_of(media_type)
    if essence in _FRAMINGS:
        return _FRAMINGS[essence]()
    if _is_sequence(essence):
        return JsonSequence()
    boundary = parameter_of(media_type, "boundary")
    return (
        MultipartParts(boundary) if essence == _MULTIPART_MIXED and boundary else None
    )


def has_items(media_type: str) -> bool:
    """Whether responses of this media type can be read item by item."""
    essence = essence_of(media_type)
    return essence in _FRAMINGS or essence == _MULTIPART_MIXED or _is_sequence(essence)


def _is_sequence(essence: str) -> bool:
    return essence == "application/json-seq" or essence.endswith("+json-seq")
