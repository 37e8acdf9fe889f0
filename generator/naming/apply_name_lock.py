"""Name an API with a lock: names that a client already has take precedence over derived ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from generator.ir.api import Api, Operation
from generator.ir.standbys import Standby
from generator.ir.types import Record, TypeId, TypeLocation
from generator.naming.argument_names import (
    MEDIA_TYPE,
    ArgumentKey,
    argument_keys,
    preferred_argument,
)
from generator.naming.listed_names import (
    list_arguments,
    list_failures,
    list_fields,
    list_tools,
    list_types,
    recall_arguments,
    recall_failures,
    recall_fields,
    recall_resource_classes,
    recall_tools,
    recall_types,
)
from generator.naming.name_lock import LockedOperation, NameLock
from generator.naming.names import (
    GivenNames,
    Names,
    OperationNames,
    name_api,
    preferred_resource,
)
from generator.naming.reserved import ARGUMENT_NAMES, CLIENT_NAMES, LATER_CLIENT_NAMES
from generator.naming.type_names import base_name
from generator.naming.valid_names import reserved_parts
from generator.naming.wire_spelling import Spelling, usual_spelling

_K = TypeVar("_K")
# Names that a locked method cannot begin with: those that clients have had since the first version.
_ALWAYS_RESERVED = CLIENT_NAMES - LATER_CLIENT_NAMES
# More parts of a method than any document needs; each of them becomes a class.
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name that a lock preserved, and the name that would be derived without the lock."""

    name: str
    derived: str


def create_lock(
    api: Api,
    names: Names,
    declared_methods: Mapping[str, str],
    spelling: Spelling,
    standbys: Mapping[TypeId, Standby],
    *,
    has_tools: bool = False,
) -> NameLock:
    """Return the lock that preserves the `names` of `api` in the next build.

    Args:
        api: the API.
        names: its names.
        declared_methods: paths of methods that the configuration declares, by key of the operation.
        spelling: the spelling of names that need not be listed.
        standbys: for types, the definition that keeps the name once the one that it is named after
            is removed.
        has_tools: whether the client has tools, whose names are kept, too.
    """
    inline = [
        definition for definition in api.definitions.values() if not definition.is_named
    ]
    listed_fields = {
        names.types[id_]: list_fields(fields, spelling)
        for id_, fields in names.fields.items()
    }
    place_names, types = list_types(api.definitions.values(), names.types, standbys)
    return NameLock(
        schemas=frozenset(
            definition.location.owner
            for definition in api.definitions.values()
            if definition.is_named
        ),
        places={
            **{definition.location.key: None for definition in inline},
            **{
                standbys[definition.id].replaces: standbys[definition.id].key
                for definition in inline
                if definition.id in standbys
            },
        },
        place_names=place_names,
        types=types,
        fields={name: fields for name, fields in listed_fields.items() if fields},
        operations={
            key: LockedOperation(
                operation.resource,
                None if key in declared_methods else operation.method.path,
                operation.function,
                list_arguments(_all_arguments(operation), spelling),
            )
            for key, operation in names.operations.items()
        },
        webhooks=names.webhooks,
        resource_classes={
            path: name
            for path, name in names.resources.items()
            if name != preferred_resource(path)
        },
        failures=list_failures(names.failures),
        schemes=names.schemes,
        secret_scheme="" if api.security.first is None else api.security.first.name,
        servers=_server_functions(api, names) if api.has_server_choice else {},
        tools=list_tools(names) if has_tools else None,
        spelling=spelling,
    )


def spelling_of(api: Api, lock: NameLock) -> Spelling:
    """Return the spelling of names that the next lock need not list.

    It is that of the last lock, if there is one, so that few lines of the lock change.
    """
    if lock.spelling is not None:
        return lock.spelling
    fields = (
        field.name
        for definition in api.definitions.values()
        if isinstance(definition.type, Record)
        for field in definition.type.fields
    )
    arguments = (
        name for operation in api.operations for _, name in argument_keys(operation)
    )
    return usual_spelling((*fields, *arguments))


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
    if _satisfies(api, derived, given):
        return derived, tuple(
            _kept_location_names(api, derived, derived, unlocked_locations)
        )
    names = name_api(api, given)
    kept = (
        *_kept_location_names(api, names, derived, unlocked_locations),
        *_kept_names(names, derived, given),
    )
    return names, tuple(dict.fromkeys(kept))


