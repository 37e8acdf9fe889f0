"""Compare what two versions of an operation decode responses as, status by status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import PartChange
from generator.interface_diff.compare.compare_tagged_unions import (
    compare_tagged_unions,
)
from generator.interface_diff.interface.annotations import Named, format_annotation
from generator.interface_diff.interface.client_interface import Operation
from generator.interface_diff.interface.wire import Response


def compare_responses(
    old: Operation, new: Operation, shapes: ClassShapes
) -> Iterator[PartChange]:
    """Yield the changes of responses that the type of the result does not show.

    The statuses that one version declares are looked up in the other one: the status itself, then
    its range (`4XX`), then `default`. Source: OpenAPI 3.1.1, section 4.8.16 (Responses Object).
    """
    old_responses, new_responses = _Responses.of(old), _Responses.of(new)
    for status in sorted(
        old_responses.by_status.keys() | new_responses.by_status.keys()
    ):
        before, after = old_responses.of_status(status), new_responses.of_status(status)
        is_error = old_responses.is_error(status) and new_responses.is_error(status)
        if before is None or after is None:
            yield _declared_or_not(status, before, after, is_error)
            continue
        yield from _compare(
            status, before, after, is_error, old.result == new.result, shapes
        )
        yield from compare_tagged_unions(before.tagged_unions, after.tagged_unions)


@dataclass(frozen=True, slots=True)
class _Responses:
    """The responses of an operation by status, and whether one of them is a success."""

    by_status: Mapping[str, Response]
    has_success: bool

    @classmethod
    def of(cls, operation: Operation) -> _Responses:
        by_status = {response.status: response for response in operation.responses}
        return cls(by_status, any(status.startswith("2") for status in by_status))

    def of_status(self, status: str) -> Response | None:
        """The response that declares a status, itself or by its range."""
        for key in (status, f"{status[:1]}XX"):
            if key in self.by_status:
                return self.by_status[key]
        # Where a success is declared, `default` describes errors.
        is_described = not status.startswith("2") or not self.has_success
        return self.by_status.get("default") if is_described else None

    def is_error(self, status: str) -> bool:
        """Whether the client raises an exception for a status; `default` is a success if alone."""
        if status == "default":
            return self.has_success
        return not status.startswith("2")


def _declared_or_not(
    status: str, old: Response | None, new: Response | None, is_error: bool
) -> PartChange:
    """Return the change of a status that only one version declares."""
    before, after = _described(old), _described(new)
    # The body of an error without a declared type is a JSON value as it was sent.
    subject = "error-body" if is_error and (before or after) else "response"
    return PartChange(
        f"{subject}-{'added' if old is None else 'removed'}", status, before, after
    )


def _compare(
    status: str,
    old: Response,
    new: Response,
    is_error: bool,
    has_same_result: bool,
    shapes: ClassShapes,
) -> Iterator[PartChange]:
    before, after = _described(old), _described(new)
    if not _has_same_type(old, new, shapes):
        if is_error:
            rule = "error-body-changed"
            if not before or not after:
                rule = "error-body-removed" if before else "error-body-added"
            yield PartChange(rule, status, before, after)
        elif has_same_result:
            # Otherwise the change is reported for the result.
            yield PartChange("response-changed", status, before, after)
    elif (old.media_type, old.reading) != (new.media_type, new.reading):
        yield PartChange(
            "response-media-type-changed", status, _content(old), _content(new)
        )


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


def _described(response: Response | None) -> str:
    if response is None or response.annotation is None:
        return ""
    type_ = format_annotation(response.annotation)
    return type_ if _is_json(response) else f"{type_} ({response.media_type})"


def _content(response: Response) -> str:
    return f"{response.media_type} {response.reading}".strip()
