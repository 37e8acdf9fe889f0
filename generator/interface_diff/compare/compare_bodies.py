"""Compare the request bodies of two versions of an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.interface_diff.compare.compare_arguments import match_arguments
from generator.interface_diff.interface.annotations import (
    Generic,
    Member,
    Named,
    members,
    names_in,
)
from generator.interface_diff.interface.client_interface import Operation
from generator.interface_diff.interface.wire import RequestBody

_MULTIPART = "multipart/form-data"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class BodyChange:
    """A change of a request body: the id of its rule, and the attributes of `Change`."""

    rule: str
    name: str = ""
    before: str = ""
    after: str = ""


def compare_bodies(old: Operation, new: Operation) -> Iterator[BodyChange]:
    """Yield what changes in the bodies of an operation that has one in both versions.

    Changes that the signature shows are left to `compare_arguments`.
    """
    if not old.bodies or not new.bodies:
        return
    before = [body.media_type for body in old.bodies]
    after = [body.media_type for body in new.bodies]
    if _kept(before, after) != _kept(after, before) or before[0] != after[0]:
        yield BodyChange(
            "body-media-type-changed", before=", ".join(before), after=", ".join(after)
        )
    new_names = match_arguments(old, new).new_names
    for old_body, new_body in _pairs(old.bodies, new.bodies):
        yield from _compare_body(old, new, old_body, new_body, new_names)


def _kept(media_types: list[str], others: list[str]) -> list[str]:
    return [media_type for media_type in media_types if media_type in others]


def _pairs(
    old: tuple[RequestBody, ...], new: tuple[RequestBody, ...]
) -> Iterator[tuple[RequestBody, RequestBody]]:
    """Pair bodies by media type; if none is the same, the default ones."""
    by_media_type = {body.media_type: body for body in new}
    pairs = [
        (body, by_media_type[body.media_type])
        for body in old
        if body.media_type in by_media_type
    ]
    yield from pairs or [(old[0], new[0])]


def _compare_body(
    old: Operation,
    new: Operation,
    old_body: RequestBody,
    new_body: RequestBody,
    new_names: Mapping[str, str],
) -> Iterator[BodyChange]:
    signature = {argument.name: argument for argument in new.arguments}
    media_type = new_body.media_type
    kept = {new_names[name] for name in old_body.names if name in new_names}
    for name in sorted((kept & signature.keys()) - new_body.names):
        yield BodyChange("body-argument-removed", name, before=media_type)
    always_given = {
        new_names.get(argument.name, "")
        for argument in old.arguments
        if argument.required
    }
    was_needed = {new_names.get(name, "") for name in old_body.needs} | always_given
    entered = set(new_names.values()) - kept - _names_in_bodies(old, new_names)
    if entered & new_body.names:
        # Callers that sent no body do so now, by an argument that was outside of it.
        was_needed = always_given
    for name in sorted(new_body.needs - was_needed):
        if not signature[name].required:
            yield BodyChange("body-argument-needed", name, after=media_type)
    yield from _unencodable(old, old_body, new_body, new_names)
    if new_body.required != old_body.required and not (
        _has_required(old) or _has_required(new)
    ):
        # Without a required argument, a body may be empty.
        yield BodyChange("body-required" if new_body.required else "body-optional")
    if old_body is old.bodies[0] and new_body is new.bodies[0]:
        # `compare_arguments` reports how arguments of the default body are sent.
        return
    old_forms = dict(old_body.forms)
    new_forms = dict(new_body.forms)
    for name, form in old_forms.items():
        successor = new_forms.get(new_names.get(name, ""))
        if successor is not None and successor != form:
            yield BodyChange(
                "argument-sent-differently",
                new_names[name],
                f"{form.describe()} ({old_body.media_type})",
                f"{successor.describe()} ({media_type})",
            )


def _names_in_bodies(operation: Operation, new_names: Mapping[str, str]) -> set[str]:
    return {
        new_names[name]
        for body in operation.bodies
        for name in body.names
        if name in new_names
    }


def _unencodable(
    old: Operation,
    old_body: RequestBody,
    new_body: RequestBody,
    new_names: Mapping[str, str],
) -> Iterator[BodyChange]:
    """Yield the arguments with values that another media type cannot carry.

    Only a multipart body carries files, and a form as a whole is an object.
    """
    if old_body.media_type == new_body.media_type:
        return
    for argument in old.arguments:
        name = new_names.get(argument.name, "")
        if name not in new_body.names:
            continue
        is_whole = argument.form is not None and not argument.form.name
        has_file = "FileInput" in names_in(argument.annotation)
        if (has_file and new_body.media_type != _MULTIPART) or (
            is_whole
            and new_body.media_type in (_FORM, _MULTIPART)
            and old_body.media_type not in (_FORM, _MULTIPART)
            and not all(map(_is_object, members(argument.annotation)))
        ):
            yield BodyChange(
                "body-argument-unencodable",
                name,
                before=old_body.media_type,
                after=new_body.media_type,
            )


def _is_object(member: Member) -> bool:
    match member:
        case Named(name):
            return name not in ("str", "int", "float", "bool", "bytes")
        case Generic(base):
            return base in ("dict", "Mapping")
        case _:
            return False


def _has_required(operation: Operation) -> bool:
    """Whether callers always pass something that is in the body."""
    in_body = frozenset[str]().union(*(body.names for body in operation.bodies))
    return any(
        argument.required and argument.name in in_body
        for argument in operation.arguments
    )
