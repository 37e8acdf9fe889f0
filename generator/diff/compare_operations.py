"""The operations of two interfaces side by side: functions and results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.diff.changes import Change
from generator.diff.compare_arguments import argument_changes
from generator.diff.interface import Interface, Operation, resource_of
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
        yield from argument_changes(old, new, self._shapes, self._home(new))
        yield from self._result(old, new)

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


def _route(operation: Operation) -> str:
    return f"{operation.http_method} {operation.path}"
