"""What can be left out so that an error is gone, the smallest part first.

The client must stay right: it may know less of what comes, and take more than the server does, but
it sends nothing in a way that the document does not say. So a schema can come to allow anything,
and a parameter that need not be sent can go; with one that must be, its operation goes.

Source: OpenAPI Specification 3.1.1, section 4.8, and JSON Schema 2020-12, by which each keyword of
a schema but for a few allows less than there would be without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.diagnostics import Diagnostics
from generator.json_value import Json
from generator.leniency.frames import Frame, frames_around
from generator.leniency.naming import method_and_path, name_of, quoted
from generator.leniency.steps import Step, put_in_place, taken_out
from generator.pointer import Pointer
from generator.spec.references import References

# Without these a schema would mean something else, and not just allow more.
_DECISIVE = frozenset(("$ref", "nullable", "properties", "prefixItems"))
# A schema that allows anything would turn these around.
_REVERSING = frozenset(("not", "if"))
# What a parameter of OpenAPI, and of Swagger 2.0 too, says for people and about bounds.
_NOTES = frozenset(
    (
        *("allowEmptyValue", "default", "deprecated", "description", "enum", "example"),
        *("examples", "exclusiveMaximum", "exclusiveMinimum", "format", "maxItems"),
        *("maxLength", "maximum", "minItems", "minLength", "minimum", "multipleOf"),
        *("pattern", "uniqueItems"),
    )
)
# Fields that the requests of an operation do not depend on.
_OF_OPERATION = frozenset(
    (
        *("callbacks", "deprecated", "description", "externalDocs", "operationId"),
        *("produces", "summary", "tags"),
    )
)
_OF_PATH_ITEM = frozenset(("description", "summary"))
_OF_MEDIA_TYPE = frozenset(("example", "examples"))
_ENCODING = frozenset(("encoding", "itemEncoding", "prefixEncoding"))
# Lists and maps of the document itself that can lack one, or be missing.
_OF_DOCUMENT = frozenset(("securityDefinitions", "servers", "tags"))
_ANYTHING: Mapping[str, Json] = MappingProxyType({"*/*": {}})
# Where components of Swagger 2.0 stand, and those of OpenAPI.
_SHARED = frozenset(("components", "definitions", "parameters", "responses"))


def choices(tree: Json, whole: Json, at: Pointer) -> Iterator[Step]:
    """What can be left out around the place `at` of `tree`, from the smallest part on.

    `whole` is the document with everything, in which references still lead somewhere.
    """
    frames = frames_around(tree, at)
    for index, frame in enumerate(frames):
        yield from _extension(frame)
        choose = _CHOOSING.get(frame.kind)
        if choose is not None:
            yield from choose(_Around(frame, frames[index + 1 :], whole))


class _Around:
    """An object, and what it stands in."""

    def __init__(self, frame: Frame, outer: tuple[Frame, ...], whole: Json) -> None:
        self.frame = frame
        self.outer = outer
        self.whole = whole

    def is_in(self, *kinds: str) -> bool:
        return any(each.kind in kinds for each in self.outer)

    @property
    def is_shared(self) -> bool:
        """Whether others refer to it, who are looked at once it is gone."""
        tokens = self.frame.at.tokens
        return tokens[0] in _SHARED and (tokens[0] != "components" or len(tokens) == 3)


def _extension(frame: Frame) -> Iterator[Step]:
    name = frame.field
    if name is not None and name.startswith("x-") and _has(frame.value, name):
        yield taken_out(frame.at / name, "extension", quoted(name))


def _field(
    frame: Frame, allowed: frozenset[str], kind: str = "field"
) -> Iterator[Step]:
    """The field that the place is in, if the object can do without."""
    name = frame.field
    if frame.is_innermost and name in allowed and _has(frame.value, name):
        yield taken_out(frame.at / name, kind, quoted(name))


def _schema(around: _Around) -> Iterator[Step]:
    frame = around.frame
    name = frame.field
    if name is not None and frame.is_innermost and name not in _DECISIVE:
        yield from _field(frame, frozenset((name,)), "keyword")
    place = frame.at.tokens[-1]
    is_keyword = around.outer and around.outer[0].kind == "schema"
    if is_keyword and place in _REVERSING:
        yield taken_out(frame.at, "keyword", quoted(place))
    else:
        value = frame.value if isinstance(frame.value, Mapping) else {}
        described = isinstance(value.get("description"), str) and "$ref" not in value
        kept = {"description": value["description"]} if described else {}
        yield put_in_place(frame.at, "schema", name_of(frame.at), kept)


def _parameter(around: _Around) -> Iterator[Step]:
    frame = around.frame
    yield from _field(frame, _NOTES)
    if around.is_shared or not _must_be_sent(frame.value, frame.at, around.whole):
        yield taken_out(frame.at, "parameter", quoted(_parameter_name(around)))


def _parameter_name(around: _Around) -> Json:
    frame = around.frame
    value = _followed(frame.value, frame.at, around.whole)
    name = value.get("name") if isinstance(value, Mapping) else None
    return name or (frame.at.tokens[-1] if around.is_shared else None)


def _must_be_sent(value: Json, at: Pointer, whole: Json) -> bool:
    """Whether a call without this parameter is wrong.

    Of one that cannot be had nothing is known, and the server says so if it must be sent.
    """
    known = _followed(value, at, whole)
    if not isinstance(known, Mapping):
        return False
    return known.get("in") in ("path", "body") or known.get("required", False) not in (
        *(None, False),
    )


def _followed(value: Json, at: Pointer, whole: Json) -> Json:
    """What `value` refers to in the whole document; None where that is nothing."""
    found = References(whole, Diagnostics()).follow(value, at)
    return None if found is None else found[0]


def _request_body(around: _Around) -> Iterator[Step]:
    yield from _field(around.frame, frozenset(("description",)))
    if around.is_shared:
        yield taken_out(around.frame.at, "request body", name_of(around.frame.at))


def _media_type(around: _Around) -> Iterator[Step]:
    frame = around.frame
    yield from _field(frame, _OF_MEDIA_TYPE)
    is_read = around.is_in("response", "header")
    if is_read or (frame.field not in _ENCODING and not around.is_in("parameter")):
        yield put_in_place(frame.at, "content", quoted(frame.at.tokens[-1]), {})


def _encoding(around: _Around) -> Iterator[Step]:
    if around.is_in("response", "header"):
        yield taken_out(around.frame.at, "encoding", quoted(around.frame.at.tokens[-1]))


def _response(around: _Around) -> Iterator[Step]:
    frame = around.frame
    yield from _field(frame, frozenset(("headers", "links", "summary")))
    name = frame.at.tokens[-1]
    value = _any_response(around.outer[-1].value)
    yield put_in_place(frame.at, "response", name, value)
    if not around.is_shared:
        yield taken_out(frame.at, "response", name)


def _responses(around: _Around) -> Iterator[Step]:
    frame = around.frame
    if around.outer[0].kind == "operation":
        value = {"default": _any_response(around.outer[-1].value)}
        yield put_in_place(frame.at, "answer", "", value)


def _any_response(document: Json) -> Json:
    if "swagger" in document:
        return {"description": "", "schema": {}}
    return {"description": "", "content": dict(_ANYTHING)}


def _operation(around: _Around) -> Iterator[Step]:
    frame = around.frame
    yield from _field(frame, _OF_OPERATION)
    yield from _security(frame)
    kind = "webhook" if around.is_in("callback") or _is_webhook(frame) else "operation"
    yield taken_out(frame.at, kind, method_and_path(frame.at))


def _security(frame: Frame) -> Iterator[Step]:
    """One way to call, or all of them: then credentials are given by hand.

    Without the field an operation would be given what others need.
    """
    for step in _item(frame, frozenset(("security",))):
        if step.at == frame.at / "security":
            what = "what credentials are needed is left out"
            yield Step(step.at, "security requirement", what, True, [])
        else:
            yield step


def _path_item(around: _Around) -> Iterator[Step]:
    frame = around.frame
    yield from _field(frame, _OF_PATH_ITEM)
    is_sent = around.is_in("callback") or _is_webhook(frame)
    yield taken_out(frame.at, "webhook" if is_sent else "path", frame.at.tokens[-1])


def _is_webhook(frame: Frame) -> bool:
    return frame.at.tokens[0] == "webhooks"


def _document(around: _Around) -> Iterator[Step]:
    yield from _security(around.frame)
    yield from _item(around.frame, _OF_DOCUMENT)
    yield from _field(around.frame, frozenset(("externalDocs", "webhooks")))


def _components(around: _Around) -> Iterator[Step]:
    name = around.frame.field
    if name is not None:
        yield from _field(around.frame, frozenset((name,)))


def _item(frame: Frame, allowed: frozenset[str]) -> Iterator[Step]:
    """The member of a field that the place is in, or else the field."""
    name = frame.field
    if not frame.is_innermost or name not in allowed or not _has(frame.value, name):
        return
    if len(frame.rest) > 1 and _has(frame.value[name], frame.rest[1]):
        member = frame.rest[1]
        shown = "" if isinstance(frame.value[name], list) else quoted(member)
        kind = _SINGULAR.get(name, name)
        yield taken_out(frame.at / name / member, kind, shown)
    yield from _field(frame, allowed)


_SINGULAR = {
    "security": "security requirement",
    "securityDefinitions": "security scheme",
    "servers": "server",
    "tags": "tag",
}


def _part(kind: str) -> Callable[[_Around], Iterator[Step]]:
    """For parts that any client can be without."""

    def chosen(around: _Around) -> Iterator[Step]:
        at = around.frame.at
        yield taken_out(at, kind, quoted(at.tokens[-1]))

    return chosen


_CHOOSING: Mapping[str, Callable[[_Around], Iterator[Step]]] = {
    "document": _document,
    "components": _components,
    "schema": _schema,
    "parameter": _parameter,
    "requestBody": _request_body,
    "mediaType": _media_type,
    "encoding": _encoding,
    "response": _response,
    "{response}": _responses,
    "operation": _operation,
    "pathItem": _path_item,
    "callback": _part("callback"),
    "example": _part("example"),
    "header": _part("header"),
    "link": _part("link"),
    "securityScheme": _part("security scheme"),
    "{callback}": _part("field"),
    "{example}": _part("field"),
    "{header}": _part("field"),
    "{link}": _part("field"),
}


def _has(value: Json, name: str) -> bool:
    if isinstance(value, list):
        return name.isdecimal() and len(name) < 10 and int(name) < len(value)
    return isinstance(value, Mapping) and name in value
