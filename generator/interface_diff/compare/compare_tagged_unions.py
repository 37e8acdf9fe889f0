"""Compare which classes unions are decoded as, by the value of their discriminator."""

from __future__ import annotations

from collections.abc import Iterator

from generator.interface_diff.compare.change import PartChange
from generator.interface_diff.interface.wire import TaggedUnion


def compare_tagged_unions(
    old: tuple[TaggedUnion, ...], new: tuple[TaggedUnion, ...]
) -> Iterator[PartChange]:
    """Yield what changes for the values of discriminators in one annotation."""
    if old == new:
        return
    if len(old) != len(new) or not old:
        yield PartChange("discriminator-changed", "", _names(old), _names(new))
        return
    for before, after in zip(old, new, strict=True):
        yield from _compare(before, after)


def _compare(old: TaggedUnion, new: TaggedUnion) -> Iterator[PartChange]:
    if old.property_name != new.property_name:
        yield PartChange(
            "discriminator-changed", "", old.property_name, new.property_name
        )
    old_classes, new_classes = dict(old.classes), dict(new.classes)
    for value in sorted(old_classes.keys() | new_classes.keys()):
        before = old_classes.get(value, old.default)
        after = new_classes.get(value, new.default)
        if before == after:
            continue
        rule = "tag-changed"
        if not before:
            rule = "tag-added"
        elif not after:
            rule = "tag-removed"
        yield PartChange(rule, repr(value), before, after)


def _names(unions: tuple[TaggedUnion, ...]) -> str:
    return ", ".join(union.property_name for union in unions)
