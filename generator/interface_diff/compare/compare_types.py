"""Compare the types of two interfaces: classes and their fields, and aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import Change, PartChange
from generator.interface_diff.compare.compare_annotations import (
    AnnotatedItem,
    AnnotatedSubject,
    compare_annotations,
)
from generator.interface_diff.compare.compare_tagged_unions import (
    compare_tagged_unions,
)
from generator.interface_diff.compare.type_directions import TypeDirections
from generator.interface_diff.interface.annotations import (
    ANY,
    NONE,
    format_annotation,
    without_member,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    ClientInterface,
    DeclaredType,
    Field,
    Key,
    Model,
)
from generator.interface_diff.interface.wire import TaggedUnion


class TypeComparer:
    """Compares types.

    `directions` says which types of the old interface callers send and receive, `resources` under
    which resource to report each type.
    """

    def __init__(
        self,
        shapes: ClassShapes,
        directions: TypeDirections,
        resources: Mapping[str, str],
    ) -> None:
        self._shapes = shapes
        self._directions = directions
        self._resources = resources

    def compare(
        self, old: ClientInterface, new: ClientInterface, renames: Mapping[str, str]
    ) -> Iterator[Change]:
        """Yield the changes of types.

        `renames` has the new names of renamed types by old name; they are already applied to
        `old`.
        """
        old_types = {declared.name: declared for declared in old.types}
        new_types = {declared.name: declared for declared in new.types}
        old_names = {new_name: old_name for old_name, new_name in renames.items()}
        for name in sorted(old_types.keys() | new_types.keys()):
            if name not in new_types:
                yield self._change("type-removed", name)
            elif name not in old_types:
                yield self._change("type-added", name)
            else:
                if name in old_names:
                    old_name = old_names[name]
                    yield self._change(
                        "type-renamed", name, before=old_name, after=name
                    )
                yield from self._compare_type(old_types[name], new_types[name])

    def _compare_type(self, old: DeclaredType, new: DeclaredType) -> Iterator[Change]:
        if new.deprecated and not old.deprecated:
            yield self._change("type-deprecated", new.name)
        match old, new:
            case Alias(), Alias():
                item = self._item("type", new.name, "")
                yield from compare_annotations(item, old.value, new.value, self._shapes)
                yield from self._compare_tags(
                    item, old.tagged_unions, new.tagged_unions
                )
            case Model(), Model():
                yield from self._compare_models(old, new)
            case _:
                yield self._change(
                    "type-kind-changed",
                    new.name,
                    before=_class_or_alias(old),
                    after=_class_or_alias(new),
                )

    def _compare_models(self, old: Model, new: Model) -> Iterator[Change]:
        yield from self._compare_additional(old, new)
        if old.page_of != new.page_of:
            rule = "paging-gained" if old.page_of is None else "paging-lost"
            before, after = (
                "" if item is None else format_annotation(item)
                for item in (old.page_of, new.page_of)
            )
            yield self._change(rule, new.name, before=before, after=after)
        new_fields = {field.name: field for field in new.fields}
        old_names = {field.name for field in old.fields}
        changed: set[str] = set()
        for field in old.fields:
            if field.name not in new_fields:
                before = format_annotation(field.annotation)
                yield self._change("field-removed", new.name, field.name, before)
                continue
            for change in self._compare_fields(new.name, field, new_fields[field.name]):
                changed.add(field.wire_name)
                yield change
        for field in new.fields:
            if field.name not in old_names:
                yield self._added_field(new.name, field)
        yield from self._compare_keys(old, new, changed)

    def _compare_keys(
        self, old: Model, new: Model, changed: AbstractSet[str]
    ) -> Iterator[Change]:
        """Yield what changes in the keys of mappings without a change of the field.

        `changed` are the keys of fields whose change is reported already.
        """
        if old.keys is None:
            return
        if new.keys is None:
            yield self._change("mapping-removed", new.name, before=f"{old.name}Dict")
            return
        remaining = {field.wire_name for field in new.fields}
        new_keys = {key.name: key for key in new.keys}
        for key in old.keys:
            if key.name in new_keys and key.name not in changed:
                yield from self._compare_key(new.name, key, new_keys[key.name])
            elif key.name not in new_keys and key.name in remaining:
                yield self._change("key-removed", new.name, key.name)

    def _compare_key(self, owner: str, old: Key, new: Key) -> Iterator[Change]:
        """Compare two versions of a key whose field did not change."""
        if new.required and not old.required:
            yield self._change("key-required", owner, new.name)
        item = replace(self._item("key", owner, new.name), sent=True, received=False)
        yield from compare_annotations(
            item, old.annotation, new.annotation, self._shapes
        )

    def _compare_additional(self, old: Model, new: Model) -> Iterator[Change]:
        yield from compare_annotations(
            self._item("additional", new.name, ""),
            ANY if old.additional is None else old.additional,
            ANY if new.additional is None else new.additional,
            self._shapes,
        )

    def _compare_tags(
        self,
        item: AnnotatedItem,
        old: tuple[TaggedUnion, ...],
        new: tuple[TaggedUnion, ...],
    ) -> Iterator[Change]:
        if not item.received:
            return
        for change in compare_tagged_unions(old, new):
            yield change.of(item.qualified_name, item.resource)

    def _added_field(self, owner: str, field: Field) -> Change:
        must_be_sent = field.required and owner in self._directions.sent
        rule = "required-field-added" if must_be_sent else "field-added"
        after = format_annotation(field.annotation)
        return self._change(rule, owner, field.name, after=after)

    def _compare_fields(self, owner: str, old: Field, new: Field) -> Iterator[Change]:
        if old.wire_name != new.wire_name:
            # Whoever only reads the field uses its Python name.
            is_sent = owner in self._directions.sent
            rule = "field-key-changed" if is_sent else "field-wire-name-changed"
            yield self._change(rule, owner, new.name, old.wire_name, new.wire_name)
        if new.deprecated and not old.deprecated:
            yield self._change("field-deprecated", owner, new.name)
        item = self._item("field", owner, new.name)
        if item.sent and old.required != new.required:
            rule = "field-required" if new.required else "field-optional"
            yield self._change(rule, owner, new.name)
            yield from self._compare_by_direction(item, old, new)
        else:
            yield from compare_annotations(
                item, old.annotation, new.annotation, self._shapes
            )
        yield from self._compare_tags(item, old.tagged_unions, new.tagged_unions)

    def _compare_by_direction(
        self, item: AnnotatedItem, old: Field, new: Field
    ) -> Iterator[Change]:
        """Compare the annotations of a field that became required or optional.

        For senders, `None` follows from the field being optional and is ignored; for readers it
        is a change. If only one direction breaks callers, its changes are reported.
        """
        sent = list(
            compare_annotations(
                replace(item, received=False),
                without_member(old.annotation, NONE),
                without_member(new.annotation, NONE),
                self._shapes,
            )
        )
        received: list[Change] = []
        if item.received:
            received += compare_annotations(
                replace(item, sent=False), old.annotation, new.annotation, self._shapes
            )
        yield from min(
            (received, sent),
            key=lambda changes: (
                not any(change.breaking for change in changes),
                not changes,
            ),
        )

    def _item(self, subject: AnnotatedSubject, owner: str, name: str) -> AnnotatedItem:
        return AnnotatedItem(
            subject=subject,
            sent=owner in self._directions.sent,
            received=owner in self._directions.received,
            resource=self._resources.get(owner, ""),
            owner=owner,
            name=name,
            qualified_name=f"{owner}.{name}" if name else owner,
        )

    def _change(
        self, rule: str, owner: str, name: str = "", before: str = "", after: str = ""
    ) -> Change:
        resource = self._resources.get(owner, "")
        return PartChange(rule, name, before, after).of(owner, resource)


def _class_or_alias(declared: DeclaredType) -> str:
    return "alias" if isinstance(declared, Alias) else "class"
