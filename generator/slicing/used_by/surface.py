"""What can be imported from a client or called on it, and what each name stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ir.api import Api
from generator.naming.names import Names, async_name
from generator.naming.type_names import dict_name
from generator.python.arrangement import Arrangement
from generator.python.packages import root_module
from generator.python.runtime_features import has_server_choice

TYPE_PACKAGES = ("models", "inputs")
# Whole in every part of a client.
_MODULES = frozenset({"_runtime", "client", "errors", "options"})
_PACKAGES = frozenset({"inputs", "models", "operations", "resources"})


@dataclass(frozen=True, slots=True)
class Surface:
    """The names of a whole client.

    Attributes:
        functions: the operation of each function, by its name or that of its async twin.
        methods: the operation of each method, by its attributes from the client down.
        resources: the operations of each resource, by its attributes: those of its own, or where
            it has none of its own those below it.
        resource_classes: the resource of each class.
        types: the class or alias of each name in `models` and `inputs`, TypedDicts by their class.
        webhooks: what reads webhooks and callbacks, in `webhooks`.
        modules: the modules of each package; `webhooks` is one without any.
        exports: what the package itself has.
    """

    functions: Mapping[str, str]
    methods: Mapping[tuple[str, ...], str]
    resources: Mapping[tuple[str, ...], tuple[str, ...]]
    resource_classes: Mapping[str, tuple[str, ...]]
    types: Mapping[str, str]
    webhooks: frozenset[str]
    modules: Mapping[str, frozenset[str]]
    exports: frozenset[str]


def surface_of(api: Api, names: Names, arrangement: Arrangement) -> Surface:
    """The surface of a whole client."""
    keys = {each.key: each.document_key for each in api.operations}
    methods = {
        (*each.method.resource, each.method.name): keys[key]
        for key, each in names.operations.items()
    }
    return Surface(
        functions={
            name: keys[key]
            for key, each in names.operations.items()
            for name in (each.function, async_name(each.function))
        },
        methods=methods,
        resources={path: _operations_of(path, methods) for path in names.resources},
        resource_classes={
            name: path
            for path, each in names.resources.items()
            for name in (each, f"Async{each}")
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
        | ({"servers"} if has_server_choice(api) else set())
        | (set() if api.security.is_first_sufficient else {"credentials"})
        | _PACKAGES
        | {name for _, names in root_module(api).modules for name in names},
    )


def _operations_of(
    resource: tuple[str, ...], methods: Mapping[tuple[str, ...], str]
) -> tuple[str, ...]:
    below = {
        path: key for path, key in methods.items() if path[: len(resource)] == resource
    }
    own = [key for path, key in below.items() if len(path) == len(resource) + 1]
    return tuple(own or below.values())
