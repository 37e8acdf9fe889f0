"""Decide which names a lock lists, and recall those that it does not.

A lock is small because it does not list names that follow from the document. Of the names that
become one identifier, only the one in the usual spelling of the API may be unlisted, and only in
one location of an operation. Things that could collide are therefore never both unlisted, and
recalling a name needs nothing but the lock and the thing itself: whatever else the document gains,
the thing keeps its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from generator.ir.standbys import Standby, find_successors, location_keys
from generator.ir.types import Definition, TypeId
from generator.naming.argument_names import (
    LOCATIONS,
    ArgumentKey,
    preferred_argument,
    preferred_field,
)
from generator.naming.name_lock import LockedArguments, LockedOperation, NameLock
from generator.naming.names import Names, preferred_failure, preferred_resource
from generator.naming.reserved import ERROR_NAMES
from generator.naming.spelling import pascal_case, pascal_suffix, snake_case
from generator.naming.tool_names import preferred_tool
from generator.naming.type_names import base_name
from generator.naming.wire_spelling import Spelling, has_spelling

_K = TypeVar("_K")


def list_fields(fields: Mapping[str, str], spelling: Spelling) -> dict[str, str]:
    """Return the fields of a model that a lock lists, by name of the property."""
    return {
        wire_name: name
        for wire_name, name in fields.items()
        if name != preferred_field(wire_name) or not has_spelling(wire_name, spelling)
    }


def recall_fields(
    wire_names: Iterable[str], listed: Mapping[str, str], spelling: Spelling | None
) -> dict[str, str]:
    """Return the existing names of a model's fields, by name of the property."""
    wire_names = frozenset(wire_names)
    kept = {
        wire_name: name for wire_name, name in listed.items() if wire_name in wire_names
    }
    implied = {
        wire_name: preferred_field(wire_name)
        for wire_name in sorted(wire_names - kept.keys())
        if spelling is not None and has_spelling(wire_name, spelling)
    }
    return _merge(kept, implied)


def list_arguments(
    arguments: Mapping[ArgumentKey, str], spelling: Spelling
) -> LockedArguments:
    """Return the arguments of an operation that a lock lists.

    The implied location is the one that leaves the fewest to list.
    """
    derivable = [
        key
        for key, name in arguments.items()
        if name == preferred_argument(key) and has_spelling(key[1], spelling)
    ]
    counts = Counter(location for location, _ in derivable)
    implied = max(LOCATIONS, key=lambda location: counts[location])
    unlisted = {key for key in derivable if key[0] == implied}
    return LockedArguments(
        {key: name for key, name in arguments.items() if key not in unlisted},
        implied if unlisted else None,
    )


def recall_arguments(
    keys: Iterable[ArgumentKey], locked: LockedArguments, spelling: Spelling | None
) -> dict[ArgumentKey, str]:
    """Return the existing names of an operation's arguments."""
    keys = frozenset(keys)
    kept = {key: name for key, name in locked.listed.items() if key in keys}
    implied = {
        key: preferred_argument(key)
        for key in sorted(keys - kept.keys())
        if key[0] == locked.implied_location
        and spelling is not None
        and has_spelling(key[1], spelling)
    }
    return _merge(kept, implied)


def list_failures(failures: Mapping[str, str]) -> dict[str, str]:
    """Return the exception classes that a lock lists, by value."""
    return {
        value: name
        for value, name in failures.items()
        if name != preferred_failure(value) or not _is_usual_failure(value)
    }


def recall_failures(values: Iterable[str], lock: NameLock) -> dict[str, str]:
    """Return the existing names of exception classes, by value."""
    values = tuple(values)
    kept = {
        value: lock.failures[value]
        for value in values
        if value in lock.failures
        # Only a value with the name of an exception in the runtime stands for that exception.
        if lock.failures[value] not in ERROR_NAMES - {preferred_failure(value)}
    }
    implied = {
        value: preferred_failure(value)
        for value in values
        if lock.spelling is not None and value not in kept and _is_usual_failure(value)
    }
    return _merge(kept, implied)


