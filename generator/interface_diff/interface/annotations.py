"""Type annotations as values that compare equal regardless of the order of union members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """A class or alias by name: `str`, `None`, `Customer`.

    `format` is the format of the JSON value where the Python type does not determine it:
    `unix-time` or `date-time` of a `datetime`. Callers do not see it.
    """

    name: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """One value of a `Literal` as Python source: `'paid'`, `1`, `True`."""

    source: str


@dataclass(frozen=True, slots=True)
class Generic:
    """A subscripted type: `list[str]`, `dict[str, Customer]`."""

    base: str
    arguments: tuple[Annotation, ...]
    # Computed once: every level of a comparison needs the hashes of all levels below it.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.base, self.arguments)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Union:
    """`a | b`. Every value of a `Literal` is a member of its own."""

    members: frozenset[Member]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.members))

    def __hash__(self) -> int:
        return self._hash


Member: TypeAlias = Named | Constant | Generic
Annotation: TypeAlias = Member | Union

NONE = Named("None")
ANY = Named("Any")
UNSET = Named("Unset")
NEVER = Named("Never")


def members(annotation: Annotation) -> frozenset[Member]:
    """Return the members of a union, or the annotation itself as the only member."""
    if isinstance(annotation, Union):
        return annotation.members
    return frozenset((annotation,))


def union_of(annotations: Iterable[Annotation]) -> Annotation:
    """Return the flat union of `annotations`, or `Never` if there are none.

    A TypedDict is dropped if its class is a member too: generated code accepts `CustomerDict`
    wherever it accepts `Customer`.
    """
    union: set[Member] = set()
    for annotation in annotations:
        union |= members(annotation)
    names = {member.name for member in union if isinstance(member, Named)}
    union.difference_update(
        Named(name)
        for name in names
        if name.endswith("Dict") and name.removesuffix("Dict") in names
    )
    if not union:
        return NEVER
    return union.pop() if len(union) == 1 else Union(frozenset(union))


def without_member(annotation: Annotation, member: Member) -> Annotation:
    """Return `annotation` with `member` removed from its union."""
    if member not in members(annotation):
        return annotation
    return union_of(members(annotation) - {member})


def without_formats(annotation: Annotation) -> Annotation:
    """Return `annotation` as callers see it: every Python type without the format of its values."""
    match annotation:
        case Named(name, format_):
            return Named(name) if format_ else annotation
        case Generic(base, arguments):
            return Generic(base, tuple(map(without_formats, arguments)))
        case Union(union):
            return union_of(map(without_formats, union))
        case Constant():
            return annotation


def formats_in(annotation: Annotation) -> Iterator[str]:
    """Yield the formats of values in an annotation, at any depth."""
    for member in members(annotation):
        match member:
            case Named(_, format_):
                if format_:
                    yield format_
            case Generic(_, arguments):
                for argument in arguments:
                    yield from formats_in(argument)
            case Constant():
                pass


def names_in(annotation: Annotation) -> Iterator[str]:
    """Yield the names of classes and aliases in an annotation, at any depth."""
    for member in members(annotation):
        match member:
            case Named(name):
                yield name
            case Generic(_, arguments):
                for argument in arguments:
                    yield from names_in(argument)
            case Constant():
                pass


def rename_names(annotation: Annotation, rename: Callable[[str], str]) -> Annotation:
    """Return `annotation` with every name in it replaced by `rename(name)`."""
    match annotation:
        case Named(name, format_):
            return Named(rename(name), format_)
        case Generic(base, arguments):
            renamed = tuple(rename_names(argument, rename) for argument in arguments)
            return Generic(base, renamed)
        case Union(union):
            return union_of(rename_names(member, rename) for member in union)
        case Constant():
            return annotation


def format_annotation(annotation: Annotation) -> str:
    """Return Python source in a fixed order: `Literal['a', 'b'] | Customer | str | None`."""
    return _format(without_formats(annotation))


def _format(annotation: Annotation) -> str:
    union = members(annotation)
    constants = sorted(
        member.source for member in union if isinstance(member, Constant)
    )
    # Formatted once per member: a second call per level would double the work at each level.
    others = sorted(
        (member == NONE, _is_builtin(member), _format_member(member))
        for member in union
        if not isinstance(member, Constant)
    )
    parts = [f"Literal[{', '.join(constants)}]"] if constants else []
    return " | ".join([*parts, *(text for _, _, text in others)])


def _is_builtin(member: Member) -> bool:
    """Whether it is one of Python's own types, which follow the types of the client."""
    return isinstance(member, Named) and member.name[:1].islower()


def _format_member(member: Member) -> str:
    match member:
        case Named(name):
            return name
        case Constant(source):
            return f"Literal[{source}]"
        case Generic(base, arguments):
            return f"{base}[{', '.join(map(_format, arguments))}]"
