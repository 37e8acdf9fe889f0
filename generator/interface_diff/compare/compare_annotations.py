"""Compare two annotations of one argument, result, webhook, alias or field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.interface_diff.compare.assignability import (
    ClassShapes,
    accepts,
    expand_aliases,
)
from generator.interface_diff.compare.change import Change
from generator.interface_diff.interface.annotations import (
    NONE,
    Annotation,
    Constant,
    Generic,
    Member,
    Named,
    format_annotation,
    members,
    names_in,
    union_of,
    without_formats,
)
from generator.interface_diff.rules.rule_table import RULES

AnnotatedSubject = Literal[
    "argument", "result", "webhook", "type", "field", "key", "additional"
]


@dataclass(frozen=True, slots=True)
class AnnotatedItem:
    """The part of an interface that an annotation belongs to.

    `sent` and `received` are the directions of its values. `qualified_name` identifies it in
    changes of single enum values: `customers.create(name)`, `Customer.name`. The other attributes
    are those of `Change`.
    """

    subject: AnnotatedSubject
    sent: bool
    received: bool
    resource: str
    owner: str
    name: str
    qualified_name: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationDifference:
    """How two annotations differ.

    `is_widened`: the new one allows values that the old one did not; `is_narrowed`: it no longer
    allows all values of the old one. If neither holds, only the formats of values or the known
    values of an open enum differ. `is_widened_in_lists` and `is_narrowed_in_lists` are the same as
    type checkers judge it, to whom lists and dicts are invariant. `gained` and `lost` are the
    members of one union that the other does not have. `is_enum` says that both annotations list
    values.
    """

    is_widened: bool
    is_narrowed: bool
    is_widened_in_lists: bool
    is_narrowed_in_lists: bool
    has_other_formats: bool
    gained: str
    lost: str
    added_values: tuple[str, ...]
    removed_values: tuple[str, ...]
    is_enum: bool

    @property
    def keeps_values(self) -> bool:
        """Whether both annotations allow the same values."""
        return not (self.is_widened or self.is_narrowed)


def compare_annotations(
    item: AnnotatedItem, old: Annotation, new: Annotation, shapes: ClassShapes
) -> Iterator[Change]:
    """Yield the change from `old` to `new`: one, or one per added or removed enum value."""
    difference = _difference(old, new, shapes)
    if difference is None:
        return
    if difference.is_enum and difference.keeps_values:
        yield from _value_changes(item, difference)
        return
    yield Change(
        rule=RULES[_rule_id(item, difference, old, new, shapes)],
        resource=item.resource,
        owner=item.owner,
        name=item.name,
        before=format_annotation(old),
        after=format_annotation(new),
        lost=difference.lost,
        gained=difference.gained,
        function=item.function,
    )


def _difference(
    old: Annotation, new: Annotation, shapes: ClassShapes
) -> AnnotationDifference | None:
    """Return how two annotations differ once aliases are expanded, None if they are equal."""
    if old == new:
        return None
    # Changes of an alias that both mention are reported once, for the alias itself.
    shared_names = frozenset(names_in(old)) & frozenset(names_in(new))
    formatted_before = expand_aliases(old, shapes.old_aliases, shared_names)
    formatted_after = expand_aliases(new, shapes.new_aliases, shared_names)
    if formatted_before == formatted_after:
        return None
    before = _Expanded(
        without_formats(formatted_before),
        without_formats(expand_aliases(old, shapes.old_aliases)),
    )
    after = _Expanded(
        without_formats(formatted_after),
        without_formats(expand_aliases(new, shapes.new_aliases)),
    )
    old_members, new_members = members(before.outside), members(after.outside)
    values_before = set(_constants(before.outside))
    values_after = set(_constants(after.outside))
    return AnnotationDifference(
        is_widened=not before.accepts(after),
        is_narrowed=not after.accepts(before),
        is_widened_in_lists=not before.accepts(after, is_strict=True),
        is_narrowed_in_lists=not after.accepts(before, is_strict=True),
        has_other_formats=before.outside == after.outside,
        gained=_format_members(new_members - old_members),
        lost=_format_members(old_members - new_members),
        added_values=tuple(sorted(values_after - values_before)),
        removed_values=tuple(sorted(values_before - values_after)),
        is_enum=bool(values_before) and bool(values_after),
    )


@dataclass(frozen=True, slots=True)
class _Expanded:
    """An annotation with aliases expanded: those that only one side mentions, and all of them."""

    outside: Annotation
    whole: Annotation

    def accepts(self, other: _Expanded, *, is_strict: bool = False) -> bool:
        """Whether it accepts all values of `other`, by either expansion.

        A member of one side may be a member of an alias that both sides mention.
        """
        return accepts(self.outside, other.outside, is_strict=is_strict) or accepts(
            self.whole, other.whole, is_strict=is_strict
        )


def _rule_id(
    item: AnnotatedItem,
    difference: AnnotationDifference,
    old: Annotation,
    new: Annotation,
    shapes: ClassShapes,
) -> str:
    if difference.has_other_formats:
        return f"{item.subject}-format-changed"
    if difference.keeps_values:
        # Only the documentation of the values changed.
        return "values-changed"
    if item.subject == "result" and old == NONE:
        # Callers cannot use the None of an operation that returns nothing.
        return "result-added"
    if item.received and difference.is_widened:
        if item.subject == "field" and difference.gained == format_annotation(NONE):
            return "field-may-be-none"
        has_same_shape = shapes.still_returns(old, new)
        return f"{item.subject}-gives-{'class' if has_same_shape else 'more'}"
    if item.sent and difference.is_narrowed:
        has_same_shape = shapes.still_accepts(old, new)
        return f"{item.subject}-takes-{'class' if has_same_shape else 'less'}"
    has_other_elements = (item.received and difference.is_widened_in_lists) or (
        item.sent and difference.is_narrowed_in_lists
    )
    # Arguments and keys accept any sequence or mapping, which are covariant.
    if has_other_elements and item.subject not in ("argument", "key"):
        return f"{item.subject}-elements-changed"
    return f"{item.subject}-{'takes-more' if item.sent else 'gives-less'}"


def _value_changes(
    item: AnnotatedItem, difference: AnnotationDifference
) -> Iterator[Change]:
    prefix = "sent-value" if item.sent else "value"
    for kind, values in (
        ("removed", difference.removed_values),
        ("added", difference.added_values),
    ):
        for value in values:
            yield Change(
                rule=RULES[f"{prefix}-{kind}"],
                resource=item.resource,
                owner=item.qualified_name,
                name=value,
                function=item.function,
            )


def _constants(annotation: Annotation) -> Iterator[str]:
    for member in members(annotation):
        match member:
            case Constant(source):
                yield source
            case Generic(_, arguments):
                for argument in arguments:
                    yield from _constants(argument)
            case Named():
                pass


def _format_members(union: frozenset[Member]) -> str:
    return format_annotation(union_of(union)) if union else ""
