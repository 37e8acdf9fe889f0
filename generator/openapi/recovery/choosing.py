"""What can be left out so that an error is gone, the smallest part first.

The client must stay right: it may know less of what comes, and take more than the server does, but
it sends nothing in a way that the document does not say. So a schema can come to allow anything,
and a parameter that need not be sent can go; with one that must be, its operation goes.

Source: OpenAPI Specification 3.1.1, section 4.8, and JSON Schema 2020-12, by which each keyword of
a schema but for a few allows less than there would be without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.recovery.around import Around, extension, field, item, part
from generator.openapi.recovery.content import (
    encoding,
    media_type,
    parameter,
    request_body,
    response,
    responses,
    schema,
)
from generator.openapi.recovery.frames import Frame, frames_around
from generator.openapi.recovery.naming import method_and_path
from generator.openapi.recovery.steps import Step, taken_out

# Fields that the requests of an operation do not depend on.
_OF_OPERATION = frozenset(
    (
        *("callbacks", "deprecated", "description", "externalDocs", "operationId"),
        *("produces", "summary", "tags"),
    )
)
_OF_PATH_ITEM = frozenset(("description", "summary"))
# Lists and maps of the document itself that can lack one, or be missing.
_OF_DOCUMENT = frozenset(("securityDefinitions", "servers", "tags"))


def choices(tree: Json, whole: Json, at: Pointer) -> Iterator[Step]:
    """What can be left out around the place `at` of `tree`, from the smallest part on.

    `whole` is the document with everything, in which references still lead somewhere.
    """
    frames = frames_around(tree, at)
    for index, frame in enumerate(frames):
        yield from extension(frame)
        choose = _CHOOSING.get(frame.kind)
        if choose is not None:
            yield from choose(Around(frame, frames[index + 1 :], whole))


def _operation(around: Around) -> Iterator[Step]:
    frame = around.frame
    yield from field(frame, _OF_OPERATION)
    yield from _security(frame)
    kind = "webhook" if around.is_in("callback") or _is_webhook(frame) else "operation"
    yield taken_out(frame.at, kind, method_and_path(frame.at))


def _security(frame: Frame) -> Iterator[Step]:
    """One way to call, or all of them: then credentials are given by hand.

    Without the field an operation would be given what others need.
    """
    for step in item(frame, frozenset(("security",))):
        if step.at == frame.at / "security":
            what = "what credentials are needed is left out"
            yield Step(step.at, "security requirement", what, True, [])
        else:
            yield step


def _path_item(around: Around) -> Iterator[Step]:
    frame = around.frame
    yield from field(frame, _OF_PATH_ITEM)
    is_sent = around.is_in("callback") or _is_webhook(frame)
    yield taken_out(frame.at, "webhook" if is_sent else "path", frame.at.tokens[-1])


def _is_webhook(frame: Frame) -> bool:
    return frame.at.tokens[0] == "webhooks"


def _document(around: Around) -> Iterator[Step]:
    yield from _security(around.frame)
    yield from item(around.frame, _OF_DOCUMENT)
    yield from field(around.frame, frozenset(("externalDocs", "webhooks")))


def _components(around: Around) -> Iterator[Step]:
    name = around.frame.field
    if name is not None:
        yield from field(around.frame, frozenset((name,)))


_CHOOSING: Mapping[str, Callable[[Around], Iterator[Step]]] = {
    "document": _document,
    "components": _components,
    "schema": schema,
    "parameter": parameter,
    "requestBody": request_body,
    "mediaType": media_type,
    "encoding": encoding,
    "response": response,
    "{response}": responses,
    "operation": _operation,
    "pathItem": _path_item,
    "callback": part("callback"),
    "example": part("example"),
    "header": part("header"),
    "link": part("link"),
    "securityScheme": part("security scheme"),
    "{callback}": part("field"),
    "{example}": part("field"),
    "{header}": part("field"),
    "{link}": part("field"),
}