def renamed_arguments(
    api: Api, names: Names, lock: NameLock
) -> Iterator[tuple[Operation, KeptName]]:
    """Yield the arguments whose locked names have become options of every operation.

    These names cannot be kept, since a call has one argument of a name.

    Yields:
        The operation, with the new name and as `derived` the locked one.
    """
    reserved = ARGUMENT_NAMES | {name for name, _ in api.conventions.option_headers}
    for operation in api.operations:
        locked = lock.operations.get(operation.key)
        keys = argument_keys(operation)
        if locked is None or (
            reserved.isdisjoint(map(preferred_argument, keys))
            and reserved.isdisjoint(locked.arguments.listed.values())
        ):
            continue
        current = _all_arguments(names.operations[operation.key])
        before = recall_arguments(keys, locked.arguments, lock.spelling)
        for key, name in sorted(before.items()):
            if name in reserved:
                yield operation, KeptName(current[key], name)


def argument_label(function: str, argument: str) -> str:
    """Return the qualified name of an argument, for messages."""
    return f"{function}({argument}=)"


def field_label(class_name: str, field: str) -> str:
    """Return the qualified name of a field, for messages."""
    return f"{class_name}.{field}"


def _given_names(api: Api, declared: Mapping[str, str], lock: NameLock) -> GivenNames:
    locked = {
        operation.key: lock.operations[operation.key]
        for operation in api.operations
        if operation.key in lock.operations
    }
    types = recall_types(api.definitions.values(), lock)
    urls = {server.url for server in api.servers}
    schemes = {scheme.name for scheme in api.security.schemes}
    return GivenNames(
        types=types,
        fields={
            definition.id: recall_fields(
                (field.name for field in definition.type.fields),
                lock.fields.get(types[definition.id], {}),
                lock.spelling,
            )
            for definition in api.definitions.values()
            if isinstance(definition.type, Record) and definition.id in types
        },
        functions={key: names.function for key, names in locked.items()},
        arguments={
            operation.key: recall_arguments(
                argument_keys(operation), locked[operation.key].arguments, lock.spelling
            )
            for operation in api.operations
            if operation.key in locked
        },
        webhooks={
            webhook.key: lock.webhooks[webhook.key]
            for webhook in api.webhooks
            if webhook.key in lock.webhooks
        },
        resources={key: names.resource for key, names in locked.items()},
        methods=declared,
        kept_methods=_kept_methods(declared, locked),
        resource_classes=recall_resource_classes(lock, declared),
        failures=recall_failures((kind.value for kind in api.error_kinds), lock),
        schemes={
            scheme: argument
            for scheme, argument in lock.schemes.items()
            if scheme in schemes
        },
        servers={
            url: function for url, function in lock.servers.items() if url in urls
        },
        tools=recall_tools(locked, lock),
    )


def _kept_methods(
    declared: Mapping[str, str], locked: Mapping[str, LockedOperation]
) -> dict[str, str]:
    """Return the locked methods that a client can have, by key of the operation.

    Not those that the client reserves, unless earlier versions did not; none that is also the
    resource of another method, and none of very many parts.
    """
    methods = {tuple(path.split(".")) for path in declared.values()}
    resources = {path[:length] for path in methods for length in range(1, len(path))}
    kept: dict[str, str] = {}
    for key, names in sorted(locked.items()):
        path = tuple((names.method or "").split(".", _MOST_PARTS + 1))
        parents = {path[:length] for length in range(1, len(path))}
        if not 1 < len(path) <= _MOST_PARTS or any(
            reserved_parts(path, _ALWAYS_RESERVED)
        ):
            continue
        if path in methods or path in resources or not parents.isdisjoint(methods):
            continue
        methods.add(path)
        resources |= parents
        kept[key] = ".".join(path)
    return kept


def _all_arguments(names: OperationNames) -> dict[ArgumentKey, str]:
    """The arguments of an operation, with that for its media type."""
    arguments = dict(names.arguments)
    if names.media_type is not None:
        arguments[MEDIA_TYPE] = names.media_type
    return arguments


