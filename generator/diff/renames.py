"""Which types have only changed their names: those that stand where a type that is gone stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.diff.annotations import Annotation, Constant, Generic, Named, members
from generator.diff.interface import Alias, Declared, Interface, Model, Operation

Pair = tuple[Annotation, Annotation]
# How much of the smaller of two types must be in the other one for them to be the same.
_ENOUGH = 0.5
# So many fields, or values, are equal by no accident.
_TELLING = 3


def operation_pairs(
    old: Interface, new: Interface
) -> tuple[tuple[Operation, Operation], ...]:
    """The operations of both that are the same: by function, else by HTTP method and path."""
    by_name = {each.name: each for each in new.operations}
    kept = {each.name for each in old.operations if each.name in by_name}
    by_route = {
        (each.http_method, each.path): each
        for each in new.operations
        if each.name not in kept
    }
    found = (
        (each, by_name.get(each.name) or by_route.get((each.http_method, each.path)))
        for each in old.operations
    )
    return tuple((before, after) for before, after in found if after is not None)


def type_renames(old: Interface, new: Interface) -> dict[str, str]:
    """The new name of each type of `old` that is gone and stands in `new` under another name.

    Where the same argument or field had the one and has the other, and the two are alike, that is
    a vote; and so on in the fields of types that were found. What has no place in common is the
    same only if it is equal and nothing else is equal to it.
    """
    before = {each.name: each for each in old.types}
    after = {each.name: each for each in new.types}
    gone = {name: each for name, each in before.items() if name not in after}
    fresh = {name: each for name, each in after.items() if name not in before}
    found: dict[str, str] = {}
    waiting = list(_pairs_in_both(old, new, before, after))
    votes: Counter[tuple[str, str]] = Counter()
    while waiting:
        votes.update(vote for pair in waiting for vote in _votes(*pair, gone, fresh))
        chosen = _elected(votes, gone, fresh, found)
        found |= chosen
        waiting = [
            pair
            for name, other in chosen.items()
            for pair in _type_pairs(before[name], after[other])
        ]
    return found | _equal(gone, fresh, found)


def _pairs_in_both(
    old: Interface,
    new: Interface,
    before: Mapping[str, Declared],
    after: Mapping[str, Declared],
) -> Iterator[Pair]:
    for one, other in operation_pairs(old, new):
        yield one.result, other.result
        arguments = {each.name: each.annotation for each in other.arguments}
        for argument in one.arguments:
            if argument.name in arguments:
                yield argument.annotation, arguments[argument.name]
    webhooks = {each.name: each.annotation for each in new.webhooks}
    for webhook in old.webhooks:
        if webhook.name in webhooks:
            yield webhook.annotation, webhooks[webhook.name]
    yield from chain.from_iterable(
        _type_pairs(before[name], after[name]) for name in before if name in after
    )


def _type_pairs(old: Declared, new: Declared) -> Iterator[Pair]:
    match old, new:
        case Alias(value=before), Alias(value=after):
            yield before, after
        case Model(), Model():
            fields = {each.wire_name: each.annotation for each in new.fields}
            for field in old.fields:
                if field.wire_name in fields:
                    yield field.annotation, fields[field.wire_name]
            if old.page_of is not None and new.page_of is not None:
                yield old.page_of, new.page_of
        case _:
            pass


def _votes(
    old: Annotation,
    new: Annotation,
    gone: Mapping[str, Declared],
    fresh: Mapping[str, Declared],
) -> Iterator[tuple[str, str]]:
    before, after = members(old), members(new)
    gained = [each for each in after - before if not isinstance(each, Constant)]
    for one in before - after:
        for other in gained:
            match one, other:
                case Named(name), Named(another) if name in gone and another in fresh:
                    if likeness(gone[name], fresh[another]) >= _ENOUGH:
                        yield name, another
                case Generic(_, inside), Generic(_, others):
                    for pair in zip(inside, others, strict=False):
                        yield from _votes(*pair, gone, fresh)
                case _:
                    pass


def _elected(
    votes: Counter[tuple[str, str]],
    gone: Mapping[str, Declared],
    fresh: Mapping[str, Declared],
    found: Mapping[str, str],
) -> dict[str, str]:
    """The pairs with the most votes first, then the most alike; each name is in one."""
    chosen: dict[str, str] = {}
    taken = set(found.values())
    ranked = sorted(
        votes,
        key=lambda pair: (-votes[pair], -likeness(gone[pair[0]], fresh[pair[1]]), pair),
    )
    for name, other in ranked:
        if name not in found and name not in chosen and other not in taken:
            chosen[name] = other
            taken.add(other)
    return chosen


def likeness(old: Declared, new: Declared) -> float:
    """How much of the smaller of two types is in the other one too, from 0 to 1."""
    if type(old) is not type(new):
        return 0.0
    before, after = set(_parts(old)), set(_parts(new))
    smaller = min(len(before), len(after))
    return len(before & after) / smaller if smaller else float(before == after)


def _parts(each: Declared) -> Iterable[object]:
    if isinstance(each, Alias):
        return members(each.value)
    return (field.wire_name for field in each.fields)


def _equal(
    gone: Mapping[str, Declared],
    fresh: Mapping[str, Declared],
    found: Mapping[str, str],
) -> dict[str, str]:
    """The types left over that are equal to one other, and that one to no third."""
    contents: dict[object, tuple[list[str], list[str]]] = {}
    for side, types, done in (
        (0, gone, set(found)),
        (1, fresh, set(found.values())),
    ):
        for name, each in types.items():
            if name not in done and len(set(_parts(each))) >= _TELLING:
                contents.setdefault(_content(each), ([], []))[side].append(name)
    return {
        names[0]: others[0]
        for names, others in contents.values()
        if len(names) == len(others) == 1
    }


def _content(each: Declared) -> object:
    if isinstance(each, Alias):
        return each.value, each.module.partition(".")[0]
    return each.fields, each.page_of, each.module.partition(".")[0]
