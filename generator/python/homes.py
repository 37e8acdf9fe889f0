"""Which module each type lives in: a resource with the objects that only it has.

A component moves in with another one when nothing but that other one (and what already lives with
it) mentions it, and no operation does. Inline types live with their owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from generator.core.module_names import ModuleNames
from generator.ir.api import Api
from generator.ir.reachability import referenced_types, request_types
from generator.ir.types import Definition, TypeId
from generator.naming.names import Names
from generator.naming.spelling import snake_case

PACKAGES = ("models", "inputs")
_NO_RESOURCE = ("shared",)


def homes(api: Api, names: Names) -> dict[TypeId, str]:
    """The module of each definition, from the client's root: `models.customer`, `inputs.prices`."""
    owners = _component_owners(api)
    taken = {package: ModuleNames(names.types.values()) for package in PACKAGES}
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


def resource_module(resource: tuple[str, ...]) -> str:
    """The module name of a resource: its parts in snake_case, of which only the whole is a name."""
    return snake_case(" ".join(resource), "resource")


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
    """For each component, the component whose module it lives in."""
    users = _component_users(api)
    home = {name: name for name in users}

    def owner(name: str) -> str:
        while home[name] != name:
            name = home[name]
        return name

    changed = True
    while changed:
        changed = False
        for name in sorted(users):
            mentioned_by = users[name]
            if home[name] != name or not mentioned_by or None in mentioned_by:
                continue
            others = {owner(user) for user in mentioned_by if user} - {name}
            if len(others) == 1:
                home[name] = others.pop()
                changed = True
    return {name: owner(name) for name in users}


def _component_users(api: Api) -> Mapping[str, set[str | None]]:
    """The components that mention each component; None where an operation does."""
    users: dict[str, set[str | None]] = {
        each.location.owner: set()
        for each in api.definitions.values()
        if each.location.role == "schema"
    }
    for definition in api.definitions.values():
        user = (
            definition.location.owner if definition.location.role == "schema" else None
        )
        for id_ in referenced_types(definition.type):
            _mention(api.definitions[id_], user, users)
    for webhook in api.webhooks:
        for id_ in referenced_types(webhook.type):
            _mention(api.definitions[id_], None, users)
    for operation in api.operations:
        responses = (each.type for each in operation.responses)
        for type_ in chain(request_types(operation), responses):
            for id_ in referenced_types(type_):
                _mention(api.definitions[id_], None, users)
    return users


def _mention(
    definition: Definition, user: str | None, users: dict[str, set[str | None]]
) -> None:
    if definition.location.role == "schema" and definition.location.owner != user:
        users[definition.location.owner].add(user)
