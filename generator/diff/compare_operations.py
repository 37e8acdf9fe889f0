"""The operations of two interfaces side by side: functions, arguments, results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.diff.annotations import text
from generator.diff.changes import Change
from generator.diff.interface import Argument, Interface, Operation, resource_of
from generator.diff.judging import Spot, judged
from generator.diff.rules import RULES
from generator.diff.shapes import Shapes

Pairs = Iterable[tuple[Operation, Operation]]


class OperationComparer:
    """Tells the changes of operations; `shapes` are those of both interfaces.

    `homes`: for each resource the one that its changes are told with.
    """

    def __init__(self, shapes: Shapes, homes: Mapping[str, str]) -> None:
        self._shapes = shapes
        self._homes = homes

    def changes(self, old: Interface, new: Interface, pairs: Pairs) -> Iterator[Change]:
        """Every change of an operation; `pairs` are those that both interfaces have."""
        kept = dict(pairs)
        found = set(kept.values())
        for operation in old.operations:
            if operation in kept:
                yield from self._changes(operation, kept[operation])
            else:
                route = _route(operation)
                yield self._change("operation-removed", operation, before=route)
        for operation in new.operations:
            if operation not in found:
                yield self._change(
                    "operation-added", operation, after=_route(operation)
                )

    def _changes(self, old: Operation, new: Operation) -> Iterator[Change]:
        if old == new:
            return
        if old.name != new.name:
            yield self._change(
                "operation-renamed", new, before=old.name, after=new.name
            )
        if old.method != new.method:
            yield self._change(
                "method-renamed", new, before=old.method, after=new.method
            )
        if _route(old) != _route(new):
            yield self._change(
                "route-changed", new, before=_route(old), after=_route(new)
            )
        if old.deprecated != new.deprecated:
            rule = "operation-deprecated" if new.deprecated else "operation-restored"
            yield self._change(rule, new)
        yield from self._arguments(old, new)
        yield from self._result(old, new)

    def _arguments(self, old: Operation, new: Operation) -> Iterator[Change]:
        renames = _renames(old, new)
        for before, after in renames.items():
            yield self._change(
                "argument-renamed", new, before, before=before, after=after
            )
        arguments = {each.name: each for each in new.arguments}
        known = {renames.get(each.name, each.name) for each in old.arguments}
        for argument in old.arguments:
            counterpart = arguments.get(renames.get(argument.name, argument.name))
            if counterpart is None:
                before = text(argument.annotation)
                yield self._change(
                    "argument-removed", new, argument.name, before=before
                )
            else:
                yield from self._argument(new, argument, counterpart)
        for name in _moved(old, new, renames):
            yield self._change("argument-position", new, name)
        for argument in new.arguments:
            if argument.name not in known:
                rule = (
                    "required-argument-added" if argument.required else "argument-added"
                )
                after = text(argument.annotation)
                yield self._change(rule, new, argument.name, after=after)

    def _argument(
        self, operation: Operation, old: Argument, new: Argument
    ) -> Iterator[Change]:
        if old.required != new.required:
            rule = "argument-required" if new.required else "argument-optional"
            yield self._change(rule, operation, new.name)
        if new.deprecated and not old.deprecated:
            yield self._change("argument-deprecated", operation, new.name)
        spot = Spot(
            subject="argument",
            sent=True,
            received=False,
            resource=self._home(operation),
            owner=operation.method,
            name=new.name,
            whole=f"{operation.method}({new.name})",
            function=operation.name,
        )
        yield from judged(spot, old.annotation, new.annotation, self._shapes)

    def _result(self, old: Operation, new: Operation) -> Iterator[Change]:
        spot = Spot(
            subject="result",
            sent=False,
            received=True,
            resource=self._home(new),
            owner=new.method,
            name="",
            whole=f"{new.method}()",
            function=new.name,
        )
        yield from judged(spot, old.result, new.result, self._shapes)

    def _home(self, operation: Operation) -> str:
        return self._homes[resource_of(operation)]

    def _change(
        self,
        rule: str,
        operation: Operation,
        name: str = "",
        before: str = "",
        after: str = "",
    ) -> Change:
        return Change(
            rule=RULES[rule],
            resource=self._home(operation),
            owner=operation.method,
            name=name,
            before=before,
            after=after,
            function=operation.name,
        )


def _renames(old: Operation, new: Operation) -> dict[str, str]:
    """The arguments that stand at the position of one that is gone, by the name of that one."""
    before, after = _positional(old), _positional(new)
    return {
        one: other
        for one, other in zip(before, after, strict=False)
        if len(before) == len(after)
        and one not in {each.name for each in new.arguments}
        and other not in {each.name for each in old.arguments}
    }


def _moved(old: Operation, new: Operation, renames: Mapping[str, str]) -> list[str]:
    """The arguments, by their new names, that are not found any more at the position they had."""
    before = [renames.get(name, name) for name in _positional(old)]
    after = _positional(new)
    names = {each.name for each in new.arguments}
    return [
        name
        for position, name in enumerate(before)
        if name in names and after[position : position + 1] != [name]
    ]


def _positional(operation: Operation) -> list[str]:
    return [each.name for each in operation.arguments if each.positional]


def _route(operation: Operation) -> str:
    return f"{operation.http_method} {operation.path}"
