"""Find the definitions that types refer to, and reduce an `Api` to some of its operations."""

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


def referenced_types(type_: Type | None) -> Iterator[TypeId]:
    """The definitions that a type refers to directly, not counting discriminators."""
    match type_:
        case Ref(id_):
            yield id_
        case Nullable(inner) | Array(inner) | Map(inner):
            yield from referenced_types(inner)
        case Union(members) | Tuple(members):
            for member in members:
                yield from referenced_types(member)
        case Record(fields, additional):
            for field in fields:
                yield from referenced_types(field.type)
            yield from referenced_types(additional)
        case _:
            pass


def request_types(operation: Operation) -> Iterator[Type]:
    """The types of an operation's parameters, bodies and body fields."""
    for parameter in operation.parameters:
        yield parameter.type
    for body in operation.bodies:
        yield body.type
        yield from (argument.field.type for argument in body.fields or ())


def reachable(api: Api, types: Iterable[Type]) -> set[TypeId]:
    """The definitions that `types` refer to, directly or through other definitions."""
    waiting = [id_ for type_ in types for id_ in referenced_types(type_)]
    reached: set[TypeId] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached:
            reached.add(id_)
            waiting += referenced_types(api.definitions[id_].type)
    return reached


def reduce_api(
    api: Api,
    operations: Collection[str],
    types: Iterable[TypeId],
    webhooks: Collection[Pointer] = (),
) -> Api:
    """Reduce `api` to some operations and the definitions that they need.

    Servers, security, error kinds and conventions are kept: code written for the whole client
    calls the reduced one in the same way.

    Args:
        api: the whole API.
        operations: document keys of the operations to keep; their callbacks are kept too.
        types: definitions to keep in addition, with all that they refer to.
        webhooks: pointers of webhooks and callbacks to keep in addition.
    """
    kept = tuple(
        operation
        for operation in api.operations
        if operation.document_key in operations
    )
    kept_webhooks = tuple(_webhooks(api, operations, webhooks))
    needed = _needed_types(api, kept, kept_webhooks, types)
    return replace(
        api,
        operations=kept,
        webhooks=kept_webhooks,
        definitions={
            id_: definition
            for id_, definition in api.definitions.items()
            if id_ in needed
        },
    )


def _webhooks(
    api: Api, operations: Collection[str], chosen: Collection[Pointer]
) -> Iterator[Webhook]:
    """The chosen webhooks, and the callbacks of `operations` and of kept webhooks."""
    kept = {webhook.key for webhook in api.webhooks if webhook.at in chosen}
    owners = {*operations, *kept}
    while owners:
        owners = {
            webhook.key
            for webhook in api.webhooks
            if webhook.key not in kept and not owners.isdisjoint(webhook.callback_of)
        }
        kept |= owners
    return (webhook for webhook in api.webhooks if webhook.key in kept)


def _needed_types(
    api: Api,
    operations: Iterable[Operation],
    webhooks: Iterable[Webhook],
    types: Iterable[TypeId],
) -> set[TypeId]:
    operation_types = (
        type_
        for operation in operations
        for type_ in chain(
            request_types(operation),
            (response.type for response in operation.responses),
        )
    )
    mentioned = chain(operation_types, (webhook.type for webhook in webhooks))
    waiting = [*types, *(id_ for type_ in mentioned for id_ in _all_references(type_))]
    reached: set[TypeId] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached:
            reached.add(id_)
            waiting += _all_references(api.definitions[id_].type)
    return reached


def _all_references(type_: Type | None) -> Iterator[TypeId]:
    """The definitions that a type refers to directly, including those in discriminators."""
    match type_:
        case Union(members, discriminator):
            yield from chain.from_iterable(map(_all_references, members))
            if discriminator is not None:
                yield from (id_ for _, id_ in discriminator.mapping)
                yield from filter(None, [discriminator.default])
        case Nullable(inner) | Array(inner) | Map(inner):
            yield from _all_references(inner)
        case Tuple(items):
            yield from chain.from_iterable(map(_all_references, items))
        case Record(fields, additional):
            yield from chain.from_iterable(
                _all_references(field.type) for field in fields
            )
            yield from _all_references(additional)
        case _:
            yield from referenced_types(type_)
