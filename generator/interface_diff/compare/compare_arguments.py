"""Compare the arguments of two functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from generator.interface_diff.rules.rule_table import RULES

Function = Operation | Server


def compare_arguments(
    old: Function, new: Function, shapes: ClassShapes, resource: str
) -> Iterator[Change]:
    """Yield the changes of arguments between two versions of a function.

    `resource` is the one to report the changes under.
    """
    comparer = _ArgumentComparer(new, shapes, resource)
    renames = _find_renames(old, new)
    for before, after in renames.items():
        yield comparer.change("argument-renamed", before, before=before, after=after)
    new_arguments = {argument.name: argument for argument in new.arguments}
    kept = {renames.get(argument.name, argument.name) for argument in old.arguments}
    for argument in old.arguments:
        counterpart = new_arguments.get(renames.get(argument.name, argument.name))
        if counterpart is None:
            before = format_annotation(argument.annotation)
            yield comparer.change("argument-removed", argument.name, before=before)
        else:
            yield from comparer.compare(argument, counterpart)
    for name in _moved_arguments(old, new, renames):
        yield comparer.change("argument-position", name)
    for argument in new.arguments:
        if argument.name not in kept:
            rule = "required-argument-added" if argument.required else "argument-added"
            after = format_annotation(argument.annotation)
            yield comparer.change(rule, argument.name, after=after)


class _ArgumentComparer:
    """Compares arguments of one function; changes name the function of the new interface."""

    def __init__(self, function: Function, shapes: ClassShapes, resource: str) -> None:
        self._function = function
        self._shapes = shapes
        self._resource = resource

    def compare(self, old: Argument, new: Argument) -> Iterator[Change]:
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
        yield from compare_annotations(
            item, old.annotation, new.annotation, self._shapes
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


def _find_renames(old: Function, new: Function) -> dict[str, str]:
    """The new names of removed positional arguments, by position.

    An argument counts as renamed if a new name is at its position, and the number of positional
    arguments is unchanged.
    """
    before, after = _positional_names(old), _positional_names(new)
    old_names = {argument.name for argument in old.arguments}
    new_names = {argument.name for argument in new.arguments}
    return {
        old_name: new_name
        for old_name, new_name in zip(before, after, strict=False)
        if len(before) == len(after)
        and old_name not in new_names
        and new_name not in old_names
    }


def _moved_arguments(
    old: Function, new: Function, renames: Mapping[str, str]
) -> list[str]:
    """The new names of arguments that are no longer at the position they had."""
    before = [renames.get(name, name) for name in _positional_names(old)]
    after = _positional_names(new)
    names = {argument.name for argument in new.arguments}
    return [
        name
        for position, name in enumerate(before)
        if name in names and after[position : position + 1] != [name]
    ]


def _positional_names(function: Function) -> list[str]:
    return [argument.name for argument in function.arguments if argument.positional]
