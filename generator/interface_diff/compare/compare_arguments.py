"""Compare the arguments of two functions: their names, and what they are in the request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_annotations import (
    AnnotatedItem,
    compare_annotations,
)
from generator.interface_diff.interface.annotations import format_annotation
from generator.interface_diff.interface.client_interface import (
    Argument,
    Operation,
    Server,
)
from generator.interface_diff.interface.wire import WireForm
from generator.interface_diff.rules.rule_table import RULES

Function = Operation | Server


@dataclass(frozen=True, slots=True)
class ArgumentMatches:
    """The arguments that two versions of a function have in common.

    `pairs` are those with the same origin in the document, or else with the same name or position.
    """

    pairs: tuple[tuple[Argument, Argument], ...]
    removed: tuple[Argument, ...]
    added: tuple[Argument, ...]

    @property
    def new_names(self) -> dict[str, str]:
        """The name of each argument in the new version, by its old name."""
        return {before.name: after.name for before, after in self.pairs}


def match_arguments(old: Function, new: Function) -> ArgumentMatches:
    """Pair the arguments of two versions of a function.

    The origin of an argument is its location and name in the document. If it changed, the argument
    is recognized by its Python name; a positional one by its position.
    """
    pairs: dict[str, Argument] = {}
    remaining = {argument.name: argument for argument in new.arguments}
    by_origin = {
        argument.form.origin: argument
        for argument in new.arguments
        if argument.form is not None
    }
    for argument in old.arguments:
        form = argument.form
        if form is not None and form.origin in by_origin:
            pairs[argument.name] = by_origin[form.origin]
            remaining.pop(pairs[argument.name].name, None)
    for argument in old.arguments:
        if argument.name not in pairs and argument.name in remaining:
            pairs[argument.name] = remaining.pop(argument.name)
    before, after = _positional(old), _positional(new)
    for argument, successor in zip(before, after, strict=False):
        if (
            len(before) == len(after)
            and argument.name not in pairs
            and successor.name in remaining
        ):
            pairs[argument.name] = remaining.pop(successor.name)
    return ArgumentMatches(
        pairs=tuple(
            (argument, pairs[argument.name])
            for argument in old.arguments
            if argument.name in pairs
        ),
        removed=tuple(
            argument for argument in old.arguments if argument.name not in pairs
        ),
        added=tuple(
            argument for argument in new.arguments if argument.name in remaining
        ),
    )


def compare_arguments(
    old: Function,
    new: Function,
    matches: ArgumentMatches,
    shapes: ClassShapes,
    resource: str,
    needed_in_body: Collection[str] = (),
) -> Iterator[Change]:
    """Yield the changes of arguments between two versions of a function.

    Args:
        old, new: the versions.
        matches: the arguments that both have, from `match_arguments`.
        shapes: the classes of both interfaces.
        resource: the resource to report the changes under.
        needed_in_body: arguments that a request body newly needs, which are reported with it.
    """
    comparer = _ArgumentComparer(old, new, shapes, resource)
    yield from comparer.renames(matches)
    for argument in matches.removed:
        before = format_annotation(argument.annotation)
        yield comparer.change("argument-removed", argument.name, before=before)
    for pair in matches.pairs:
        yield from comparer.compare(*pair)
    yield from comparer.moves(matches.new_names)
    for argument in matches.added:
        if argument.name not in needed_in_body:
            rule = "required-argument-added" if argument.required else "argument-added"
            annotation = format_annotation(argument.annotation)
            yield comparer.change(rule, argument.name, after=annotation)


class _ArgumentComparer:
    """Compares arguments of one function; changes name the function of the new interface."""

    def __init__(
        self, old: Function, new: Function, shapes: ClassShapes, resource: str
    ) -> None:
        self._old = old
        self._function = new
        self._shapes = shapes
        self._resource = resource
        # Another media type encodes everything differently, which is one change of the body.
        self._has_same_media_type = _media_type(old) == _media_type(new)

    def renames(self, matches: ArgumentMatches) -> Iterator[Change]:
        """Yield the arguments that have another name, and those whose name another one took."""
        by_name = {argument.name: argument for argument in self._function.arguments}
        for old, new in matches.pairs:
            if old.name == new.name:
                continue
            successor = by_name.get(old.name)
            if successor is None:
                yield self.change("argument-renamed", old.name, old.name, new.name)
            else:
                after = f"{_described(successor.form)}; pass {new.name} instead"
                yield self.change(
                    "argument-reassigned", old.name, _described(old.form), after
                )

    def compare(self, old: Argument, new: Argument) -> Iterator[Change]:
        """Yield the changes of one argument."""
        if old.required != new.required:
            rule = "argument-required" if new.required else "argument-optional"
            yield self.change(rule, new.name)
        if new.deprecated and not old.deprecated:
            yield self.change("argument-deprecated", new.name)
        item = AnnotatedItem(
            subject="argument",
            sent=True,
            received=False,
            resource=self._resource,
            owner=self._function.method,
            name=new.name,
            qualified_name=f"{self._function.method}({new.name})",
            function=self._function.name,
        )
        changes = tuple(
            compare_annotations(item, old.annotation, new.annotation, self._shapes)
        )
        yield from changes
        if self._is_sent_differently(old.form, new.form, bool(changes)):
            yield self.change(
                "argument-sent-differently",
                new.name,
                _described(old.form),
                _described(new.form),
            )

    def _is_sent_differently(
        self, old: WireForm | None, new: WireForm | None, has_other_type: bool
    ) -> bool:
        if old is None or new is None or old == new:
            return False
        if old.origin != new.origin:
            return True
        if old.location == "body" and not self._has_same_media_type:
            return False
        # Another format comes with another type, which is reported already.
        return old.encoding != new.encoding or (
            old.formats != new.formats and not has_other_type
        )

    def moves(self, new_names: Mapping[str, str]) -> Iterator[Change]:
        """Yield the arguments that are no longer at the position they had."""
        after = [argument.name for argument in _positional(self._function)]
        for position, argument in enumerate(_positional(self._old), start=1):
            name = new_names.get(argument.name)
            if name is not None and after[position - 1 : position] != [name]:
                new_position = (
                    f"position {after.index(name) + 1}" if name in after else "by name"
                )
                yield self.change(
                    "argument-position", name, f"position {position}", new_position
                )

    def change(self, rule: str, name: str, before: str = "", after: str = "") -> Change:
        return Change(
            rule=RULES[rule],
            resource=self._resource,
            owner=self._function.method,
            name=name,
            before=before,
            after=after,
            function=self._function.name,
        )


def _media_type(function: Function) -> str:
    if isinstance(function, Server) or not function.bodies:
        return ""
    return function.bodies[0].media_type


def _described(form: WireForm | None) -> str:
    return "not sent" if form is None else form.describe()


def _positional(function: Function) -> list[Argument]:
    return [argument for argument in function.arguments if argument.positional]
