"""`client.py` and `options.py`: the clients, and what holds for every operation of the API."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.http import Conventions
from generator.naming.environment_names import EnvironmentNames
from generator.naming.names import Names
from generator.naming.reserved import CLIENT_NAMES
from generator.python.declarations import (
    ClientModule,
    KeyDeclaration,
    OptionsModule,
)
from generator.python.expressions import (
    NONE,
    Call,
    Choice,
    Dict,
    Expr,
    Name,
    Text,
    Tuple,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line, visible_name
from generator.python.resources import ResourceModules
from generator.python.runtime_features import (
    has_downloads,
    has_error_bodies,
    has_streams,
)
from generator.python.runtime_names import runtime_import, runtime_name
from generator.python.security import (
    scheme_value,
    security_arguments,
    token_sources,
)

_KINDS = Call(
    runtime_name("ErrorKinds"),
    (("", Name("__name__")), ("", Text(".errors")), ("", Text("KINDS"))),
)
_LAZY = runtime_import("LazyResource")


def client_module(
    api: Api, names: Names, resources: ResourceModules, environment: EnvironmentNames
) -> ClientModule:
    """Declare `client.py`."""
    call = Call(
        runtime_name("Api"),
        (
            ("title", Text(api.title)),
            ("version", Text(api.version)),
            ("server", Text(api.server) if api.server else NONE),
            *security_arguments(api, names),
            *_conventions(api.conventions),
            *([("errors", _KINDS)] if has_error_bodies(api) else []),
            *_environment(environment),
        ),
        spread=True,
    )
    sync_bases = [
        *(["StreamClient"] if has_streams(api) else []),
        *(["DownloadClient"] if has_downloads(api) else []),
    ]
    async_bases = [f"Async{base}" for base in sync_bases] or ["AsyncBaseClient"]
    sync_bases = sync_bases or ["SyncClient"]
    needed = set(imports_of(call))
    needed |= {runtime_import(base) for base in (*sync_bases, *async_bases)}
    children = resources.top(is_async=False)
    if children:
        needed.add(_LAZY)
    title = plain_line(api.title) or "the API"
    return ClientModule(
        path="client.py",
        doc=f"Clients of {title}: `Client`, and `AsyncClient` for asyncio.",
        imports=import_block("", needed, resources.top_imports()),
        api=call,
        sync_bases=tuple(sync_bases),
        async_bases=tuple(async_bases),
        sync_doc=(
            f"Client of {title}, safe to share between threads.\n\n"
            f"{_credentials(api, environment)} {_base_url(api, environment)}"
        ),
        async_doc=f"Async client of {title}, with the same arguments as `Client`.",
        resources=children,
        # Names that were free when the name lock was created.
        replaces_methods=any(child.name in CLIENT_NAMES for child in children),
        async_resources=resources.top(is_async=True),
    )


def _credentials(api: Api, environment: EnvironmentNames) -> str:
    """Describe the argument `credentials`."""
    first = api.security.first
    if first is None:
        return "The API needs no credentials."
    several = "" if api.security.is_first_sufficient else "`Credentials(...)`, or "
    value = f"{several}{scheme_value(first)}"
    token_scheme = api.security.token_scheme
    if token_scheme is not None:
        value = f"{scheme_value(first)}, or {token_sources(token_scheme)}"
    variables = " and ".join(f"`{name}`" for name in environment.credentials)
    default = f"; by default from the environment: {variables}" if variables else ""
    return f"`credentials`: {value}{default}."


def _base_url(api: Api, environment: EnvironmentNames) -> str:
    """Describe the argument `base_url`."""
    variable = environment.base_url
    default = f"; by default from the environment: `{variable}`" if variable else ""
    if api.server is None:
        return f"`base_url`: the URL of the API, which its document does not define{default}."
    server = visible_name(api.server)
    return f"`base_url`: a server to use instead of `{server}`{default}."


def _environment(environment: EnvironmentNames) -> Iterator[tuple[str, Expr]]:
    """Yield the keyword arguments of `Api` for the environment variables of the client."""
    if environment.credentials:
        yield "credentials_env", Tuple(tuple(map(Text, environment.credentials)))
    if environment.base_url:
        yield "base_url_env", Text(environment.base_url)


def _conventions(conventions: Conventions) -> Iterator[tuple[str, Expr]]:
    """Yield the keyword arguments of `Api` for the conventions that the API has."""
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
    """Declare `options.py`: the runtime's options, and those sent as headers of this API."""
    base = runtime_import("RequestOptions", "RequestOptions as BaseOptions")
    return OptionsModule(
        path="options.py",
        doc="Per-request options accepted by every operation.",
        imports=import_block("", {base}, set()),
        options=tuple(
            KeyDeclaration(name, Choice((Name("str"), NONE)))
            for name, _ in api.conventions.option_headers
        ),
    )