def list_tools(names: Names) -> dict[str, str]:
    """Return the names of tools that a lock lists, by key of the operation."""
    return {
        key: name
        for key, name in names.tools.items()
        if name != preferred_tool(key, names.operations[key].function)
    }


def recall_tools(
    operations: Mapping[str, LockedOperation], lock: NameLock
) -> dict[str, str]:
    """Return the existing names of tools, by key of the operation; none if there are no tools.

    `operations` are those of the lock that the document still has.
    """
    if lock.tools is None:
        return {}
    return {
        key: lock.tools.get(key) or preferred_tool(key, operation.function)
        for key, operation in operations.items()
    }


def _is_usual_failure(value: str) -> bool:
    """Whether a value follows from its class: `card_declined` from `CardDeclinedError`."""
    return value == snake_case(preferred_failure(value).removesuffix("Error"), "error")


def recall_resource_classes(
    lock: NameLock, declared_methods: Mapping[str, str]
) -> dict[tuple[str, ...], str]:
    """Return the existing names of resource classes, by path of attributes.

    `declared_methods` are paths of methods that the configuration declares, by key.
    """
    if lock.spelling is None:
        return {}
    paths = [
        tuple(path.split("."))
        for key, names in lock.operations.items()
        for path in [names.method or declared_methods.get(key)]
        if path is not None
    ]
    resources = {path[:length] for path in paths for length in range(1, len(path))}
    return {
        path: lock.resource_classes.get(path, preferred_resource(path))
        for path in sorted(resources)
    }


def list_types(
    definitions: Iterable[Definition],
    names: Mapping[TypeId, str],
    standbys: Mapping[TypeId, Standby],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the class names that a lock lists: by key of the location, and by TypeId.

    Args:
        definitions: the definitions of a client.
        names: their names.
        standbys: for definitions, the one that keeps the name if the former is removed.
    """
    definitions = tuple(definitions)
    types_at = Counter(
        definition.location.key for definition in definitions if not definition.is_named
    )
    by_place: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for definition in definitions:
        name, key = names[definition.id], definition.location.key
        standby = standbys.get(definition.id)
        if standby is not None:
            if name != _base_name_at(standby.replaces):
                by_place[standby.replaces] = name
        elif name != base_name(definition.location):
            if definition.is_named or types_at[key] > 1:
                by_id[definition.id] = name
            else:
                by_place[key] = name
    return by_place, by_id


def recall_types(
    definitions: Iterable[Definition], lock: NameLock
) -> dict[TypeId, str]:
    """Return the existing class names of the definitions that a lock knows."""
    definitions = tuple(definitions)
    present = {
        key
        for definition in definitions
        if not definition.is_named
        for key in location_keys(definition)
    }
    successors = find_successors(lock.places, present)
    names: dict[TypeId, str] = {}
    for definition in definitions:
        name = _known_name(definition, lock, successors)
        if name is not None:
            names[definition.id] = lock.types.get(definition.id, name)
    return names


def _known_name(
    definition: Definition, lock: NameLock, successors: Mapping[str, str]
) -> str | None:
    """The name of a definition unless it is listed by id; None if it is new."""
    location = definition.location
    if definition.is_named:
        return base_name(location) if location.owner in lock.schemas else None
    keys = location_keys(definition)
    for key in reversed(keys):
        if key in lock.place_names and key in lock.places:
            return lock.place_names[key]
    if location.key in lock.places:
        return base_name(location)
    for key in keys:
        if key in successors:
            replaced = successors[key]
            return lock.place_names.get(replaced, _base_name_at(replaced))
    return None


def _base_name_at(key: str) -> str:
    """The preferred class name at the location with a key, if no step starts with a sign."""
    owner, *steps = key.split(".")
    return pascal_case(owner) + "".join(map(pascal_suffix, steps))


def _merge(kept: Mapping[_K, str], implied: Mapping[_K, str]) -> dict[_K, str]:
    """Join listed and unlisted names; an unlisted thing is new if its name is listed."""
    taken = frozenset(kept.values())
    return {
        **kept,
        **{key: name for key, name in implied.items() if name not in taken},
    }
