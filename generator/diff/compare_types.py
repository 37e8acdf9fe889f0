"""The types of two interfaces side by side: classes and their fields, aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.diff.annotations import NONE, text, without
from generator.diff.changes import Change
from generator.diff.directions import Directions
from generator.diff.interface import Alias, Declared, Field, Interface, Model
from generator.diff.judging import Judged, Spot, judged
from generator.diff.rules import RULES
from generator.diff.shapes import Shapes


class TypeComparer:
    """Tells the changes of types.

    `directions` are those of the old interface: whom a change concerns. `resources` gives the
    module of `operations` that each type belongs to.
    """

    def __init__(
        self,
        shapes: Shapes,
        directions: Directions,
        resources: Mapping[str, str],
    ) -> None:
        self._shapes = shapes
        self._directions = directions
        self._resources = resources

    def changes(
        self, old: Interface, new: Interface, renames: Mapping[str, str]
    ) -> Iterator[Change]:
        """Every change of a type; `old` has the names that `renames` give already."""
        before = {each.name: each for each in old.types}
        after = {each.name: each for each in new.types}
        former = {name: old_name for old_name, name in renames.items()}
        for name in sorted(before.keys() | after.keys()):
            if name not in after:
                yield self._change("type-removed", name)
            elif name not in before:
                yield self._change("type-added", name)
            else:
                if name in former:
                    names = (former[name], name)
                    yield self._change("type-renamed", name, "", *names)
                yield from self._type(before[name], after[name])

    def _type(self, old: Declared, new: Declared) -> Iterator[Change]:
        if new.deprecated and not old.deprecated:
            yield self._change("type-deprecated", new.name)
        match old, new:
            case Alias(), Alias():
                spot = self._spot("type", new.name, "")
                yield from judged(spot, old.value, new.value, self._shapes)
            case Model(), Model():
                yield from self._model(old, new)
            case _:
                kinds = (_kind(old), _kind(new))
                yield self._change("type-kind-changed", new.name, "", *kinds)

    def _model(self, old: Model, new: Model) -> Iterator[Change]:
        if old.has_mapping and not new.has_mapping:
            yield self._change("mapping-removed", new.name, "", f"{old.name}Dict")
        if old.page_of != new.page_of:
            pages = tuple(
                "" if each is None else text(each)
                for each in (old.page_of, new.page_of)
            )
            rule = "paging-gained" if old.page_of is None else "paging-lost"
            yield self._change(rule, new.name, "", *pages)
        fields = {each.name: each for each in new.fields}
        known = {each.name for each in old.fields}
        for field in old.fields:
            if field.name in fields:
                yield from self._field(new.name, field, fields[field.name])
            else:
                before = text(field.annotation)
                yield self._change("field-removed", new.name, field.name, before)
        for field in new.fields:
            if field.name not in known:
                yield self._added(new.name, field)

    def _added(self, owner: str, field: Field) -> Change:
        is_needed = field.required and owner in self._directions.sent
        rule = "required-field-added" if is_needed else "field-added"
        return self._change(rule, owner, field.name, "", text(field.annotation))

    def _field(self, owner: str, old: Field, new: Field) -> Iterator[Change]:
        if old.wire_name != new.wire_name:
            names = (old.wire_name, new.wire_name)
            yield self._change("field-key-changed", owner, new.name, *names)
        if new.deprecated and not old.deprecated:
            yield self._change("field-deprecated", owner, new.name)
        spot = self._spot("field", owner, new.name)
        if spot.sent and old.required != new.required:
            rule = "field-required" if new.required else "field-optional"
            yield self._change(rule, owner, new.name)
            yield from self._judged_apart(spot, old, new)
        else:
            yield from judged(spot, old.annotation, new.annotation, self._shapes)

    def _judged_apart(self, spot: Spot, old: Field, new: Field) -> Iterator[Change]:
        """The annotation of a field that was or is required, for each way that it goes.

        The `None` of what may be left out is no news to those who send; to those who read it is.
        """
        sent = judged(
            replace(spot, received=False),
            without(old.annotation, NONE),
            without(new.annotation, NONE),
            self._shapes,
        )
        received: Iterable[Change] = ()
        if spot.received:
            received = judged(
                replace(spot, sent=False), old.annotation, new.annotation, self._shapes
            )
        ways = [list(received), list(sent)]
        # The way that breaks is the one to tell.
        ways.sort(
            key=lambda found: (not any(each.breaking for each in found), not found)
        )
        yield from ways[0]

    def _spot(self, subject: Judged, owner: str, name: str) -> Spot:
        return Spot(
            subject=subject,
            sent=owner in self._directions.sent,
            received=owner in self._directions.received,
            resource=self._resources.get(owner, ""),
            owner=owner,
            name=name,
            whole=f"{owner}.{name}" if name else owner,
        )

    def _change(
        self, rule: str, owner: str, name: str = "", before: str = "", after: str = ""
    ) -> Change:
        resource = self._resources.get(owner, "")
        return Change(RULES[rule], resource, owner, name, before, after)


def _kind(declared: Declared) -> str:
    return "alias" if isinstance(declared, Alias) else "class"
