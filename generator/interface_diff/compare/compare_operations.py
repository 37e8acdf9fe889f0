"""Compare the operations of two interfaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import Change, PartChange
from generator.interface_diff.compare.compare_annotations import (
    AnnotatedItem,
    compare_annotations,
)
from generator.interface_diff.compare.compare_arguments import (
    compare_arguments,
    match_arguments,
)
from generator.interface_diff.compare.compare_bodies import compare_bodies
from generator.interface_diff.compare.compare_responses import compare_responses
from generator.interface_diff.compare.compare_security import RequirementComparer
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    Operation,
)


class OperationComparer:
    """Compares operations.

    `resource_groups` has the resource to report each resource under.
    """

    def __init__(
        self,
        old: ClientInterface,
        new: ClientInterface,
        shapes: ClassShapes,
        resource_groups: Mapping[str, str],
    ) -> None:
        self._old, self._new = old, new
        self._shapes = shapes
        self._requirements = RequirementComparer(
            old.security.default, new.security.default
        )
        self._resource_groups = resource_groups

    def compare(
        self, matches: Iterable[tuple[Operation, Operation]]
    ) -> Iterator[Change]:
        """Yield the changes of operations; `matches` pairs those that both interfaces have."""
        counterparts = dict(matches)
        matched = set(counterparts.values())
        for operation in self._old.operations:
            if operation in counterparts:
                yield from self._compare_operation(operation, counterparts[operation])
            else:
                route = _route(operation)
                yield self._change("operation-removed", operation, before=route)
        for operation in self._new.operations:
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
        yield from self._compare_requests(old, new)
        yield from self._compare_results(old, new)
        yield from self._compare_responses(old, new)

    def _compare_requests(self, old: Operation, new: Operation) -> Iterator[Change]:
        """Yield what changes in a request: its server, credentials, arguments and body."""
        if old.server != new.server:
            yield self._change(
                "operation-server-changed",
                new,
                before=old.server or self._old.server,
                after=new.server or self._new.server,
            )
        for change in self._requirements.compare(old, new):
            yield self._of(new, change)
        matches = match_arguments(old, new)
        body_changes = tuple(compare_bodies(old, new, matches.new_names))
        needed = {
            change.name
            for change in body_changes
            if change.rule == "body-argument-needed"
        }
        yield from compare_arguments(
            old, new, matches, self._shapes, self._group(new), needed
        )
        for change in body_changes:
            yield self._of(new, change)

    def _compare_responses(self, old: Operation, new: Operation) -> Iterator[Change]:
        for change in compare_responses(old, new, self._shapes):
            yield self._of(new, change)
        if old.paging != new.paging and old.result == new.result:
            # Otherwise the class of the result says whether it is a page.
            if not new.paging:
                rule = "operation-paging-lost"
            elif not old.paging:
                rule = "operation-paging-gained"
            else:
                rule = "operation-paging-changed"
            yield self._change(
                rule, new, before=_rule(old.paging), after=_rule(new.paging)
            )

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
        return self._of(operation, PartChange(rule, before=before, after=after))

    def _of(self, operation: Operation, change: PartChange) -> Change:
        return change.of(operation.method, self._group(operation), operation.name)


def _rule(paging: str) -> str:
    """A paging rule without the module that defines its class: `Token(…)`."""
    name, parenthesis, settings = paging.partition("(")
    return f"{name.rpartition('.')[2]}{parenthesis}{settings}"


def _route(operation: Operation) -> str:
    return f"{operation.http_method} {operation.path}"
