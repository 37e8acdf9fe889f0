"""The files around types and operations: package `__init__`s, the clients, the README."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.lower.api import Api, Authentication
from generator.python.declarations import (
    ClientModule,
    FunctionDeclaration,
    OperationsModule,
    PackageModule,
    Readme,
    RootModule,
    TypesModule,
    import_block,
)
from generator.python.expressions import (
    Call,
    Expr,
    Import,
    Name,
    Text,
    imports_of,
)
from generator.python.prose import plain_text

_PACKAGES = {
    "models": "What the API answers with: a dataclass for each object, loaded when first needed.",
    "inputs": "What calls are given: for each shape a dataclass and a TypedDict to choose from.",
    "operations": "A function for each operation, loaded with its resource when first needed.",
}
_AUTHENTICATION = {"bearer": "Bearer", "basic": "Basic", "api_key": "ApiKey"}
_CREDENTIALS = {
    "bearer": "sent as a bearer token",
    "basic": "a user name, or `Basic(username, password)`",
    "api_key": "sent as the API key",
}


def package_modules(
    types: Iterable[TypesModule], operations: Iterable[OperationsModule]
) -> Iterator[PackageModule]:
    """The `__init__` of each package, with every name that its modules have."""
    names: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        each: [] for each in _PACKAGES
    }
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
            f"{package}/__init__.py", doc, tuple(sorted(names[package]))
        )


def client_module(api: Api) -> ClientModule:
    """`client.py`."""
    call = Call(
        Name("Api", Import("._runtime.client", "Api")),
        (
            ("title", Text(api.title)),
            ("version", Text(api.version)),
            ("server", Text(api.server or "")),
            *_authentication(api.authentication),
        ),
        spread=True,
    )
    needed = set(imports_of(call)) | {
        Import("._runtime.client", name) for name in ("AsyncBaseClient", "SyncClient")
    }
    title = " ".join(plain_text(api.title).split()) or "the API"
    kind = api.authentication.kind if api.authentication else None
    credentials = _CREDENTIALS[kind] if kind else "not needed by this API"
    return ClientModule(
        path="client.py",
        doc=f"The clients of {title}, and what they know of it.",
        imports=import_block("", needed, set()),
        api=call,
        sync_doc=(
            f"Calls {title}.\n\nThe credentials are {credentials}; `base_url` points the "
            "client at another server. Safe to share between threads."
        ),
        async_doc=f"Calls {title} from async code; takes what `Client` takes.",
    )


def _authentication(
    authentication: Authentication | None,
) -> Iterator[tuple[str, Expr]]:
    if authentication is None:
        return
    name = _AUTHENTICATION[authentication.kind]
    scheme = Name(name, Import("._runtime.authentication", name))
    if authentication.kind != "api_key":
        yield "authentication", scheme
        return
    partial = Name("partial", Import("functools", "partial"))
    arguments: tuple[tuple[str, Expr], ...] = (
        ("", scheme),
        ("name", Text(authentication.parameter_name or "")),
        ("location", Text(authentication.location or "header")),
    )
    yield "authentication", Call(partial, arguments)


def root_module(api: Api) -> RootModule:
    """`__init__.py` of the client."""
    title = " ".join(api.title.split()) or "an API"
    return RootModule(
        path="__init__.py",
        doc=f"A typed client for {title}.",
        modules=(
            ("_runtime.authentication", ("ApiKey", "Basic", "Bearer")),
            (
                "_runtime.errors",
                (
                    "ApiConnectionError",
                    "ApiError",
                    "ApiResponseError",
                    "ApiStatusError",
                    "ApiTimeoutError",
                ),
            ),
            ("_runtime.unset", ("UNSET", "Unset")),
            ("client", ("AsyncClient", "Client")),
        ),
    )


def readme(api: Api, package: str, operations: Iterable[OperationsModule]) -> Readme:
    """`README.md`: a first call and an index of all operations."""
    resources = tuple((module.path, module.functions) for module in operations)
    example = _example([each for _, group in resources for each in group])
    return Readme(
        path="README.md",
        title=" ".join(plain_text(api.title).split()) or package,
        example=_first_call(package, example, '"..."' if api.authentication else ""),
        resources=resources,
    )


def _first_call(
    package: str, example: FunctionDeclaration | None, credentials: str
) -> str:
    lines = [f"from {package} import Client"]
    if example is not None:
        lines.append(f"from {package}.operations import {example.name}")
    lines += ["", f"client = Client({credentials})"]
    if example is not None:
        required = [f"{arg.name}=..." for arg in example.keyword if arg.default is None]
        arguments = ["client", *(["..."] * len(example.positional)), *required]
        lines.append(f"answer = {example.name}({', '.join(arguments)})")
    return "\n".join(lines)


def _example(functions: list[FunctionDeclaration]) -> FunctionDeclaration | None:
    """The call that is easiest to make: the first of those that must be given least."""
    return min(
        functions,
        key=lambda each: len(each.positional)
        + sum(argument.default is None for argument in each.keyword),
        default=None,
    )
