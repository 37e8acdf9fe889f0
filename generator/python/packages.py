"""The `__init__` of the client and of its packages, which import names on first access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ir.api import Api
from generator.python.declarations import (
    ErrorsModule,
    OperationsModule,
    PackageModule,
    RootModule,
    TypesModule,
)
from generator.python.imports import name_order
from generator.python.prose import plain_line
from generator.python.runtime_features import Feature
from generator.python.runtime_names import runtime_module

# If an API has more exceptions than this, those for its codes are in `errors` only.
_MOST_ERRORS = 40
_PACKAGES = {
    "models": "Models of responses: a dataclass for each object, imported on first access.",
    "inputs": "Models of requests: a dataclass and a TypedDict for each object, either accepted.",
    "operations": "A function for each operation, imported on first access.",
}


def package_modules(
    features: Iterable[Feature],
    types: Iterable[TypesModule],
    operations: Iterable[OperationsModule],
) -> Iterator[PackageModule]:
    """Yield the `__init__` of each package, which exports every name of its modules.

    `models` also exports what the runtime needs to evaluate annotations.
    """
    names: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        package: [] for package in _PACKAGES
    }
    operations = tuple(operations)
    modules: tuple[TypesModule | OperationsModule, ...] = (*types, *operations)
    for module in modules:
        package, _, name = module.path.removesuffix(".py").partition("/")
        names[package].append((name, module.exports))
    for package, doc in _PACKAGES.items():
        yield PackageModule(
            path=f"{package}/__init__.py",
            doc=doc,
            has_deprecated=package == "operations"
            and any(functions.has_deprecated for functions in operations),
            modules=tuple(sorted(names[package])),
            runtime=_annotation_names(features) if package == "models" else (),
        )


def _annotation_names(
    features: Iterable[Feature],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names of the runtime in annotations of this client, by module."""
    names = [name for feature in features for name in feature.annotation_names]
    modules: dict[str, list[str]] = {}
    for name in names:
        modules.setdefault(f"..{runtime_module(name)}", []).append(name)
    return tuple((module, tuple(modules[module])) for module in sorted(modules))


def root_module(
    api: Api, features: Iterable[Feature], errors: ErrorsModule
) -> RootModule:
    """Declare `__init__.py` of a client with these features of the runtime."""
    title = plain_line(api.title) or "an API"
    modules = _runtime_exports(features)
    modules["client"] = ["AsyncClient", "Client"]
    if not api.security.is_first_sufficient:
        modules["credentials"] = ["Credentials"]
    exported = {name for names in modules.values() for name in names}
    has_many = len(errors.errors) > _MOST_ERRORS
    own_errors = {
        error.name for error in errors.errors if not (has_many and error.is_code)
    }
    modules["errors"] = sorted((*errors.runtime_errors, *own_errors - exported))
    modules["options"] = ["RequestOptions"]
    return RootModule(
        path="__init__.py",
        doc=f"A typed client for {title}.",
        modules=tuple((module, tuple(modules[module])) for module in sorted(modules)),
    )


def _runtime_exports(features: Iterable[Feature]) -> dict[str, list[str]]:
    """Return the names of the runtime that the client exports, by module."""
    names = [name for feature in features for name in feature.root_names]
    exports: dict[str, list[str]] = {}
    for name in sorted(names, key=name_order):
        exports.setdefault(runtime_module(name), []).append(name)
    return exports
