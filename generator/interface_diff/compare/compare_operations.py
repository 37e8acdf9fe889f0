"""Compare the operations of two interfaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_annotations import (
    AnnotatedItem,
    compare_annotations,
)
from generator.interface_diff.compare.compare_arguments import compare_arguments
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    Operation,
)
from generator.interface_diff.rules.rule_table import RULES


class OperationComparer:
    """Compares operations. `resource_groups` has the resource to report each resource under."""

    def __init__(self, shapes: ClassShapes, resource_groups: Mapping[str, str]) -> None:
        self._shapes = shapes
        self._resource_groups = resource_groups

    def compare(
        self,
        old: ClientInterface,
        new: ClientInterface,
        matches: Iterable[tuple[Operation, Operation]],
    ) -> Iterator[Change]:
        """Yield the changes of operations; `matches` pairs those that both interfaces have."""
        counterparts = dict(matches)
        matched = set(counterparts.values())
        for operation in old.operations:
            if operation in counterparts:
                yield from self._compare_operation(operation, counterparts[operation])
            else:
                route = _route(operation)
                yield self._change("operation-removed", operation, before=route)
        for operation in new.operations:
            if operation not in matched:
                route = _route(operation)
                yield self._change("operation-added", operation, after=route)

    def _compare_operation(self, old: Operation, new: Operation) -> Iterator[Change]:
        if old == new:
            return
        for rule, before, after in (
            ("operation-renamed", old.name, new.name),
            ("method-renamed", old.method, new.method),
            ("route-changed", _route(old), _route(new)),
        ):
            if before != after:
                yield self._change(rule, new, before=before, after=after)
        if old.deprecated != new.deprecated:
            rule = "operation-deprecated" if new.deprecated else "operation-restored"
            yield self._change(rule, new)
        yield from compare_arguments(old, new, self._shapes, self._group(new))
        yield from self._compare_results(old, new)

    def _compare_results(self, old: Operation, new: Operation) -> Iterator[Change]:
        item = AnnotatedItem(
            subject="result",
            sent=False,
            received=True,
            resource=self._group(new),
            owner=new.method,
            name="",
            qualified_name=f"{new.method}()",
            function=new.name,
        )
        yield from compare_annotations(item, old.result, new.result, self._shapes)

    def _group(self, operation: Operation) -> str:
        return self._resource_groups[operation.resource]

    def _change(
        self, rule: str, operation: Operation, before: str = "", after: str = ""
    ) -> Change:
        return Change(
            rule=RULES[rule],
            resource=self._group(operation),
            owner=operation.method,
            before=before,
            after=after,
            function=operation.name,
        )


def _route(operation: Operation) -> str:
    return f"{operation.http_method} {operation.path}"
