"""Name everything in an `Api`.

A name depends on where a thing is defined, never on the order of the document. If two things prefer
the same name, the one with the lower precedence uses its next candidate: a name with its title,
with its type, then with a number. Additions to a document therefore rename nothing, unless they
prefer a name that is in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.ir.api import Api, Webhook
from generator.ir.http import ErrorKind
from generator.ir.types import Record, TypeId
from generator.naming.argument_names import (
    MEDIA_TYPE,
    ArgumentKey,
    name_arguments,
    name_fields,
)
from generator.naming.client_names import ServerNames, name_schemes, name_servers
from generator.naming.methods import Method, assign_methods
from generator.naming.reserved import (
    ARGUMENT_NAMES,
    FUNCTION_NAMES,
    RESOURCE_NAMES,
    WEBHOOK_NAMES,
)
from generator.naming.resources import assign_resources
from generator.naming.spelling import Scope, pascal_case, snake_case
from generator.naming.tool_names import name_tools
from generator.naming.type_names import name_types


@dataclass(frozen=True, slots=True)
class OperationNames:
    """The names of one operation.

    `arguments` are by (location, name in the document); fields of a body have the location `body`.
    `resource` is the resource that the operation belongs to, in segments. `media_type` is the
    argument that selects the media type of the body, None if there is only one.
    """

    function: str
    arguments: Mapping[ArgumentKey, str]
    resource: tuple[str, ...]
    method: Method
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The identifiers of everything in an `Api`.

    Attributes:
        types: classes and aliases.
        fields: the fields of each model, by name in the document.
        operations: functions and arguments, by key of the operation.
        resources: resource classes, by path of attributes from the client.
        failures: exception classes, by the value of the discriminating property.
        webhooks: readers, by key of the webhook.
        schemes: arguments for credentials, by security scheme.
        servers: functions and arguments of servers, in the order of the document.
        tools: names as tools, by key of the operation.
    """

    types: Mapping[TypeId, str]
    fields: Mapping[TypeId, Mapping[str, str]]
    operations: Mapping[str, OperationNames]
    resources: Mapping[tuple[str, ...], str]
    failures: Mapping[str, str]
    webhooks: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)
    servers: tuple[ServerNames, ...] = ()
    tools: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Names that take precedence over derived ones, by the same keys as in `Names`.

    Attributes:
        types: classes and aliases.
        fields: fields of each model.
        functions: functions, by key of the operation.
        arguments: arguments of each operation, with that for its media type.
        webhooks: readers.
        resources: the resource that each operation belongs to, by key of the operation.
        methods: the paths of resource methods that the configuration declares, such as
            `customers.create`, by key of the operation.
        kept_methods: those from a name lock.
        resource_classes: resource classes.
        failures: exception classes.
        schemes: arguments for credentials.
        servers: functions of servers, by URL.
        tools: names as tools.
    """

    types: Mapping[TypeId, str] = field(default_factory=dict)
    fields: Mapping[TypeId, Mapping[str, str]] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, Mapping[ArgumentKey, str]] = field(default_factory=dict)
    webhooks: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    kept_methods: Mapping[str, str] = field(default_factory=dict)
    resource_classes: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)
    servers: Mapping[str, str] = field(default_factory=dict)
    tools: Mapping[str, str] = field(default_factory=dict[str, str])


NO_GIVEN_NAMES = GivenNames()


def name_api(api: Api, given: GivenNames = NO_GIVEN_NAMES) -> Names:
    """Return names for everything in `api`, unique within each scope."""
    operations = _name_operations(api, given)
    return Names(
        types=name_types(
            api.definitions.values(), given.types, assign_resources(api.operations)
        ),
        fields={
            definition.id: name_fields(
                (field.name for field in definition.type.fields),
                given.fields.get(definition.id, {}),
            )
            for definition in api.definitions.values()
            if isinstance(definition.type, Record)
        },
        operations=operations,
        resources=_name_resources(
            (names.method for names in operations.values()), given.resource_classes
        ),
        failures=_name_failures(api.error_kinds, given.failures),
        webhooks=_name_webhooks(api.webhooks, given.webhooks),
        schemes=name_schemes(api.security.schemes, given.schemes),
        servers=name_servers(api.servers, given.servers),
        tools=name_tools(
            {key: names.function for key, names in operations.items()}, given.tools
        ),
    )


def select_names(names: Names, api: Api) -> Names:
    """Return the names of a slice, given those of the whole API; nothing is renamed.

    All exceptions of the whole API are kept.
    """
    operations = {
        operation.key: names.operations[operation.key] for operation in api.operations
    }
    resources = resource_paths(operation.method for operation in operations.values())
    return replace(
        names,
        types={id_: names.types[id_] for id_ in api.definitions},
        fields={
            id_: names.fields[id_] for id_ in api.definitions if id_ in names.fields
        },
        operations=operations,
        webhooks={webhook.key: names.webhooks[webhook.key] for webhook in api.webhooks},
        tools={key: names.tools[key] for key in operations},
        resources={
            path: name for path, name in names.resources.items() if path in resources
        },
    )


def async_name(function_name: str) -> str:
    """Return the name of the async variant of a function."""
    return f"{function_name.rstrip('_')}_async"


def _name_operations(api: Api, given: GivenNames) -> dict[str, OperationNames]:
    scope = Scope(FUNCTION_NAMES)
    resources = {**assign_resources(api.operations), **given.resources}
    methods = assign_methods(api.operations, given.methods, given.kept_methods)
    reserved = ARGUMENT_NAMES | {name for name, _ in api.conventions.option_headers}
    names: dict[str, OperationNames] = {}
    for operation in sorted(
        api.operations,
        key=lambda operation: (
            operation.key not in given.functions,
            not _is_function_name(operation.key),
            operation.key,
        ),
    ):
        base = snake_case(operation.key, "operation")
        candidates = [base, f"{base}_"]
        if operation.key in given.functions:
            candidates.insert(0, given.functions[operation.key])
        function = scope.first_free(candidates, f"{base}_", async_name)
        scope.add(function, async_name(function))
        arguments = name_arguments(
            operation, reserved, given.arguments.get(operation.key, {})
        )
        media_type = arguments.pop(MEDIA_TYPE, None)
        names[operation.key] = OperationNames(
            function,
            arguments,
            resources[operation.key],
            methods[operation.key],
            media_type,
        )
    return names


def _is_function_name(key: str) -> bool:
    return snake_case(key, "operation") == key


def resource_paths(methods: Iterable[Method]) -> set[tuple[str, ...]]:
    """Return the resources of methods, including those that only have resources themselves."""
    return {
        method.resource[:length]
        for method in methods
        for length in range(1, len(method.resource) + 1)
    }


def preferred_resource(path: tuple[str, ...]) -> str:
    """Return the class name of a resource that collides with nothing."""
    return pascal_case("_".join(path))


def preferred_failure(value: str) -> str:
    """Return the exception class of a failure that collides with nothing."""
    base = pascal_case(value)
    return base if base.endswith("Error") else f"{base}Error"


def _name_resources(
    methods: Iterable[Method], given: Mapping[tuple[str, ...], str]
) -> dict[tuple[str, ...], str]:
    """Return a class name for each resource, including those without methods of their own."""
    scope = Scope(RESOURCE_NAMES)
    names: dict[tuple[str, ...], str] = {}
    for path in sorted(
        resource_paths(methods), key=lambda path: (path not in given, len(path), path)
    ):
        base = preferred_resource(path)
        known = (given[path],) if path in given else ()
        candidates = (*known, base, f"{base}Resource")
        names[path] = scope.first_free(candidates, base, "Async{}".format)
        scope.add(names[path], f"Async{names[path]}")
    return names


def _name_failures(
    failures: tuple[ErrorKind, ...], given: Mapping[str, str]
) -> dict[str, str]:
    """Return an exception class per failure; the runtime's own is used if it has that name."""
    scope = Scope()
    names: dict[str, str] = {}
    for failure in sorted(failures, key=lambda failure: failure.value not in given):
        name = preferred_failure(failure.value)
        known = (given[failure.value],) if failure.value in given else ()
        names[failure.value] = scope.first_free((*known, name), name)
        scope.add(names[failure.value])
    return names


def _name_webhooks(
    webhooks: tuple[Webhook, ...], given: Mapping[str, str]
) -> dict[str, str]:
    scope = Scope(WEBHOOK_NAMES)
    names: dict[str, str] = {}
    for key in sorted(
        (webhook.key for webhook in webhooks),
        key=lambda key: (key not in given, snake_case(key, "webhook") != key, key),
    ):
        base = snake_case(key, "webhook")
        candidates = (given[key],) if key in given else (base, f"{base}_")
        names[key] = scope.first_free(candidates, f"{base}_")
        scope.add(names[key])
    return names
