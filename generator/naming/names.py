"""The names of an `Api`, in one place and by fixed rules.

A name depends on the thing's own place; only where two things ask for the same name does the later
one (by place, never by order in the document) step aside: first to its title, then to what kind of
thing it is, then to a number. So an addition that asks for a name of its own renames nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.ir.api import Api, Operation, Webhook
from generator.ir.http import ErrorKind
from generator.ir.types import Record, TypeId
from generator.naming.client_names import ServerNames, scheme_names, server_names
from generator.naming.methods import Method, methods_of
from generator.naming.reserved import (
    ARGUMENT_NAMES,
    FIELD_NAMES,
    FUNCTION_NAMES,
    RESOURCE_NAMES,
    WEBHOOK_NAMES,
)
from generator.naming.resources import resources_of
from generator.naming.spelling import Taken, pascal_case, snake_case
from generator.naming.type_names import type_names

_LOCATIONS = ("path", "query", "querystring", "header", "cookie")
_PLACES = (*_LOCATIONS, "body")


@dataclass(frozen=True, slots=True)
class OperationNames:
    """The names one operation's function has.

    `media_type` is that of the argument that chooses a kind of body, where there are several.
    """

    function: str
    # Each argument by (location, name on the wire); a body's fields have the location "body".
    arguments: Mapping[tuple[str, str], str]
    resource: tuple[str, ...]
    method: Method
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """One identifier for each type, field, function and argument of an `Api`."""

    types: Mapping[TypeId, str]
    fields: Mapping[TypeId, Mapping[str, str]]
    operations: Mapping[str, OperationNames]
    # The class of each resource, by its attributes from the client down.
    resources: Mapping[tuple[str, ...], str]
    # The exception of each kind of failure, by the value that tells it.
    failures: Mapping[str, str]
    # What reads each webhook, by its key.
    webhooks: Mapping[str, str] = field(default_factory=dict)
    # The argument for each security scheme's credentials.
    schemes: Mapping[str, str] = field(default_factory=dict)
    # The function of each server, in their order.
    servers: tuple[ServerNames, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Names that some things have whatever the rules say: types by TypeId, the rest by key.

    `methods` are resource methods that a user declares, such as `customers.create`, `kept_methods`
    those that operations had before.
    """

    types: Mapping[TypeId, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    webhooks: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    kept_methods: Mapping[str, str] = field(default_factory=dict)


NOTHING_GIVEN = GivenNames()


def name_everything(api: Api, given: GivenNames = NOTHING_GIVEN) -> Names:
    """Names for all of `api`; total and, within each scope, unique."""
    operations = _operation_names(api, given)
    return Names(
        types=type_names(api.definitions.values(), given.types),
        fields={
            definition.id: field_names(field.name for field in definition.type.fields)
            for definition in api.definitions.values()
            if isinstance(definition.type, Record)
        },
        operations=operations,
        resources=_resource_names(each.method for each in operations.values()),
        failures=_failure_names(api.error_kinds),
        webhooks=_webhook_names(api.webhooks, given.webhooks),
        schemes=scheme_names(api.security.schemes),
        servers=server_names(api.servers),
    )


def async_name(function_name: str) -> str:
    """The name of the async twin of a function."""
    return f"{function_name.rstrip('_')}_async"


def field_names(wire_names: Iterable[str]) -> dict[str, str]:
    """A Python name for each property of one object."""
    taken = Taken(FIELD_NAMES)
    names: dict[str, str] = {}
    # Names that are Python already come first, so that nothing takes their own spelling.
    for wire in sorted(wire_names, key=lambda name: (not _is_spelt(name), name)):
        base = snake_case(wire, "field")
        names[wire] = taken.first_free((base, f"{base}_"), f"{base}_")
        taken.add(names[wire])
    return names


def _operation_names(api: Api, given: GivenNames) -> dict[str, OperationNames]:
    taken = Taken(FUNCTION_NAMES)
    resources = {**resources_of(api.operations), **given.resources}
    methods = methods_of(api.operations, given.methods, given.kept_methods)
    reserved = ARGUMENT_NAMES | {name for name, _ in api.conventions.option_headers}
    names: dict[str, OperationNames] = {}
    for operation in sorted(
        api.operations,
        key=lambda each: (each.key not in given.functions, _exact_first(each)),
    ):
        own = given.functions.get(operation.key)
        base = snake_case(operation.key, "operation")
        wanted = (*(() if own is None else (own,)), base, f"{base}_")
        function = taken.first_free(wanted, f"{base}_", async_name)
        taken.add(function, async_name(function))
        arguments = _argument_names(operation, reserved)
        names[operation.key] = OperationNames(
            function,
            arguments,
            resources[operation.key],
            methods[operation.key],
            _choosing_argument(operation, Taken([*reserved, *arguments.values()])),
        )
    return names


def _exact_first(operation: Operation) -> tuple[bool, str]:
    """Operations that are spelt as Python already keep their names before converted ones."""
    return snake_case(operation.key, "operation") != operation.key, operation.key


def _argument_names(
    operation: Operation, reserved: frozenset[str]
) -> dict[tuple[str, str], str]:
    wanted = [
        (location, parameter.name)
        for location in _LOCATIONS
        for parameter in operation.parameters
        if parameter.location == location
    ]
    for body in operation.bodies:
        fields = [each.field.name for each in body.fields or ()]
        wanted += [("body", name) for name in fields]
        if body.fields is None:
            wanted.append(("body", ""))
    taken = Taken(reserved)
    names: dict[tuple[str, str], str] = {}
    # As with fields, what is spelt as Python does has its own spelling, in each location.
    ordered = sorted(
        dict.fromkeys(wanted),
        key=lambda each: (_PLACES.index(each[0]), not _is_spelt(each[1]), each[1]),
    )
    for location, wire in ordered:
        base = snake_case(wire, "field") if wire else "body"
        wanted_here = (base, f"{base}_{location}")
        names[location, wire] = taken.first_free(wanted_here, f"{base}_")
        taken.add(names[location, wire])
    return names


def _choosing_argument(operation: Operation, taken: Taken) -> str | None:
    if len({body.media_type for body in operation.bodies}) < 2:
        return None
    return taken.first_free(("media_type", "media_type_"), "media_type_")


def _is_spelt(wire_name: str) -> bool:
    return snake_case(wire_name, "field") == wire_name


def _resource_names(methods: Iterable[Method]) -> dict[tuple[str, ...], str]:
    """A class name for each resource, those that only lead to others included."""
    paths = {
        method.resource[:length]
        for method in methods
        for length in range(1, len(method.resource) + 1)
    }
    taken = Taken(RESOURCE_NAMES)
    names: dict[tuple[str, ...], str] = {}
    for path in sorted(paths, key=lambda each: (len(each), each)):
        base = pascal_case("_".join(path))
        wanted = (base, f"{base}Resource")
        names[path] = taken.first_free(wanted, base, "Async{}".format)
        taken.add(names[path], f"Async{names[path]}")
    return names


def _failure_names(failures: tuple[ErrorKind, ...]) -> dict[str, str]:
    """An exception's name for each kind; where the runtime has one of that name, it is the one."""
    taken = Taken()
    names: dict[str, str] = {}
    for failure in failures:
        base = pascal_case(failure.value)
        name = base if base.endswith("Error") else f"{base}Error"
        names[failure.value] = taken.first_free((name,), name)
        taken.add(names[failure.value])
    return names


def _webhook_names(
    webhooks: tuple[Webhook, ...], given: Mapping[str, str]
) -> dict[str, str]:
    taken = Taken(WEBHOOK_NAMES)
    names: dict[str, str] = {}
    for key in sorted(
        (each.key for each in webhooks),
        key=lambda key: (key not in given, snake_case(key, "webhook") != key, key),
    ):
        base = snake_case(key, "webhook")
        wanted = (given[key],) if key in given else (base, f"{base}_")
        names[key] = taken.first_free(wanted, f"{base}_")
        taken.add(names[key])
    return names