def _server_functions(api: Api, names: Names) -> dict[str, str]:
    """The functions of servers by URL; of servers with the same URL, that of the first."""
    functions: dict[str, str] = {}
    for server, server_names in zip(api.servers, names.servers, strict=True):
        functions.setdefault(server.url, server_names.function)
    return functions


def _satisfies(api: Api, names: Names, given: GivenNames) -> bool:
    """Whether `names` contain all given names."""
    operations = names.operations
    functions = {key: operation.function for key, operation in operations.items()}
    resources = {key: operation.resource for key, operation in operations.items()}
    methods = {key: operation.method.path for key, operation in operations.items()}
    return (
        _contains(names.types, given.types)
        and _contains(names.webhooks, given.webhooks)
        and _contains(functions, given.functions)
        and _contains(resources, given.resources)
        and _contains(methods, {**given.kept_methods, **given.methods})
        and _contains(names.resources, given.resource_classes)
        and _contains(names.failures, given.failures)
        and _contains(names.schemes, given.schemes)
        and _contains(_server_functions(api, names), given.servers)
        and _contains(names.tools, given.tools)
        and all(
            _contains(names.fields[id_], fields) for id_, fields in given.fields.items()
        )
        and all(
            _contains(_all_arguments(operations[key]), arguments)
            for key, arguments in given.arguments.items()
        )
    )


def _contains(names: Mapping[_K, object], given: Mapping[_K, object]) -> bool:
    return all(names.get(key) == name for key, name in given.items())


def _kept_location_names(
    api: Api,
    names: Names,
    derived: Names,
    unlocked_locations: Mapping[TypeId, TypeLocation],
) -> Iterator[KeptName]:
    """Yield the names of types that would be named after another location without the lock."""
    for id_, location in unlocked_locations.items():
        derived_name = derived.types[id_]
        if derived_name == base_name(api.definitions[id_].location):
            derived_name = base_name(location)
        if names.types[id_] != derived_name:
            yield KeptName(names.types[id_], derived_name)


def _kept_names(names: Names, derived: Names, given: GivenNames) -> Iterator[KeptName]:
    pairs = chain(
        _differences(names.types, derived.types, names.types),
        _differences(names.webhooks, derived.webhooks, names.webhooks),
        _differences(names.resources, derived.resources, given.resource_classes),
        _differences(names.failures, derived.failures, given.failures),
        _differences(names.schemes, derived.schemes, given.schemes),
        _differences(names.tools, derived.tools, given.tools),
    )
    for name, other_name in pairs:
        yield KeptName(name, other_name)
    for server_names, other in zip(names.servers, derived.servers, strict=True):
        if server_names.function != other.function:
            yield KeptName(server_names.function, other.function)
    for key, kept in names.operations.items():
        yield from _kept_operation_names(
            kept, derived.operations[key], given.arguments.get(key, ())
        )
    for id_, existing in given.fields.items():
        class_name = names.types[id_]
        for field, other_field in _differences(
            names.fields[id_], derived.fields[id_], existing
        ):
            yield KeptName(
                field_label(class_name, field), field_label(class_name, other_field)
            )


def _kept_operation_names(
    kept: OperationNames, derived: OperationNames, existing: Iterable[ArgumentKey]
) -> Iterator[KeptName]:
    if derived.function != kept.function:
        yield KeptName(kept.function, derived.function)
    if derived.method != kept.method:
        yield KeptName(kept.method.path, derived.method.path)
    if derived.resource != kept.resource:
        yield KeptName("/".join(kept.resource), "/".join(derived.resource))
    for argument, other_argument in _differences(
        _all_arguments(kept), _all_arguments(derived), existing
    ):
        yield KeptName(
            argument_label(kept.function, argument),
            argument_label(kept.function, other_argument),
        )


def _differences(
    names: Mapping[_K, str], derived: Mapping[_K, str], keys: Iterable[_K]
) -> Iterator[tuple[str, str]]:
    """Yield the names that differ from the derived ones, with the latter."""
    for key in keys:
        if key in names and key in derived and names[key] != derived[key]:
            yield names[key], derived[key]
