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
        is_error = _is_error(old, status) and _is_error(new, status)
        if old_response is None or new_response is None:
            yield from _status_change(status, old_response, new_response, is_error)
        elif (old_response.status, new_response.status) != (status, status) or (
            old_response != new_response
        ):
            change = _compare(status, old_response, new_response, is_error, shapes)
            # A changed type of the result is reported for the result.
            if change is not None and (
                change.rule != "response-changed" or old.result == new.result
            ):
                yield change


def _effective(operation: Operation, status: str) -> Response | None:
    """The response of an operation that a status is decoded by, as the runtime chooses it."""
    by_status = {response.status: response for response in operation.responses}
    for key in (status, f"{status[:1]}XX"):
        if key in by_status:
            return by_status[key]
    if status.startswith("2"):
        for response in operation.responses:
            if response.status.startswith("2"):
                return response
    return by_status.get("default")


def _is_error(operation: Operation, status: str) -> bool:
    """Whether the client raises an exception for a status; `default` is a success if alone."""
    has_success = any(
        response.status.startswith("2") for response in operation.responses
    )
    return not status.startswith("2") and (status != "default" or has_success)


def _status_change(
    status: str, old: Response | None, new: Response | None, is_error: bool
) -> Iterator[ResponseChange]:
    present = old or new or _NOTHING
    content = _described(present.annotation)
    if is_error and present.annotation is not None:
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
    status: str, old: Response, new: Response, is_error: bool, shapes: ClassShapes
) -> ResponseChange | None:
    before, after = _described(old.annotation), _described(new.annotation)
    if not _has_same_type(old.annotation, new.annotation, shapes):
        rule = "response-changed"
        if is_error:
            rule = "error-body-changed"
            if not before or not after:
                rule = "error-body-removed" if before else "error-body-added"
        return ResponseChange(rule, status, before, after)
    if (old.media_type, old.reading) != (new.media_type, new.reading):
        return ResponseChange(
            "response-media-type-changed", status, _content(old), _content(new)
        )
    return None


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
