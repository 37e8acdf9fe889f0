"""The framing of each media type that has items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .event_framing import ServerSentEvents
from .framing import Framing
from .json_framing import JsonLines, JsonSequence
from .media_types import essence_of, parameter_of
from .part_framing import Parts

__all__ = ["framing_for"]

_FRAMINGS: Final[Mapping[str, Callable[[], Framing]]] = {
    "text/event-stream": ServerSentEvents,
    **dict.fromkeys(
        (
            "application/json-lines",
            "application/jsonl",
            "application/jsonlines",
            "application/ndjson",
            "application/stream+json",
            "application/x-json-stream",
            "application/x-jsonlines",
            "application/x-ndjson",
            "text/jsonl",
        ),
        JsonLines,
    ),
}


def framing_for(media_type: str) -> Framing | None:
    """What finds the items in an answer of this media type; None if it is no stream of items."""
    essence = essence_of(media_type)
    if essence in _FRAMINGS:
        return _FRAMINGS[essence]()
    if essence == "application/json-seq" or essence.endswith("+json-seq"):
        return JsonSequence()
    boundary = parameter_of(media_type, "boundary")
    return Parts(boundary) if essence == "multipart/mixed" and boundary else None
