"""The files around types and operations: package `__init__`s, the clients, the README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ir.api import Api
from generator.python.declarations import (
    OperationsModule,
    PackageModule,
    RootModule,
    TypesModule,
)
from generator.python.imports import name_order
from generator.python.prose import plain_line
from generator.python.runtime_features import features_of
from generator.python.runtime_names import runtime_module

# The exceptions that most programs catch; all are in `errors`.
_ROOT_ERRORS = (
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiTimeoutError",
)
_PACKAGES = {
    "models": "What the API answers with: a dataclass for each object, loaded when first needed.",
    "inputs": "What calls are given: for each shape a dataclass and a TypedDict to choose from.",
    "operations": "A function for each operation, loaded with its resource when first needed.",
}


_CREDENTIALS = ("credentials", ("Credentials",))


def package_modules(
    types: Iterable[TypesModule], operations: Iterable[OperationsModule]
) -> Iterator[PackageModule]:
    """The `__init__` of each package, with every name that its modules have."""
    names: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        each: [] for each in _PACKAGES
    }
    operations = tuple(operations)
    for module in types:
        package, _, name = module.path.removesuffix(".py").partition("/")
        declared = sorted(each.name for each in module.declarations)
        names[package].append((name, tuple(declared)))
    for functions in operations:
        package, _, name = functions.path.removesuffix(".py").partition("/")
        both = sorted(
            name
            for each in functions.functions
            for name in (each.name, each.async_name)
        )
        names[package].append((name, tuple(both)))
    for package, doc in _PACKAGES.items():
        yield PackageModule(
            path=f"{package}/__init__.py",
            doc=doc,
            has_deprecated=package == "operations"
            and any(each.has_deprecated for each in operations),
            modules=tuple(sorted(names[package])),
        )


def root_module(api: Api) -> RootModule:
    """`__init__.py` of the client."""
    title = plain_line(api.title) or "an API"
    modules = _runtime_exports(api)
    modules["client"] = ["AsyncClient", "Client"]
    if not api.security.is_first_sufficient:
        modules["credentials"] = ["Credentials"]
    modules["errors"] = list(_ROOT_ERRORS)
    modules["options"] = ["RequestOptions"]
    return RootModule(
        path="__init__.py",
        doc=f"A typed client for {title}.",
        modules=tuple((module, tuple(modules[module])) for module in sorted(modules)),
    )


def _runtime_exports(api: Api) -> dict[str, list[str]]:
    """The names of the runtime that are names of the client, by module."""
    names = [name for feature in features_of(api) for name in feature.root_names]
    exports: dict[str, list[str]] = {}
    for name in sorted(names, key=name_order):
        exports.setdefault(runtime_module(name), []).append(name)
    return exports
