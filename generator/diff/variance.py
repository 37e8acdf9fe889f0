"""Two annotations side by side: what one takes or gives that the other does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.diff.annotations import (
    ANY,
    Annotation,
    Constant,
    Generic,
    Member,
    Named,
    members,
    names_in,
    one_of,
    text,
)

Aliases = Mapping[str, Annotation]
# `int` stands for what may be given where a float is asked for (PEP 484, the numeric tower).
_WIDER = {"int": ("float",), "list": ("Sequence",), "dict": ("Mapping",)}


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of an annotation.

    `gives_more`: values are possible that were not; `takes_less`: values are no longer. Where
    neither is so, `values_gained` and `values_lost` are the known values of an open enum.
    """

    gives_more: bool
    takes_less: bool
    gained: str
    lost: str
    values_gained: tuple[str, ...]
    values_lost: tuple[str, ...]
    # Whether values are told on both sides, so that they can be compared one by one.
    is_enum: bool


def difference(
    old: Annotation, new: Annotation, old_aliases: Aliases, new_aliases: Aliases
) -> Difference | None:
    """How `old` became `new`, aliases read as what they are; None where they say the same."""
    if old == new:
        return None
    # What has become of an alias that both mention is told of the alias, once.
    both = frozenset(names_in(old)) & frozenset(names_in(new))
    before, after = expanded(old, old_aliases, both), expanded(new, new_aliases, both)
    if before == after:
        return None
    values_before = set(_constants(before))
    values_after = set(_constants(after))
    return Difference(
        gives_more=not covers(before, after),
        takes_less=not covers(after, before),
        gained=_text_of(members(after) - members(before)),
        lost=_text_of(members(before) - members(after)),
        values_gained=tuple(sorted(values_after - values_before)),
        values_lost=tuple(sorted(values_before - values_after)),
        is_enum=bool(values_before) and bool(values_after),
    )


def expanded(
    annotation: Annotation, aliases: Aliases, inside: frozenset[str] = frozenset()
) -> Annotation:
    """`annotation` with what its aliases stand for; one inside itself stays a name."""
    parts: list[Annotation] = []
    for member in members(annotation):
        match member:
            case Named(name) if name in aliases and name not in inside:
                parts.append(expanded(aliases[name], aliases, inside | {name}))
            case Generic(base, arguments):
                spelt = (expanded(each, aliases, inside) for each in arguments)
                parts.append(Generic(base, tuple(spelt)))
            case _:
                parts.append(member)
    return one_of(parts)


def covers(
    wide: Annotation,
    narrow: Annotation,
    fits: Callable[[str, str], bool] = lambda wide, narrow: False,
) -> bool:
    """Whether every value that `narrow` allows is allowed by `wide`; both without aliases.

    `fits` is asked whether one class may stand for another: the wide one, then the narrow one.
    """
    # A constant covers nothing but itself, and there may be thousands of them.
    kinds = [each for each in members(wide) if not isinstance(each, Constant)]
    return all(
        any(_covers(kind, member, fits) for kind in kinds)
        for member in members(narrow) - members(wide)
    )


def _covers(wide: Member, narrow: Member, fits: Callable[[str, str], bool]) -> bool:
    match wide, narrow:
        case _ if wide == ANY:
            return True
        case Named(kind), Constant(spelling):
            return kind == _kind(spelling)
        case Named(kind), Named(name):
            return kind in _WIDER.get(name, ()) or fits(kind, name)
        case Generic(base, arguments), Generic(other, others):
            is_wide = base == other or base in _WIDER.get(other, ())
            return (
                is_wide
                and len(arguments) == len(others)
                and all(
                    covers(inner, other_inner, fits)
                    for inner, other_inner in zip(arguments, others, strict=True)
                )
            )
        case _:
            return False


def _kind(spelling: str) -> str:
    if spelling in ("True", "False"):
        return "bool"
    return "str" if spelling[:1] in "'\"" else "int"


def _constants(annotation: Annotation) -> Iterator[str]:
    for member in members(annotation):
        match member:
            case Constant(spelling):
                yield spelling
            case Generic(_, arguments):
                for argument in arguments:
                    yield from _constants(argument)
            case Named():
                pass


def _text_of(found: frozenset[Member]) -> str:
    return text(one_of(found)) if found else ""
