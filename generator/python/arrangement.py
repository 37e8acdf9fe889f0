"""Arrangement of a client: the module of each type, operation and resource.

A component schema shares a module with another one if only that one (and what already shares its
module) refers to it, and no operation does. Inline types share the module of their owner.

The arrangement depends on every reference in the document. A client of selected operations uses
the arrangement of the complete one, so that the same imports work with both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from generator.core.module_names import ModuleNames
from generator.ir.api import Api
from generator.ir.page_shape import response_record
from generator.ir.reachability import reachable, referenced_types, request_types
from generator.ir.types import Definition, Record, TypeId
from generator.naming.names import Names
from generator.naming.spelling import snake_case

_TYPE_PACKAGES = ("models", "inputs")
_NO_RESOURCE = ("shared",)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The module of everything in a client, and the roles of its types.

    Attributes:
        types: the module of each definition, relative to the client's root: `models.customer`.
        operations: the module in `operations` of each operation, by its key.
        resources: the module in `resources` of each resource, by its attribute path.
        sent: the definitions used in requests.
        read: the definitions used in responses that have `writeOnly` properties.
        pages: the definitions returned by paged operations, with the path to their items.
    """

    types: Mapping[TypeId, str]
    operations: Mapping[str, str]
    resources: Mapping[tuple[str, ...], str]
    sent: frozenset[TypeId]
    read: frozenset[TypeId]
    pages: Mapping[TypeId, str]


def arrange_modules(api: Api, names: Names) -> Arrangement:
    """Arrange a complete client, one of all operations in `api`."""
    sent = (type_ for operation in api.operations for type_ in request_types(operation))
    return Arrangement(
        types=_type_modules(api, names),
        operations=_operation_modules(names),
        resources=_resource_modules(names),
        sent=frozenset(reachable(api, sent)),
        read=_read_with_write_only(api),
        pages={
            page: operation.paging.items
            for operation in api.operations
            if operation.paging is not None
            for page in [response_record(operation, api.definitions)]
            if page is not None
        },
    )


def resource_module(resource: tuple[str, ...]) -> str:
    """Return the module name of a resource: its attribute path in snake_case."""
    return snake_case(" ".join(resource), "resource")


def _read_with_write_only(api: Api) -> frozenset[TypeId]:
    """Return the definitions that have a `writeOnly` property and occur in responses."""
    with_write_only = {
        definition.id
        for definition in api.definitions.values()
        if isinstance(definition.type, Record)
        and any(field.write_only for field in definition.type.fields)
    }
    if not with_write_only:
        return frozenset()
    response_types = (
        response.type
        for operation in api.operations
        for response in operation.responses
        if response.type is not None
    )
    return frozenset(with_write_only & reachable(api, response_types))


def _operation_modules(names: Names) -> dict[str, str]:
    """Return a module per resource, named unlike the functions that the package exports."""
    taken = ModuleNames(operation.function for operation in names.operations.values())
    resources = {
        key: resource_module(operation.resource)
        for key, operation in names.operations.items()
    }
    modules = {wanted: taken.add(wanted) for wanted in sorted(set(resources.values()))}
    return {key: modules[resource] for key, resource in resources.items()}


def _resource_modules(names: Names) -> dict[tuple[str, ...], str]:
    """Return the module of each resource.

    `client.a_b` and `client.a.b` want the same name: the one closer to the client gets it.
    """
    taken = ModuleNames(())
    return {
        path: taken.add(resource_module(path))
        for path in sorted(names.resources, key=lambda path: (len(path), path))
    }


def _type_modules(api: Api, names: Names) -> dict[TypeId, str]:
    owners = _component_owners(api)
    taken = {package: ModuleNames(names.types.values()) for package in _TYPE_PACKAGES}
    modules: dict[tuple[str, str], str] = {}
    result: dict[TypeId, str] = {}
    for definition in sorted(api.definitions.values(), key=_order):
        place = definition.location
        if place.role == "schema":
            package, wanted = "models", snake_case(owners[place.owner], "model")
            key = (package, f"schema {owners[place.owner]}")
        else:
            package = "inputs" if place.role == "request" else "models"
            wanted = resource_module(_resource(definition, names))
            if place.role == "response" and place.owner not in names.webhooks:
                wanted += "_responses"
            key = (package, f"resource {wanted}")
        if key not in modules:
            modules[key] = f"{package}.{taken[package].add(wanted)}"
        result[definition.id] = modules[key]
    return result


def _resource(definition: Definition, names: Names) -> tuple[str, ...]:
    if definition.location.owner in names.webhooks:
        return ("webhooks",)
    operation = names.operations.get(definition.location.owner)
    return operation.resource if operation else _NO_RESOURCE


def _order(definition: Definition) -> tuple[bool, str, str]:
    return (
        definition.location.role != "schema",
        definition.location.owner,
        definition.id,
    )


def _component_owners(api: Api) -> dict[str, str]:
    """Map each component to the component whose module it shares, or to itself."""
    users = _component_users(api)
    merged_into = {name: name for name in users}

    def owner(name: str) -> str:
        while merged_into[name] != name:
            name = merged_into[name]
        return name

    changed = True
    while changed:
        changed = False
        for name in sorted(users):
            used_by = users[name]
            if merged_into[name] != name or not used_by or None in used_by:
                continue
            owners = {owner(user) for user in used_by if user} - {name}
            if len(owners) == 1:
                merged_into[name] = owners.pop()
                changed = True
    return {name: owner(name) for name in users}


def _component_users(api: Api) -> Mapping[str, set[str | None]]:
    """Map each component to those that refer to it; None represents an operation."""
    users: dict[str, set[str | None]] = {
        definition.location.owner: set()
        for definition in api.definitions.values()
        if definition.location.role == "schema"
    }
    for definition in api.definitions.values():
        user = (
            definition.location.owner if definition.location.role == "schema" else None
        )
        for id_ in referenced_types(definition.type):
            _add_user(api.definitions[id_], user, users)
    for webhook in api.webhooks:
        for id_ in referenced_types(webhook.type):
            _add_user(api.definitions[id_], None, users)
    for operation in api.operations:
        response_types = (response.type for response in operation.responses)
        for type_ in chain(request_types(operation), response_types):
            for id_ in referenced_types(type_):
                _add_user(api.definitions[id_], None, users)
    return users


def _add_user(
    definition: Definition, user: str | None, users: dict[str, set[str | None]]
) -> None:
    if definition.location.role == "schema" and definition.location.owner != user:
        users[definition.location.owner].add(user)
