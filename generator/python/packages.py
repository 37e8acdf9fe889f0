"""The `__init__` of the client and of its packages, which import names on first access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from generator.ir.api import Api
from generator.python.declarations import (
    OperationsModule,
    PackageModule,
    RootModule,
    TypesModule,
)
from generator.python.prose import plain_line

# The exceptions that most programs catch; `errors` has all of them.
_ROOT_ERRORS = (
    "ApiConnectionError",
    "ApiError",
    "ApiResponseError",
    "ApiStatusError",
    "ApiTimeoutError",
)
_PACKAGES = {
    "models": "Models of responses: a dataclass for each object, imported on first access.",
    "inputs": "Models of requests: a dataclass and a TypedDict for each object, either accepted.",
    "operations": "A function for each operation, imported on first access.",
}
_OAUTH2 = ("_runtime.oauth2", ("ClientCredentials", "RefreshToken"))
_TOKENS = ("_runtime.tokens", ("TokenFrom",))
_CREDENTIALS = ("credentials", ("Credentials",))


def package_modules(
    types: Iterable[TypesModule], operations: Iterable[OperationsModule]
) -> Iterator[PackageModule]:
    """Yield the `__init__` of each package, which exports every name of its modules."""
    names: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        package: [] for package in _PACKAGES
    }
    operations = tuple(operations)
    for module in types:
        package, _, name = module.path.removesuffix(".py").partition("/")
        declared = sorted(declaration.name for declaration in module.declarations)
        names[package].append((name, tuple(declared)))
    for operations_module in operations:
        package, _, name = operations_module.path.removesuffix(".py").partition("/")
        functions = sorted(
            function_name
            for function in operations_module.functions
            for function_name in (function.name, function.async_name)
        )
        names[package].append((name, tuple(functions)))
    for package, doc in _PACKAGES.items():
        yield PackageModule(
            path=f"{package}/__init__.py",
            doc=doc,
            has_deprecated=package == "operations"
            and any(module.has_deprecated for module in operations),
            modules=tuple(sorted(names[package])),
        )


def root_module(api: Api) -> RootModule:
    """Declare `__init__.py` of the client."""
    title = plain_line(api.title) or "an API"
    kinds = {scheme.kind for scheme in api.security.schemes}
    return RootModule(
        path="__init__.py",
        doc=f"A typed client for {title}.",
        modules=(
            ("_runtime.authentication", _authentication(kinds)),
            ("_runtime.expanding", ("NotExpandedError", "expanded", "identifier")),
            ("_runtime.headers", ("Headers",)),
            *([_OAUTH2] if "oauth2" in kinds else []),
            ("_runtime.options", ("Timeout",)),
            ("_runtime.raw", ("ApiResponse",)),
            *([_TOKENS] if kinds & {"bearer", "oauth2"} else []),
            (
                "_runtime.transport",
                ("AsyncTransport", "Request", "Response", "Transport"),
            ),
            ("_runtime.unset", ("UNSET", "Unset")),
            ("client", ("AsyncClient", "Client")),
            *([] if api.security.is_one_enough else [_CREDENTIALS]),
            ("errors", _ROOT_ERRORS),
            ("options", ("RequestOptions",)),
        ),
    )


def _authentication(kinds: AbstractSet[str]) -> tuple[str, ...]:
    """Return the credentials to export: `Http` only if a scheme needs it."""
    names = ("Anonymous", "ApiKey", "Basic", "Bearer")
    return (*names, "Http") if "http" in kinds else names
