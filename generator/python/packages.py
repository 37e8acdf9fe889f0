"""The files around types and operations: package `__init__`s, the clients, the README."""

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


_OAUTH2 = ("_runtime.oauth2", ("ClientCredentials", "RefreshToken"))
_TOKENS = ("_runtime.tokens", ("TokenFrom",))
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
    kinds = {each.kind for each in api.security.schemes}
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
    """What credentials can be: `Http` only where a scheme of that kind is."""
    names = ("Anonymous", "ApiKey", "Basic", "Bearer")
    return (*names, "Http") if "http" in kinds else names
