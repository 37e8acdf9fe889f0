"""Compare what two versions of an operation decode responses as, status by status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.interface.annotations import Named, format_annotation
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

    The statuses that one version declares are looked up in the other one: the status itself, then
    its range (`4XX`), then `default`. Source: OpenAPI 3.1.1, section 4.8.16 (Responses Object).
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
    """The response of an operation that declares a status, itself or by its range."""
    by_status = {response.status: response for response in operation.responses}
    for key in (status, f"{status[:1]}XX"):
        if key in by_status:
            return by_status[key]
    # Where a success is declared, `default` describes errors.
    is_described = not status.startswith("2") or not _has_success(operation)
    return by_status.get("default") if is_described else None


def _has_success(operation: Operation) -> bool:
    return any(response.status.startswith("2") for response in operation.responses)


def _is_error(operation: Operation, status: str) -> bool:
    """Whether the client raises an exception for a status; `default` is a success if alone."""
    if status == "default":
        return _has_success(operation)
    return not status.startswith("2")


def _status_change(
    status: str, old: Response | None, new: Response | None, is_error: bool
) -> Iterator[ResponseChange]:
    present = old or new or _NOTHING
    content = _described(present)
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
    before, after = _described(old), _described(new)
    if not _has_same_type(old, new, shapes):
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


def _has_same_type(old: Response, new: Response, shapes: ClassShapes) -> bool:
    """Whether values are decoded as before: of the same classes, and JSON if they were."""
    if old.annotation is None or new.annotation is None:
        return old.annotation is new.annotation
    if _is_json(old) != _is_json(new):
        return False
    return old.annotation == new.annotation or shapes.returns_same(
        old.annotation, new.annotation
    )


def _is_json(response: Response) -> bool:
    """Whether the content is decoded as JSON and not as text or bytes."""
    return (
        not response.reading
        and response.annotation != Named("bytes")
        and response.media_type.endswith(("json", "*"))
    )


def _described(response: Response) -> str:
    if response.annotation is None:
        return ""
    type_ = format_annotation(response.annotation)
    return type_ if _is_json(response) else f"{type_} ({response.media_type})"


def _content(response: Response) -> str:
    return f"{response.media_type} {response.reading}".strip()
