"""What became of one annotation, by the rules for what it is the annotation of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.diff.annotations import NONE, Annotation, text
from generator.diff.changes import Change
from generator.diff.rules import RULES
from generator.diff.shapes import Shapes
from generator.diff.variance import Difference, difference

Judged = Literal["argument", "result", "webhook", "type", "field"]


@dataclass(frozen=True, slots=True)
class Spot:
    """The argument, result, webhook, alias or field that an annotation is of, and the ways it goes.

    `whole` is how it is called where something in it is told, `customers.create(name)`.
    """

    subject: Judged
    sent: bool
    received: bool
    resource: str
    owner: str
    name: str
    whole: str
    function: str = ""


def judged(
    spot: Spot, old: Annotation, new: Annotation, shapes: Shapes
) -> Iterator[Change]:
    """The change from `old` to `new`, or one for each value of an enum that came or went."""
    found = difference(old, new, *shapes.aliases)
    if found is None:
        return
    if found.is_enum and not (found.gives_more or found.takes_less):
        yield from _values(spot, found)
        return
    yield Change(
        rule=RULES[_rule(spot, found, old, new, shapes)],
        resource=spot.resource,
        owner=spot.owner,
        name=spot.name,
        before=text(old),
        after=text(new),
        lost=found.lost,
        gained=found.gained,
        function=spot.function,
    )


def _rule(
    spot: Spot, found: Difference, old: Annotation, new: Annotation, shapes: Shapes
) -> str:
    if not (found.gives_more or found.takes_less):
        # What is known of a value has changed, and not which values there may be.
        return "values-changed"
    if spot.received and found.gives_more:
        if spot.subject == "field" and found.gained == text(NONE):
            return "field-may-be-none"
        is_alike = shapes.gives_as_before(old, new)
        return f"{spot.subject}-gives-{'class' if is_alike else 'more'}"
    if spot.sent and found.takes_less:
        is_alike = shapes.takes_as_before(old, new)
        return f"{spot.subject}-takes-{'class' if is_alike else 'less'}"
    return f"{spot.subject}-{'takes-more' if spot.sent else 'gives-less'}"


def _values(spot: Spot, found: Difference) -> Iterator[Change]:
    way = "sent-value" if spot.sent else "value"
    for kind, values in (
        ("removed", found.values_lost),
        ("added", found.values_gained),
    ):
        for value in values:
            yield Change(
                rule=RULES[f"{way}-{kind}"],
                resource=spot.resource,
                owner=spot.whole,
                name=value,
                function=spot.function,
            )
