"""Keeping names: what a client was called before goes before what the rules would say today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.api import Api
from generator.ir.types import TypeId, TypeLocation
from generator.naming.lock import LockedOperation, NameLock, locked_types
from generator.naming.names import GivenNames, Names, name_everything
from generator.naming.reserved import METHOD_NAMES
from generator.naming.type_names import base_name


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name that was kept, and what the thing would be called if it were new."""

    name: str
    otherwise: str


def lock_of(api: Api, names: Names, declared_methods: Mapping[str, str]) -> NameLock:
    """The lock that keeps `names`, which are those of `api`."""
    return NameLock(
        schemas=frozenset(
            each.location.owner for each in api.definitions.values() if each.is_named
        ),
        places=frozenset(
            each.location.key for each in api.definitions.values() if not each.is_named
        ),
        types={
            id_: names.types[id_]
            for id_, definition in api.definitions.items()
            if names.types[id_] != base_name(definition.location)
        },
        operations={
            key: LockedOperation(
                each.resource,
                None if key in declared_methods else each.method.path,
                each.function,
            )
            for key, each in names.operations.items()
        },
        webhooks=names.webhooks,
    )


def names_with_lock(
    api: Api,
    declared_methods: Mapping[str, str],
    lock: NameLock,
    unlocked_locations: Mapping[TypeId, TypeLocation],
) -> tuple[Names, tuple[KeptName, ...]]:
    """Names for all of `api`, and which of them would be others without the lock.

    `declared_methods`, by operation, go before everything. `unlocked_locations` are where types
    would be named that are named for another location because of the lock.
    """
    keys = {each.key for each in api.operations}
    declared = {key: path for key, path in declared_methods.items() if key in keys}
    free = name_everything(api, GivenNames(methods=declared))
    given = _given(api, declared, lock)
    if _agrees(free, given):
        return free, tuple(_kept_locations(unlocked_locations, free))
    names = name_everything(api, given)
    kept = (*_kept_locations(unlocked_locations, names), *_kept(names, free))
    return names, tuple(dict.fromkeys(kept))


def _given(api: Api, declared: Mapping[str, str], lock: NameLock) -> GivenNames:
    known = {
        operation.key: lock.operations[operation.key]
        for operation in api.operations
        if operation.key in lock.operations
    }
    taken = set(declared.values())
    methods = {
        key: each.method
        for key, each in known.items()
        if each.method is not None and each.method not in taken
        # What such a name was kept from could not be used.
        if each.method.rpartition(".")[2] not in METHOD_NAMES
    }
    return GivenNames(
        types=locked_types(api.definitions.values(), lock),
        functions={key: each.function for key, each in known.items()},
        webhooks={
            each.key: lock.webhooks[each.key]
            for each in api.webhooks
            if each.key in lock.webhooks
        },
        resources={key: each.resource for key, each in known.items()},
        methods=declared,
        kept_methods=methods,
    )


def _agrees(names: Names, given: GivenNames) -> bool:
    return (
        all(names.types[id_] == name for id_, name in given.types.items())
        and all(names.webhooks[key] == name for key, name in given.webhooks.items())
        and all(
            names.operations[key].function == each
            for key, each in given.functions.items()
        )
        and all(
            names.operations[key].resource == each
            for key, each in given.resources.items()
        )
        and all(
            names.operations[key].method.path == each
            for key, each in {**given.kept_methods, **given.methods}.items()
        )
    )


def _kept_locations(
    unlocked_locations: Mapping[TypeId, TypeLocation], names: Names
) -> Iterator[KeptName]:
    for id_, location in unlocked_locations.items():
        if names.types[id_] != base_name(location):
            yield KeptName(names.types[id_], base_name(location))


def _kept(names: Names, free: Names) -> Iterator[KeptName]:
    for id_, name in names.types.items():
        if free.types[id_] != name:
            yield KeptName(name, free.types[id_])
    for key, name in names.webhooks.items():
        if free.webhooks[key] != name:
            yield KeptName(name, free.webhooks[key])
    for key, each in names.operations.items():
        other = free.operations[key]
        if other.function != each.function:
            yield KeptName(each.function, other.function)
        if other.method != each.method:
            yield KeptName(each.method.path, other.method.path)
        if other.resource != each.resource:
            yield KeptName("/".join(each.resource), "/".join(other.resource))
