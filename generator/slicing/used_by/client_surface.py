"""The names that code can import from a client or access on it, and what each refers to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.api import Api
from generator.naming.names import Names, async_name
from generator.naming.type_names import dict_name
from generator.python.arrangement import Arrangement
from generator.python.errors import errors_module
from generator.python.packages import root_module
from generator.python.runtime_features import features_of
from generator.python.types import TypeWriter

TYPE_PACKAGES = ("models", "inputs")
# Modules that every client has in full, whatever it selects.
_MODULES = frozenset({"_runtime", "client", "errors", "options"})
_PACKAGES = frozenset({"inputs", "models", "operations", "resources"})


@dataclass(frozen=True, slots=True)
class ClientSurface:
    """The public names of a client of a whole document.

    Attributes:
        functions: operation keys by the name of the function or its asynchronous twin.
        methods: operation keys by the path of attributes from the client to the method.
        resources: operation keys by the path of attributes to the resource: its own operations,
            or those of its sub-resources if it has none of its own.
        resource_classes: paths of resources by the name of the class.
        types: classes and aliases by each name in `models` and `inputs`; a TypedDict refers to
            its class.
        webhooks: the names of the webhook readers in `webhooks`.
        modules: the module names in each package; `webhooks` is a module without any.
        exports: the names in the client's package itself.
    """

    functions: Mapping[str, str]
    methods: Mapping[tuple[str, ...], str]
    resources: Mapping[tuple[str, ...], tuple[str, ...]]
    resource_classes: Mapping[str, tuple[str, ...]]
    types: Mapping[str, str]
    webhooks: frozenset[str]
    modules: Mapping[str, frozenset[str]]
    exports: frozenset[str]


def client_surface(api: Api, names: Names, arrangement: Arrangement) -> ClientSurface:
    """List the public names of the client of a whole API."""
    document_keys = {
        operation.key: operation.document_key for operation in api.operations
    }
    methods = {
        (*name.method.resource, name.method.name): document_keys[key]
        for key, name in names.operations.items()
    }
    features = features_of(api)
    types = TypeWriter(api, names, arrangement.types)
    root = root_module(api, features, errors_module(api, names, features, types))
    return ClientSurface(
        functions={
            function: document_keys[key]
            for key, name in names.operations.items()
            for function in (name.function, async_name(name.function))
        },
        methods=methods,
        resources={path: _operations_of(path, methods) for path in names.resources},
        resource_classes={
            name: path
            for path, resource_class in names.resources.items()
            for name in (resource_class, f"Async{resource_class}")
        },
        types={
            spelling: name
            for name in names.types.values()
            for spelling in (dict_name(name), name)
        },
        webhooks=frozenset(names.webhooks.values()),
        modules={
            "webhooks": frozenset(),
            "operations": frozenset(arrangement.operations.values()),
            "resources": frozenset(arrangement.resources.values()),
            **{
                package: frozenset(
                    module.partition(".")[2]
                    for module in arrangement.types.values()
                    if module.startswith(f"{package}.")
                )
                for package in TYPE_PACKAGES
            },
        },
        exports=_MODULES
        | ({"webhooks"} if api.webhooks else set())
        | ({"servers"} if api.has_server_choice else set())
        | (set() if api.security.is_first_sufficient else {"credentials"})
        | _PACKAGES
        | {name for _, names in root.modules for name in names},
    )


def _operations_of(
    resource: tuple[str, ...], methods: Mapping[tuple[str, ...], str]
) -> tuple[str, ...]:
    below = {
        path: key for path, key in methods.items() if path[: len(resource)] == resource
    }
    own = [key for path, key in below.items() if len(path) == len(resource) + 1]
    return tuple(own or below.values())
