"""List the edits that may remove an error, the smallest part of the document first.

The client must remain correct. It may know less about responses and accept more arguments than the
server does, but it must never send a request that the document does not describe. So a schema may
be relaxed to allow anything, and an optional parameter may be removed; a required parameter takes
its operation with it.

Source: OpenAPI Specification 3.1.1, section 4.8; JSON Schema 2020-12, in which all but a few
keywords only restrict what a schema allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.recovery.edits import (
    Edit,
    component_name,
    method_and_path,
    quoted,
    relax,
    remove,
)
from generator.openapi.recovery.enclosing_objects import (
    EnclosingObject,
    enclosing_objects,
)
from generator.openapi.references import ReferenceResolver

Rule: TypeAlias = Callable[[EnclosingObject], Iterator[Edit]]

# Fields that do not affect the requests of an operation.
_OPERATION_FIELDS = frozenset(
    (
        *("callbacks", "deprecated", "description", "externalDocs", "operationId"),
        *("produces", "summary", "tags"),
    )
)
_PATH_ITEM_FIELDS = frozenset(("description", "summary"))
# Arrays and maps of the root that may be incomplete or missing.
_DOCUMENT_FIELDS = frozenset(("securityDefinitions", "servers", "tags"))
# Documentation and bounds of parameters, in OpenAPI 3 and Swagger 2.0.
_PARAMETER_FIELDS = frozenset(
    (
        *("allowEmptyValue", "default", "deprecated", "description", "enum", "example"),
        *("examples", "exclusiveMaximum", "exclusiveMinimum", "format", "maxItems"),
        *("maxLength", "maximum", "minItems", "minLength", "minimum", "multipleOf"),
        *("pattern", "uniqueItems"),
    )
)
_MEDIA_TYPE_FIELDS = frozenset(("example", "examples"))
_RESPONSE_FIELDS = frozenset(("headers", "links", "summary"))
_ENCODING_FIELDS = frozenset(("encoding", "itemEncoding", "prefixEncoding"))
# Without these keywords a schema has another meaning instead of allowing more.
_MEANING_KEYWORDS = frozenset(("$ref", "nullable"))
# Keywords whose meaning is inverted if their schema allows anything.
_INVERTING_KEYWORDS = frozenset(("not", "if"))
_SINGULAR = {
    "security": "security requirement",
    "securityDefinitions": "security scheme",
    "servers": "server",
    "tags": "tag",
}


def candidate_edits(tree: Json, original: Json, at: Pointer) -> Iterator[Edit]:
    """Edits around the location `at`, from the smallest part to the largest.

    Args:
        tree: the document.
        original: the document before anything was removed, to resolve references in.
        at: the location of an error in `tree`.
    """
    for enclosing in enclosing_objects(tree, original, at):
        yield from _remove_extension(enclosing)
        rule = _RULES.get(enclosing.type)
        if rule is not None:
            yield from rule(enclosing)


def _remove_extension(enclosing: EnclosingObject) -> Iterator[Edit]:
    name = enclosing.field
    if name is not None and name.startswith("x-") and enclosing.has(name):
        yield remove(enclosing.at / name, "extension", quoted(name))


def _remove_field(
    enclosing: EnclosingObject, allowed: frozenset[str], kind: str = "field"
) -> Iterator[Edit]:
    """Remove the field that contains the error, if it is one of the `allowed` ones."""
    name = enclosing.field
    if enclosing.is_innermost and name in allowed and enclosing.has(name):
        yield remove(enclosing.at / name, kind, quoted(name))


def _remove_member(
    enclosing: EnclosingObject, allowed: frozenset[str]
) -> Iterator[Edit]:
    """Remove the member of a field that contains the error, or else the whole field."""
    name = enclosing.field
    if not enclosing.is_innermost or name not in allowed or not enclosing.has(name):
        return
    if len(enclosing.rest) > 1 and enclosing.has(name, enclosing.rest[1]):
        member = enclosing.rest[1]
        shown = "" if isinstance(enclosing.value[name], list) else quoted(member)
        kind = _SINGULAR.get(name, name)
        yield remove(enclosing.at / name / member, kind, shown)
    yield from _remove_field(enclosing, allowed)


def _removal_of(kind: str) -> Rule:
    """The rule for a part that every client can do without."""

    def rule(enclosing: EnclosingObject) -> Iterator[Edit]:
        yield remove(enclosing.at, kind, quoted(enclosing.at.tokens[-1]))

    return rule


def _edit_document(document: EnclosingObject) -> Iterator[Edit]:
    yield from _edit_security(document)
    yield from _remove_member(document, _DOCUMENT_FIELDS)
    yield from _remove_field(document, frozenset(("externalDocs", "webhooks")))


def _edit_components(components: EnclosingObject) -> Iterator[Edit]:
    name = components.field
    if name is not None:
        yield from _remove_field(components, frozenset((name,)))


def _edit_path_item(path_item: EnclosingObject) -> Iterator[Edit]:
    yield from _remove_field(path_item, _PATH_ITEM_FIELDS)
    kind = "webhook" if _is_incoming(path_item) else "path"
    yield remove(path_item.at, kind, path_item.at.tokens[-1])


def _edit_operation(operation: EnclosingObject) -> Iterator[Edit]:
    yield from _remove_field(operation, _OPERATION_FIELDS)
    yield from _edit_security(operation)
    kind = "webhook" if _is_incoming(operation) else "operation"
    yield remove(operation.at, kind, method_and_path(operation.at))


def _is_incoming(enclosing: EnclosingObject) -> bool:
    """Whether it describes requests that the API sends."""
    return enclosing.is_inside("callback") or enclosing.at.tokens[0] == "webhooks"


def _edit_security(enclosing: EnclosingObject) -> Iterator[Edit]:
    """Remove one alternative, or replace all of them by an empty array.

    Without the field, the operation would inherit the requirements of the document.
    """
    for edit in _remove_member(enclosing, frozenset(("security",))):
        if edit.at == enclosing.at / "security":
            effect = "the security requirements are left out"
            yield Edit(edit.at, "security requirement", effect, True, [])
        else:
            yield edit


def _edit_schema(schema: EnclosingObject) -> Iterator[Edit]:
    """Remove a keyword, or allow anything and keep the description."""
    name = schema.field
    if name is not None and schema.is_innermost and name not in _MEANING_KEYWORDS:
        yield from _remove_field(schema, frozenset((name,)), "keyword")
    keyword = schema.at.tokens[-1]
    is_subschema = schema.outer and schema.outer[0].type == "schema"
    if is_subschema and keyword in _INVERTING_KEYWORDS:
        yield remove(schema.at, "keyword", quoted(keyword))
    else:
        value = schema.value if isinstance(schema.value, Mapping) else {}
        described = isinstance(value.get("description"), str) and "$ref" not in value
        kept = {"description": value["description"]} if described else {}
        yield relax(schema.at, "schema", component_name(schema.at), kept)


def _edit_parameter(parameter: EnclosingObject) -> Iterator[Edit]:
    """Remove documentation, or the parameter if it is optional or a component."""
    yield from _remove_field(parameter, _PARAMETER_FIELDS)
    if parameter.is_reusable or not _is_required(parameter):
        yield remove(parameter.at, "parameter", quoted(_parameter_name(parameter)))


def _parameter_name(parameter: EnclosingObject) -> Json:
    value = _resolved(parameter)
    name = value.get("name") if isinstance(value, Mapping) else None
    return name or (parameter.at.tokens[-1] if parameter.is_reusable else None)


def _is_required(parameter: EnclosingObject) -> bool:
    """Whether a request without this parameter is wrong.

    A parameter whose reference cannot be resolved counts as optional: nothing is known about it,
    and the server will reject the request if it is required.
    """
    value = _resolved(parameter)
    if not isinstance(value, Mapping):
        return False
    return value.get("in") in ("path", "body") or value.get("required", False) not in (
        *(None, False),
    )


def _resolved(enclosing: EnclosingObject) -> Json:
    """The object with its reference resolved in the original document; None if that fails."""
    resolver = ReferenceResolver(enclosing.original, Diagnostics())
    resolved = resolver.resolve(enclosing.value, enclosing.at)
    return None if resolved is None else resolved[0]


def _edit_request_body(body: EnclosingObject) -> Iterator[Edit]:
    """Remove a component, so that its operations are next; they cannot be called without it."""
    yield from _remove_field(body, frozenset(("description",)))
    if body.is_reusable:
        yield remove(body.at, "request body", component_name(body.at))


def _edit_media_type(media_type: EnclosingObject) -> Iterator[Edit]:
    """Allow any content, unless the error is in how a request is serialized."""
    yield from _remove_field(media_type, _MEDIA_TYPE_FIELDS)
    is_encoded = media_type.field in _ENCODING_FIELDS
    is_received = media_type.is_inside("response", "header")
    if is_received or (not is_encoded and not media_type.is_inside("parameter")):
        yield relax(media_type.at, "content", quoted(media_type.at.tokens[-1]), {})


def _edit_encoding(encoding: EnclosingObject) -> Iterator[Edit]:
    """Remove the encoding of a response; a request needs it."""
    if encoding.is_inside("response", "header"):
        yield remove(encoding.at, "encoding", quoted(encoding.at.tokens[-1]))


def _edit_response(response: EnclosingObject) -> Iterator[Edit]:
    """Allow any response with this status code, or remove it."""
    yield from _remove_field(response, _RESPONSE_FIELDS)
    status = response.at.tokens[-1]
    yield relax(response.at, "response", status, _any_response(response))
    if not response.is_reusable:
        yield remove(response.at, "response", status)


def _edit_responses(responses: EnclosingObject) -> Iterator[Edit]:
    """Allow any response to an operation."""
    if responses.outer[0].type == "operation":
        value = {"default": _any_response(responses)}
        yield relax(responses.at, "response", "", value)


def _any_response(enclosing: EnclosingObject) -> Json:
    if "swagger" in enclosing.outer[-1].value:
        return {"description": "", "schema": {}}
    return {"description": "", "content": {"*/*": {}}}


_RULES: Mapping[str, Rule] = {
    "document": _edit_document,
    "components": _edit_components,
    "schema": _edit_schema,
    "parameter": _edit_parameter,
    "requestBody": _edit_request_body,
    "mediaType": _edit_media_type,
    "encoding": _edit_encoding,
    "response": _edit_response,
    "{response}": _edit_responses,
    "operation": _edit_operation,
    "pathItem": _edit_path_item,
    "callback": _removal_of("callback"),
    "example": _removal_of("example"),
    "header": _removal_of("header"),
    "link": _removal_of("link"),
    "securityScheme": _removal_of("security scheme"),
    "{callback}": _removal_of("field"),
    "{example}": _removal_of("field"),
    "{header}": _removal_of("field"),
    "{link}": _removal_of("field"),
}
