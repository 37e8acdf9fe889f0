"""Annotations as values: equal where they say the same, in whatever order they say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """A class or an alias by its name: `str`, `None`, `Customer`."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """One value of a `Literal`, spelt as Python does: `'paid'`, `1`, `True`."""

    spelling: str


@dataclass(frozen=True, slots=True)
class Generic:
    """`list[str]`, `dict[str, Customer]`"""

    base: str
    arguments: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """`a | b`; each of the values of a `Literal` is a member of its own."""

    members: frozenset[Member]


Member: TypeAlias = Named | Constant | Generic
Annotation: TypeAlias = Member | OneOf

NONE = Named("None")
ANY = Named("Any")
UNSET = Named("Unset")
NEVER = Named("Never")


def members(annotation: Annotation) -> frozenset[Member]:
    """What a value may be: the members of a union, or the annotation itself."""
    if isinstance(annotation, OneOf):
        return annotation.members
    return frozenset((annotation,))


def one_of(parts: Iterable[Annotation]) -> Annotation:
    """The union of `parts`, flat.

    The mapping that goes with a class, `CustomerDict` beside `Customer`, is no member of its own:
    where one is taken so is the other. Of no parts at all it is `Never`.
    """
    found = {member for part in parts for member in members(part)}
    names = {each.name for each in found if isinstance(each, Named)}
    found -= {Named(f"{name}Dict") for name in names}
    if not found:
        return NEVER
    return found.pop() if len(found) == 1 else OneOf(frozenset(found))


def without(annotation: Annotation, member: Member) -> Annotation:
    """`annotation` less one of its members."""
    return one_of(members(annotation) - {member})


def names_in(annotation: Annotation) -> Iterator[str]:
    """The names that an annotation mentions, at any depth."""
    for member in members(annotation):
        match member:
            case Named(name):
                yield name
            case Generic(_, arguments):
                for argument in arguments:
                    yield from names_in(argument)
            case Constant():
                pass


def renamed(annotation: Annotation, rename: Callable[[str], str]) -> Annotation:
    """`annotation` with each name in it as `rename` has it."""
    match annotation:
        case Named(name):
            return Named(rename(name))
        case Generic(base, arguments):
            return Generic(base, tuple(renamed(each, rename) for each in arguments))
        case OneOf(parts):
            return one_of(renamed(each, rename) for each in parts)
        case Constant():
            return annotation


def text(annotation: Annotation) -> str:
    """`annotation` as Python writes it: `Literal['a', 'b'] | str | None`, in a fixed order."""
    found = members(annotation)
    constants = sorted(each.spelling for each in found if isinstance(each, Constant))
    others = sorted(
        (each for each in found if not isinstance(each, Constant)),
        key=lambda each: (each == NONE, _is_plain(each), _member_text(each)),
    )
    parts = [f"Literal[{', '.join(constants)}]"] if constants else []
    return " | ".join([*parts, *map(_member_text, others)])


def _is_plain(member: Member) -> bool:
    """Whether it is a type of Python's own, which is read after the client's."""
    return isinstance(member, Named) and member.name[:1].islower()


def _member_text(member: Member) -> str:
    match member:
        case Named(name):
            return name
        case Constant(spelling):
            return f"Literal[{spelling}]"
        case Generic(base, arguments):
            return f"{base}[{', '.join(map(text, arguments))}]"
