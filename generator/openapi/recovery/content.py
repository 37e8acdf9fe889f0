"""Of requests and answers: what can be left out of schemas, parameters, bodies and responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.recovery.around import Around, field
from generator.openapi.recovery.naming import name_of, quoted
from generator.openapi.recovery.steps import Step, put_in_place, taken_out
from generator.openapi.references import ReferenceResolver

# Without these a schema would mean something else, and not just allow more.
_DECISIVE = frozenset(("$ref", "nullable"))
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
_OF_MEDIA_TYPE = frozenset(("example", "examples"))
_ENCODING = frozenset(("encoding", "itemEncoding", "prefixEncoding"))


def schema(around: Around) -> Iterator[Step]:
    """A keyword less, or a schema that allows anything and keeps its description."""
    frame = around.frame
    name = frame.field
    if name is not None and frame.is_innermost and name not in _DECISIVE:
        yield from field(frame, frozenset((name,)), "keyword")
    place = frame.at.tokens[-1]
    is_keyword = around.outer and around.outer[0].kind == "schema"
    if is_keyword and place in _REVERSING:
        yield taken_out(frame.at, "keyword", quoted(place))
    else:
        value = frame.value if isinstance(frame.value, Mapping) else {}
        described = isinstance(value.get("description"), str) and "$ref" not in value
        kept = {"description": value["description"]} if described else {}
        yield put_in_place(frame.at, "schema", name_of(frame.at), kept)


def parameter(around: Around) -> Iterator[Step]:
    """What is said of it for people, or all of it if a call can be without."""
    frame = around.frame
    yield from field(frame, _NOTES)
    if around.is_shared or not _must_be_sent(frame.value, frame.at, around.whole):
        yield taken_out(frame.at, "parameter", quoted(_parameter_name(around)))


def _parameter_name(around: Around) -> Json:
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
    found = ReferenceResolver(whole, Diagnostics()).resolve(value, at)
    return None if found is None else found[0]


def request_body(around: Around) -> Iterator[Step]:
    """A shared one, so that those who refer to it are next: no request goes without its body."""
    yield from field(around.frame, frozenset(("description",)))
    if around.is_shared:
        yield taken_out(around.frame.at, "request body", name_of(around.frame.at))


def media_type(around: Around) -> Iterator[Step]:
    """Any content of this type, unless the error is in how it is to be written."""
    frame = around.frame
    yield from field(frame, _OF_MEDIA_TYPE)
    is_read = around.is_in("response", "header")
    if is_read or (frame.field not in _ENCODING and not around.is_in("parameter")):
        yield put_in_place(frame.at, "content", quoted(frame.at.tokens[-1]), {})


def encoding(around: Around) -> Iterator[Step]:
    """How a part of an answer was written; of a request that says how to write it."""
    if around.is_in("response", "header"):
        yield taken_out(around.frame.at, "encoding", quoted(around.frame.at.tokens[-1]))


def response(around: Around) -> Iterator[Step]:
    """Any answer under this status, or none that is known."""
    frame = around.frame
    yield from field(frame, frozenset(("headers", "links", "summary")))
    name = frame.at.tokens[-1]
    value = _any_response(around.outer[-1].value)
    yield put_in_place(frame.at, "response", name, value)
    if not around.is_shared:
        yield taken_out(frame.at, "response", name)


def responses(around: Around) -> Iterator[Step]:
    """Any answer at all."""
    frame = around.frame
    if around.outer[0].kind == "operation":
        value = {"default": _any_response(around.outer[-1].value)}
        yield put_in_place(frame.at, "answer", "", value)


def _any_response(document: Json) -> Json:
    if "swagger" in document:
        return {"description": "", "schema": {}}
    return {"description": "", "content": {"*/*": {}}}
