"""Name an API with a lock: names that a client already has take precedence over derived ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ir.api import Api
from generator.ir.types import TypeId, TypeLocation
from generator.naming.name_lock import LockedOperation, NameLock, locked_types
from generator.naming.names import GivenNames, Names, name_api
from generator.naming.reserved import METHOD_NAMES
from generator.naming.type_names import base_name


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name that a lock preserved, and the name that would be derived without the lock."""

    name: str
    derived: str


def create_lock(
    api: Api, names: Names, declared_methods: Mapping[str, str]
) -> NameLock:
    """Return the lock that preserves the `names` of `api` in the next build."""
    return NameLock(
        schemas=frozenset(
            definition.location.owner
            for definition in api.definitions.values()
            if definition.is_named
        ),
        places=frozenset(
            definition.location.key
            for definition in api.definitions.values()
            if not definition.is_named
        ),
        types={
            id_: names.types[id_]
            for id_, definition in api.definitions.items()
            if names.types[id_] != base_name(definition.location)
        },
        operations={
            key: LockedOperation(
                operation.resource,
                None if key in declared_methods else operation.method.path,
                operation.function,
            )
            for key, operation in names.operations.items()
        },
        webhooks=names.webhooks,
    )


def name_api_with_lock(
    api: Api,
    declared_methods: Mapping[str, str],
    lock: NameLock,
    unlocked_locations: Mapping[TypeId, TypeLocation],
) -> tuple[Names, tuple[KeptName, ...]]:
    """Return names for everything in `api`, and those that would differ without the lock.

    `declared_methods`, paths of methods by key of the operation, take precedence over the lock.
    `unlocked_locations` has the types that the lock keeps at another location than the one they
    would otherwise be named after, with the latter.
    """
    keys = {operation.key for operation in api.operations}
    declared = {key: path for key, path in declared_methods.items() if key in keys}
    derived = name_api(api, GivenNames(methods=declared))
    given = _given_names(api, declared, lock)
    if _satisfies(derived, given):
        return derived, tuple(_kept_location_names(unlocked_locations, derived))
    names = name_api(api, given)
    kept = (
        *_kept_location_names(unlocked_locations, names),
        *_kept_names(names, derived),
    )
    return names, tuple(dict.fromkeys(kept))


def _given_names(api: Api, declared: Mapping[str, str], lock: NameLock) -> GivenNames:
    locked = {
        operation.key: lock.operations[operation.key]
        for operation in api.operations
        if operation.key in lock.operations
    }
    taken = set(declared.values())
    methods = {
        key: names.method
        for key, names in locked.items()
        if names.method is not None and names.method not in taken
        # Names that became reserved since cannot be kept.
        if names.method.rpartition(".")[2] not in METHOD_NAMES
    }
    return GivenNames(
        types=locked_types(api.definitions.values(), lock),
        functions={key: names.function for key, names in locked.items()},
        webhooks={
            webhook.key: lock.webhooks[webhook.key]
            for webhook in api.webhooks
            if webhook.key in lock.webhooks
        },
        resources={key: names.resource for key, names in locked.items()},
        methods=declared,
        kept_methods=methods,
    )


def _satisfies(names: Names, given: GivenNames) -> bool:
    """Whether `names` contain all given names."""
    return (
        all(names.types[id_] == name for id_, name in given.types.items())
        and all(names.webhooks[key] == name for key, name in given.webhooks.items())
        and all(
            names.operations[key].function == function
            for key, function in given.functions.items()
        )
        and all(
            names.operations[key].resource == resource
            for key, resource in given.resources.items()
        )
        and all(
            names.operations[key].method.path == path
            for key, path in {**given.kept_methods, **given.methods}.items()
        )
    )


def _kept_location_names(
    unlocked_locations: Mapping[TypeId, TypeLocation], names: Names
) -> Iterator[KeptName]:
    for id_, location in unlocked_locations.items():
        if names.types[id_] != base_name(location):
            yield KeptName(names.types[id_], base_name(location))


def _kept_names(names: Names, derived: Names) -> Iterator[KeptName]:
    for id_, name in names.types.items():
        if derived.types[id_] != name:
            yield KeptName(name, derived.types[id_])
    for key, name in names.webhooks.items():
        if derived.webhooks[key] != name:
            yield KeptName(name, derived.webhooks[key])
    for key, kept in names.operations.items():
        other = derived.operations[key]
        if other.function != kept.function:
            yield KeptName(kept.function, other.function)
        if other.method != kept.method:
            yield KeptName(kept.method.path, other.method.path)
        if other.resource != kept.resource:
            yield KeptName("/".join(kept.resource), "/".join(other.resource))
