"""Compare the request bodies of two versions of an operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from generator.interface_diff.compare.change import PartChange
from generator.interface_diff.interface.annotations import (
    Generic,
    Member,
    Named,
    members,
    names_in,
)
from generator.interface_diff.interface.client_interface import Argument, Operation
from generator.interface_diff.interface.wire import RequestBody

_MULTIPART = "multipart/form-data"
_FORMS = (_MULTIPART, "application/x-www-form-urlencoded")


def compare_bodies(
    old: Operation, new: Operation, new_names: Mapping[str, str]
) -> Iterator[PartChange]:
    """Yield what changes in the bodies of an operation that has one in both versions.

    Changes that the signature shows are left to `compare_arguments`. `new_names` has the present
    name of each argument that the operation still has.
    """
    if not old.bodies or not new.bodies:
        return
    before = [body.media_type for body in old.bodies]
    after = [body.media_type for body in new.bodies]
    if _kept(before, after) != _kept(after, before) or before[0] != after[0]:
        yield PartChange(
            "body-media-type-changed", before=", ".join(before), after=", ".join(after)
        )
    moved_inside = _moved_inside(old, new, new_names)
    for old_body, new_body in _pairs(old.bodies, new.bodies):
        pair = _BodyPair(old, new, old_body, new_body, new_names, moved_inside)
        yield from pair.removed_arguments()
        yield from pair.needed_arguments()
        yield from pair.unencodable_arguments()
        yield from pair.presence()
        yield from pair.encodings()


def _kept(media_types: list[str], others: list[str]) -> list[str]:
    known = frozenset(others)
    return [media_type for media_type in media_types if media_type in known]


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


@dataclass(frozen=True, slots=True)
class _BodyPair:
    """Two versions of a request body, with the operations they belong to.

    `new_names` has the present name of each argument that the operation still has, `moved_inside`
    those that moved into a body and were in none before.
    """

    old_operation: Operation
    new_operation: Operation
    old: RequestBody
    new: RequestBody
    new_names: Mapping[str, str]
    moved_inside: Set[str]

    def removed_arguments(self) -> Iterator[PartChange]:
        """Yield arguments that this body lost although the function still has them.

        One that moved into another body can no longer be passed with this one.
        """
        signature = {argument.name for argument in self.new_operation.arguments}
        accepted = self._kept_names() | self.moved_inside
        for name in sorted((accepted & signature) - self.new.names):
            yield PartChange("body-argument-removed", name, before=self.new.media_type)

    def needed_arguments(self) -> Iterator[PartChange]:
        """Yield arguments that callers could leave out of this body, and no longer can."""
        always_given = self._present(
            argument.name
            for argument in self.old_operation.arguments
            if argument.required
        )
        required = {
            argument.name
            for argument in self.new_operation.arguments
            if argument.required
        }
        was_needed = always_given | self._present(self.old.needs)
        if self._has_argument_from_outside():
            # A call that sent no body does so now, by this argument.
            was_needed = always_given
        for name in sorted(self.new.needs - was_needed - required):
            yield PartChange("body-argument-needed", name, after=self.new.media_type)

    def unencodable_arguments(self) -> Iterator[PartChange]:
        """Yield arguments with values that another media type cannot carry.

        Only a multipart body carries files, and a form as a whole is an object.
        """
        if self.old.media_type == self.new.media_type:
            return
        for argument in self.old_operation.arguments:
            name = self.new_names.get(argument.name, "")
            if name in self.new.names and self._is_unencodable(argument):
                yield PartChange(
                    "body-argument-unencodable",
                    name,
                    before=self.old.media_type,
                    after=self.new.media_type,
                )

    def presence(self) -> Iterator[PartChange]:
        """Yield whether an empty body is sent where none was, or the other way round."""
        if self.new.required != self.old.required and not (
            _has_required(self.old_operation) or _has_required(self.new_operation)
        ):
            yield PartChange("body-required" if self.new.required else "body-optional")

    def encodings(self) -> Iterator[PartChange]:
        """Yield arguments that are encoded differently in this body.

        Those of the default body are left to `compare_arguments`.
        """
        if (
            self.old is self.old_operation.bodies[0]
            and self.new is self.new_operation.bodies[0]
        ):
            return
        forms = dict(self.new.forms)
        for name, form in self.old.forms:
            successor = forms.get(self.new_names.get(name, ""))
            if successor is not None and successor != form:
                yield PartChange(
                    "argument-sent-differently",
                    self.new_names[name],
                    f"{form.describe()} ({self.old.media_type})",
                    f"{successor.describe()} ({self.new.media_type})",
                )

    def _present(self, names: Iterable[str]) -> set[str]:
        """The present names of arguments, without those that were removed."""
        return _present(names, self.new_names)

    def _kept_names(self) -> set[str]:
        return self._present(self.old.names)

    def _has_argument_from_outside(self) -> bool:
        """Whether an argument moved into this body that was in none before."""
        return not self.moved_inside.isdisjoint(self.new.names)

    def _is_unencodable(self, argument: Argument) -> bool:
        if (
            "FileInput" in names_in(argument.annotation)
            and self.new.media_type != _MULTIPART
        ):
            return True
        is_whole = argument.form is not None and not argument.form.name
        becomes_form = (
            self.new.media_type in _FORMS and self.old.media_type not in _FORMS
        )
        is_object = all(map(_is_object, members(argument.annotation)))
        return is_whole and becomes_form and not is_object


def _moved_inside(
    old: Operation, new: Operation, new_names: Mapping[str, str]
) -> set[str]:
    """Return the arguments that moved into a body and were in none before."""
    was_inside = _present(
        (name for body in old.bodies for name in body.names), new_names
    )
    is_inside = {name for body in new.bodies for name in body.names}
    return (set(new_names.values()) - was_inside) & is_inside


def _present(names: Iterable[str], new_names: Mapping[str, str]) -> set[str]:
    """Return the present names of arguments, without those that were removed."""
    return {new_names[name] for name in names if name in new_names}


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
