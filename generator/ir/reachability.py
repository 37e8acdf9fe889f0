"""What of an `Api` some types lead to, and the part of one that some operations need."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from generator.core.pointer import Pointer
from generator.ir.api import Api, Operation, Webhook
from generator.ir.types import (
    Array,
    Map,
    Nullable,
    Record,
    Ref,
    Tuple,
    Type,
    TypeId,
    Union,
)


def refs_of(type_: Type | None) -> Iterator[TypeId]:
    """The definitions a type mentions directly."""
    match type_:
        case Ref(id_):
            yield id_
        case Nullable(inner) | Array(inner) | Map(inner):
            yield from refs_of(inner)
        case Union(members) | Tuple(members):
            for member in members:
                yield from refs_of(member)
        case Record(fields, additional):
            for field in fields:
                yield from refs_of(field.type)
            yield from refs_of(additional)
        case _:
            pass


def request_types(operation: Operation) -> Iterator[Type]:
    """The types of everything an operation sends."""
    for parameter in operation.parameters:
        yield parameter.type
    for body in operation.bodies:
        yield body.type
        yield from (each.field.type for each in body.fields or ())


def reachable(api: Api, types: Iterable[Type]) -> set[TypeId]:
    """The definitions that `types` mention, directly or through others."""
    waiting = [id_ for type_ in types for id_ in refs_of(type_)]
    found: set[TypeId] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += refs_of(api.definitions[id_].type)
    return found


def part_of(
    api: Api,
    operations: Collection[str],
    types: Iterable[TypeId],
    webhooks: Collection[Pointer] = (),
) -> Api:
    """`api` with these operations only, by their keys, and the definitions that they need.

    `types` are definitions that stay besides, with all that they need, and `webhooks` those that
    do, by their places. The callbacks of what stays stay too. What holds for the API as a whole,
    such as its credentials and its kinds of failure, is as it was: code that calls the whole client
    calls the part in the same way.
    """
    kept = tuple(each for each in api.operations if each.document_key in operations)
    sent = tuple(_webhooks(api, operations, webhooks))
    needed = _needed(api, kept, sent, types)
    definitions = {id_: each for id_, each in api.definitions.items() if id_ in needed}
    places = {each.place.key for each in definitions.values() if not each.is_named}
    return replace(
        api,
        operations=kept,
        webhooks=sent,
        definitions=definitions,
        standing_places=tuple(sorted(places)),
        kept_places={
            id_: place for id_, place in api.kept_places.items() if id_ in needed
        },
    )


def _webhooks(
    api: Api, operations: Collection[str], chosen: Collection[Pointer]
) -> Iterator[Webhook]:
    """Those chosen, and what `operations`, or requests that are among these, ask for."""
    kept = {each.key for each in api.webhooks if each.at in chosen}
    asking = {*operations, *kept}
    while asking:
        asking = {
            each.key
            for each in api.webhooks
            if each.key not in kept and not asking.isdisjoint(each.callback_of)
        }
        kept |= asking
    return (each for each in api.webhooks if each.key in kept)


def _needed(
    api: Api,
    operations: Iterable[Operation],
    webhooks: Iterable[Webhook],
    types: Iterable[TypeId],
) -> set[TypeId]:
    of_operations = (
        type_
        for operation in operations
        for type_ in chain(
            request_types(operation), (each.type for each in operation.responses)
        )
    )
    mentioned = chain(of_operations, (each.type for each in webhooks))
    waiting = [*types, *(id_ for type_ in mentioned for id_ in _names_in(type_))]
    found: set[TypeId] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += _names_in(api.definitions[id_].type)
    return found


def _names_in(type_: Type | None) -> Iterator[TypeId]:
    """What a type mentions, what a discriminator says by name included."""
    match type_:
        case Union(members, discriminator):
            yield from chain.from_iterable(map(_names_in, members))
            if discriminator is not None:
                yield from (id_ for _, id_ in discriminator.mapping)
                yield from filter(None, [discriminator.default])
        case Nullable(inner) | Array(inner) | Map(inner):
            yield from _names_in(inner)
        case Tuple(items):
            yield from chain.from_iterable(map(_names_in, items))
        case Record(fields, additional):
            yield from chain.from_iterable(_names_in(each.type) for each in fields)
            yield from _names_in(additional)
        case _:
            yield from refs_of(type_)
