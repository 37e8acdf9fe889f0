"""`client.py`, `options.py` and `errors.py`: what a client knows of its API as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.ir.api import Api
from generator.ir.http import Conventions
from generator.naming.names import Names
from generator.naming.reserved import ERROR_NAMES, STATUS_ERROR_NAMES
from generator.python.declarations import (
    ClientModule,
    ErrorDeclaration,
    ErrorsModule,
    KeyDeclaration,
    OptionsModule,
)
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Name,
    Text,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line, plain_text, visible_name
from generator.python.resource_modules import ResourceModules
from generator.python.runtime_features import features_of, has_downloads
from generator.python.runtime_names import runtime_import, runtime_module, runtime_name
from generator.python.security import security_arguments

_CREDENTIALS = {
    "bearer": "sent as a bearer token",
    "basic": "a user name, or `Basic(username, password)`",
    "api_key": "sent as the API key",
    "http": "sent in the header `Authorization`",
    "oauth2": "sent as a bearer token",
}
# The exceptions by kind, imported when the first error arrives.
_KINDS = Call(
    runtime_name("LazyMapping"),
    (("", Name("__name__")), ("", Text(".errors")), ("", Text("KINDS"))),
)
_STATUS_ERROR = "ApiStatusError"
_LAZY = runtime_import("LazyResource")


def client_module(api: Api, names: Names, resources: ResourceModules) -> ClientModule:
    """`client.py`."""
    call = Call(
        runtime_name("Api"),
        (
            ("title", Text(api.title)),
            ("version", Text(api.version)),
            ("server", Text(api.server) if api.server else NONE),
            *security_arguments(api, names),
            *_conventions(api.conventions),
            *([("errors", _KINDS)] if api.error_kinds else []),
        ),
        spread=True,
    )
    bases = ("SyncClient", "AsyncBaseClient")
    if has_downloads(api):
        bases = ("DownloadClient", "AsyncDownloadClient")
    needed = set(imports_of(call)) | {runtime_import(base) for base in bases}
    children = resources.top(is_async=False)
    if children:
        needed.add(_LAZY)
    title = plain_line(api.title) or "the API"
    credentials = _credentials(api)
    base = "points the client at another server"
    if api.server is None:
        base = "says where the API is, which its document does not"
    return ClientModule(
        path="client.py",
        doc=f"The clients of {title}, and what they know of it.",
        imports=import_block("", needed, resources.top_imports()),
        api=call,
        sync_base=bases[0],
        async_base=bases[1],
        sync_doc=(
            f"Calls {title}.\n\nThe credentials are {credentials}; `base_url` {base}. "
            "Safe to share between threads."
        ),
        async_doc=f"Calls {title} from async code; takes what `Client` takes.",
        resources=children,
        async_resources=resources.top(is_async=True),
    )


def _credentials(api: Api) -> str:
    """What a user gives as credentials."""
    first = api.security.first
    if first is None:
        return "not needed by this API"
    told = _CREDENTIALS[first.kind]
    if api.security.is_first_sufficient:
        return told
    return f"`Credentials(...)`, or a string that is {told.removeprefix('sent as ')}"


def _conventions(conventions: Conventions) -> Iterator[tuple[str, Expr]]:
    """What is to be said of them; nothing where there is nothing to say."""
    for name, header in (
        ("idempotency_header", conventions.idempotency_header),
        ("should_retry_header", conventions.should_retry_header),
    ):
        if header is not None:
            yield name, Text(header)
    for name, pairs in (
        ("headers", conventions.headers),
        ("option_headers", conventions.option_headers),
    ):
        if pairs:
            yield name, Dict(tuple((key, Text(value)) for key, value in pairs))


def options_module(api: Api) -> OptionsModule:
    """`options.py`: the runtime's options, and those that are headers of this API."""
    base = runtime_import("RequestOptions", "RequestOptions as BaseOptions")
    return OptionsModule(
        path="options.py",
        doc="What a single call can be told beside the arguments of its operation.",
        imports=import_block("", {base}, set()),
        options=tuple(
            KeyDeclaration(name, Name("str"))
            for name, _ in api.conventions.option_headers
        ),
    )


def errors_module(api: Api, names: Names) -> ErrorsModule:
    """`errors.py`: the runtime's exceptions, and one for each kind of failure the API names."""
    own = {
        failure.value: names.failures[failure.value]
        for failure in api.error_kinds
        if names.failures[failure.value] not in ERROR_NAMES
    }
    # A kind named like an error without an answer is told by its status alone.
    kinds = {
        value: name
        for value, name in names.failures.items()
        if value in own or name in STATUS_ERROR_NAMES
    }
    errors = tuple(
        ErrorDeclaration(
            name=own[failure.value],
            base=kinds.get(failure.base or "", _STATUS_ERROR),
            doc=_error_doc(failure.value, failure.is_code, failure.description),
        )
        for failure in api.error_kinds
        if failure.value in own
    )
    return ErrorsModule(
        path="errors.py",
        doc=_errors_doc(api, errors),
        common=_common_errors(api),
        errors=errors,
        kinds=Dict(tuple((value, Name(kinds[value])) for value in sorted(kinds))),
    )


def _common_errors(api: Api) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The runtime's exceptions that the client has, by module, both in order."""
    modules: dict[str, list[str]] = {}
    names = (name for feature in features_of(api) for name in feature.errors)
    for name in sorted(names):
        modules.setdefault(runtime_module(name), []).append(name)
    return tuple((module, tuple(modules[module])) for module in sorted(modules))


def _errors_doc(api: Api, errors: tuple[ErrorDeclaration, ...]) -> str:
    """The tree of exceptions: a few by kind are drawn, the many by code are counted."""
    leaves = ["BadRequestError, NotFoundError and others, by status"]
    leaves += [
        f"{each.name}, by type" for each in errors if each.doc.startswith("The type")
    ]
    codes = sum(failure.is_code for failure in api.error_kinds)
    if codes:
        leaves.append(f"one for each of {codes} codes")
    optional = {name for feature in features_of(api) for name in feature.errors}
    lines = [
        "    ApiError",
        "    ├── ApiConnectionError, with ApiTimeoutError",
        f"    ├── {_with('ApiCredentialsError', 'ApiTokenError', optional)}",
        *(["    ├── ApiPagingError"] if "ApiPagingError" in optional else []),
        f"    ├── {_with('ApiResponseError', 'ApiStreamError', optional)}",
        "    └── ApiStatusError",
        *(f"        ├── {leaf}" for leaf in leaves[:-1]),
        f"        └── {leaves[-1]}",
    ]
    tree = "\n".join(lines)
    if not errors:
        known = "Each has `request` and `attempts`, and `response` where there is one."
        return "\n\n".join(("The exceptions of this client.", tree, known))
    told = (
        "The exceptions of this client: those every client has, and those of this API."
    )
    both = "What is raised for an error answer is of both kinds: by status, and by type or code."
    return "\n\n".join((told, tree, both))


def _with(base: str, subclass: str, known: AbstractSet[str]) -> str:
    return f"{base}, with {subclass}" if subclass in known else base


def _error_doc(value: str, is_code: bool, description: str | None) -> str:
    told = plain_text(description)
    kind = f"The {'code' if is_code else 'type'} `{visible_name(value)}`."
    return f"{kind} {told}" if told else kind
