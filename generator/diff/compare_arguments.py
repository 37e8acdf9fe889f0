"""The arguments of a function in two interfaces side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diff.annotations import text
from generator.diff.changes import Change
from generator.diff.interface import Argument, Operation, Server
from generator.diff.judging import Spot, judged
from generator.diff.rules import RULES
from generator.diff.shapes import Shapes

Called = Operation | Server


def argument_changes(
    old: Called, new: Called, shapes: Shapes, resource: str
) -> Iterator[Change]:
    """What became of each argument of `old`, and those that only `new` has.

    `shapes` are those of both interfaces, `resource` the one that the changes are told with.
    """
    comparer = _ArgumentComparer(new, shapes, resource)
    renames = _renames(old, new)
    for before, after in renames.items():
        yield comparer.change("argument-renamed", before, before=before, after=after)
    arguments = {each.name: each for each in new.arguments}
    known = {renames.get(each.name, each.name) for each in old.arguments}
    for argument in old.arguments:
        counterpart = arguments.get(renames.get(argument.name, argument.name))
        if counterpart is None:
            before = text(argument.annotation)
            yield comparer.change("argument-removed", argument.name, before=before)
        else:
            yield from comparer.changes(argument, counterpart)
    for name in _moved(old, new, renames):
        yield comparer.change("argument-position", name)
    for argument in new.arguments:
        if argument.name not in known:
            rule = "required-argument-added" if argument.required else "argument-added"
            after = text(argument.annotation)
            yield comparer.change(rule, argument.name, after=after)


class _ArgumentComparer:
    """Tells changes of arguments of one function, as the new interface has it."""

    def __init__(self, called: Called, shapes: Shapes, resource: str) -> None:
        self._called = called
        self._shapes = shapes
        self._resource = resource

    def changes(self, old: Argument, new: Argument) -> Iterator[Change]:
        if old.required != new.required:
            rule = "argument-required" if new.required else "argument-optional"
            yield self.change(rule, new.name)
        if new.deprecated and not old.deprecated:
            yield self.change("argument-deprecated", new.name)
        spot = Spot(
            subject="argument",
            sent=True,
            received=False,
            resource=self._resource,
            owner=self._called.method,
            name=new.name,
            whole=f"{self._called.method}({new.name})",
            function=self._called.name,
        )
        yield from judged(spot, old.annotation, new.annotation, self._shapes)

    def change(self, rule: str, name: str, before: str = "", after: str = "") -> Change:
        return Change(
            rule=RULES[rule],
            resource=self._resource,
            owner=self._called.method,
            name=name,
            before=before,
            after=after,
            function=self._called.name,
        )


def _renames(old: Called, new: Called) -> dict[str, str]:
    """The arguments that stand at the position of one that is gone, by the name of that one."""
    before, after = _positional(old), _positional(new)
    return {
        one: other
        for one, other in zip(before, after, strict=False)
        if len(before) == len(after)
        and one not in {each.name for each in new.arguments}
        and other not in {each.name for each in old.arguments}
    }


def _moved(old: Called, new: Called, renames: Mapping[str, str]) -> list[str]:
    """The arguments, by their new names, that are not found any more at the position they had."""
    before = [renames.get(name, name) for name in _positional(old)]
    after = _positional(new)
    names = {each.name for each in new.arguments}
    return [
        name
        for position, name in enumerate(before)
        if name in names and after[position : position + 1] != [name]
    ]


def _positional(called: Called) -> list[str]:
    return [each.name for each in called.arguments if each.positional]
