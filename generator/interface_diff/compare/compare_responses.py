"""Compare what two versions of an operation decode responses as, status by status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.interface.annotations import (
    Annotation,
    format_annotation,
)
from generator.interface_diff.interface.client_interface import Operation
from generator.interface_diff.interface.wire import Response

_NOTHING = Response("", "", None)


@dataclass(frozen=True, slots=True)
class ResponseChange:
    """A change of a response: the id of its rule, and the attributes of `Change`."""

    rule: str
    status: str
    before: str = ""
    after: str = ""


def compare_responses(
    old: Operation, new: Operation, shapes: ClassShapes
) -> Iterator[ResponseChange]:
    """Yield the changes of responses that the type of the result does not show.

    The statuses that one version declares are looked up in the other one as the client does: by
    status, then by range (`4XX`), then `default`.
    """
    before = {response.status: response for response in old.responses}
    after = {response.status: response for response in new.responses}
    for status in sorted(before.keys() | after.keys()):
        old_response = _effective(old, status)
        new_response = _effective(new, status)
        if old_response is None or new_response is None:
            yield from _status_change(status, old_response, new_response)
        elif (old_response.status, new_response.status) != (status, status) or (
            old_response != new_response
        ):
            yield from _compare(old, new, status, old_response, new_response, shapes)


def _effective(operation: Operation, status: str) -> Response | None:
    """The response of an operation that a status is decoded by."""
    by_status = {response.status: response for response in operation.responses}
    for key in (status, f"{status[:1]}XX", "default"):
        if key in by_status:
            return by_status[key]
    return None


def _status_change(
    status: str, old: Response | None, new: Response | None
) -> Iterator[ResponseChange]:
    present = old or new or _NOTHING
    content = _described(present.annotation)
    if not status.startswith("2") and present.annotation is not None:
        # Error bodies without a declared type are JSON values as they are.
        if old is None:
            yield ResponseChange("error-body-added", status, after=content)
        else:
            yield ResponseChange("error-body-removed", status, before=content)
    elif old is None:
        yield ResponseChange("response-added", status, after=content)
    else:
        yield ResponseChange("response-removed", status, before=content)


def _compare(
    old_operation: Operation,
    new_operation: Operation,
    status: str,
    old: Response,
    new: Response,
    shapes: ClassShapes,
) -> Iterator[ResponseChange]:
    before, after = _described(old.annotation), _described(new.annotation)
    is_error = not status.startswith("2")
    if not _has_same_type(old.annotation, new.annotation, shapes):
        if is_error and old.annotation is None:
            yield ResponseChange("error-body-added", status, after=after)
        elif is_error and new.annotation is None:
            yield ResponseChange("error-body-removed", status, before=before)
        elif is_error:
            yield ResponseChange("error-body-changed", status, before, after)
        elif old_operation.result == new_operation.result:
            # A changed type of the result is reported for the result.
            yield ResponseChange("response-changed", status, before, after)
    elif (old.media_type, old.reading) != (new.media_type, new.reading):
        yield ResponseChange(
            "response-media-type-changed", status, _content(old), _content(new)
        )


def _has_same_type(
    old: Annotation | None, new: Annotation | None, shapes: ClassShapes
) -> bool:
    """Whether code that reads values of `old` can read those of `new`, of the same classes."""
    if old is None or new is None:
        return old is new
    return old == new or shapes.returns_same(old, new)


def _described(annotation: Annotation | None) -> str:
    return "" if annotation is None else format_annotation(annotation)


def _content(response: Response) -> str:
    return f"{response.media_type} {response.reading}".strip()
