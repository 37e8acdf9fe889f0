"""An interface read with other names for its types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.diff.annotations import Annotation, renamed
from generator.diff.interface import (
    Alias,
    Argument,
    Declared,
    Interface,
    Operation,
    Webhook,
)


def with_names(interface: Interface, names: Mapping[str, str]) -> Interface:
    """`interface` with each of its types as `names` has it, wherever it is mentioned."""
    if not names:
        return interface
    reader = _Reader(names)
    return replace(
        interface,
        operations=tuple(map(reader.operation, interface.operations)),
        webhooks=tuple(map(reader.webhook, interface.webhooks)),
        types=tuple(map(reader.declared, interface.types)),
    )


class _Reader:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def operation(self, each: Operation) -> Operation:
        return replace(
            each,
            arguments=tuple(map(self._argument, each.arguments)),
            result=self._annotation(each.result),
            failures=tuple(map(self._annotation, each.failures)),
        )

    def webhook(self, each: Webhook) -> Webhook:
        return replace(each, annotation=self._annotation(each.annotation))

    def declared(self, each: Declared) -> Declared:
        name = self._names.get(each.name, each.name)
        if isinstance(each, Alias):
            return replace(each, name=name, value=self._annotation(each.value))
        fields = tuple(
            replace(field, annotation=self._annotation(field.annotation))
            for field in each.fields
        )
        page_of = None if each.page_of is None else self._annotation(each.page_of)
        return replace(each, name=name, fields=fields, page_of=page_of)

    def _argument(self, each: Argument) -> Argument:
        return replace(each, annotation=self._annotation(each.annotation))

    def _annotation(self, annotation: Annotation) -> Annotation:
        return renamed(annotation, lambda name: self._names.get(name, name))
