"""Resolve `$ref`s inside one document, and check that a target fits the location of its reference.

Source: OpenAPI 3.1.1, section 4.8.23 (Reference Object); RFC 6901, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.core.text import shortened
from generator.source.document_structure import fields_of

ReferenceType: TypeAlias = Literal[
    "callback",
    "header",
    "media type",
    "parameter",
    "path item",
    "request body",
    "response",
    "security scheme",
]

# The type of the members of a field; OpenAPI 3.1.1, sections 4.8.7 to 4.8.18.
_MEMBERS: Mapping[str, ReferenceType] = {
    "callbacks": "callback",
    "content": "media type",
    "headers": "header",
    "mediaTypes": "media type",
    "parameters": "parameter",
    "pathItems": "path item",
    "paths": "path item",
    "requestBodies": "request body",
    "responses": "response",
    "securitySchemes": "security scheme",
    "webhooks": "path item",
}
# Required fields that hold strings.
_STRINGS: Mapping[ReferenceType, tuple[str, ...]] = {
    "parameter": ("name", "in"),
    "security scheme": ("type",),
}
_LOCATIONS = ("cookie", "header", "path", "query", "querystring")
# In Swagger 2.0, request bodies are parameters.
_SWAGGER_LOCATIONS = ("body", "formData", "header", "path", "query")


class ReferenceResolver:
    """Resolves the references of one document tree; reports those that cannot be resolved."""

    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._diagnostics = diagnostics
        # The end of every chain of references resolved so far; None if it is broken.
        self._ends: dict[Pointer, Pointer | None] = {}

    def target(self, reference: Json, at: Pointer) -> Pointer | None:
        """The pointer in the `$ref` of the object at `at`.

        Returns None, after reporting an error, unless it is a string that names a value in this
        document.
        """
        if not isinstance(reference, str):
            self._diagnostics.error(
                "invalid-reference", "a $ref must be a string", at / "$ref"
            )
            return None
        if not reference.startswith("#"):
            self._diagnostics.error(
                "external-reference",
                f"the reference {shortened(reference)} leaves the document",
                at / "$ref",
                "copy its target here: OpenAPI allows no reference at this location",
            )
            return None
        try:
            pointer = Pointer.parse(reference)
            value_at(self._tree, pointer)
        except (ValueError, UnresolvedPointer):
            self._diagnostics.error(
                "unresolved-reference",
                f"the reference {shortened(reference)} names nothing in the document",
                at / "$ref",
                "correct its spelling, or add what it names",
            )
            return None
        return pointer

    def resolve(self, value: Json, at: Pointer) -> tuple[Json, Pointer] | None:
        """Follow the chain of `$ref`s that starts with `value` at `at`.

        For objects other than schemas: parameters, responses, request bodies and so on. A value
        without `$ref` is returned unchanged.

        Returns:
            The value at the end of the chain and its location; None, after reporting an error, if
            the chain is broken, circular, or ends in an object of another type.
        """
        seen: dict[Pointer, None] = {at: None}
        end: Pointer | None = at
        while end is not None and isinstance(value, Mapping) and "$ref" in value:
            end = self._next(value["$ref"], end, seen)
            if end is not None:
                value = value_at(self._tree, end)
        self._ends |= dict.fromkeys(seen, end)
        if end is None or (end != at and not self._fits(value, end, at)):
            return None
        return value, end

    def _fits(self, value: Json, end: Pointer, at: Pointer) -> bool:
        """Whether `value` from `end` may be used at `at`; reports an error if not."""
        expected = expected_type(at)
        is_swagger = "swagger" in self._tree
        problem = expected and mismatch(value, expected, is_swagger=is_swagger)
        if problem is not None:
            self._diagnostics.error(
                "wrong-reference",
                f"the reference leads to {shortened(str(end))}, which {problem}",
                at / "$ref",
                f"name a {expected}",
            )
        return problem is None

    def _next(
        self, reference: Json, at: Pointer, seen: dict[Pointer, None]
    ) -> Pointer | None:
        """The next location in a chain, or the end of the chain if it is known already."""
        target = self.target(reference, at)
        if target is not None and target in seen:
            self._diagnostics.error(
                "reference-cycle",
                f"the references at {target} lead back to themselves",
                at / "$ref",
                "replace one of them by a definition",
            )
            return None
        if target is None or target in self._ends:
            return self._ends.get(target) if target is not None else None
        seen[target] = None
        return target


def expected_type(at: Pointer) -> ReferenceType | None:
    """The type of object that belongs at `at`, judged by the fields around it."""
    fields = dict(fields_of(at))
    last = len(at.tokens) - 1
    if fields.get(last) == "requestBody":
        return "request body"
    return _MEMBERS.get(fields.get(last - 1, ""))


def mismatch(
    value: Json, type_: ReferenceType, *, is_swagger: bool = False
) -> str | None:
    """Why `value` cannot be an object of this type, as a predicate such as "has no `in`".

    The validation checks objects at their usual locations only; a reference may lead into an
    extension or to another field, which nothing else checks. None if the value fits.

    Args:
        value: the target of a reference.
        type_: the type that the location of the reference requires.
        is_swagger: whether the document is Swagger 2.0.
    """
    if not isinstance(value, Mapping):
        return "is not an object"
    for field in _STRINGS.get(type_, ()):
        if not isinstance(value.get(field), str):
            return f"has no `{field}`"
    locations = _SWAGGER_LOCATIONS if is_swagger else _LOCATIONS
    if type_ == "parameter" and value["in"] not in locations:
        return f"has an unknown `in`: {value['in']:.20}"
    if type_ == "request body" and not isinstance(value.get("content"), Mapping):
        return "has no `content`"
    return _mismatch_inside(value)


def _mismatch_inside(value: Mapping[str, Json]) -> str | None:
    for field in ("parameters", "servers"):
        items = value.get(field, [])
        if not isinstance(items, list):
            return f"has `{field}` that are not a list"
        if not all(isinstance(item, Mapping) for item in items):
            return f"has a value in its `{field}` that is not an object"
    for field in ("content", "headers"):
        members = value.get(field, {})
        if not isinstance(members, Mapping):
            return f"has a `{field}` that is not an object"
        if not all(isinstance(member, Mapping) for member in members.values()):
            return f"has a value in its `{field}` that is not an object"
    return None
