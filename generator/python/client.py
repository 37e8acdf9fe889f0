"""`client.py` and `options.py`: the clients, and what holds for every operation of the API."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.http import Conventions
from generator.naming.names import Names
from generator.python.declarations import (
    ClientModule,
    KeyDeclaration,
    OptionsModule,
)
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Import,
    Name,
    Text,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line
from generator.python.resources import ResourceModules
from generator.python.security import security_arguments

_CREDENTIALS = {
    "bearer": "sent as a bearer token",
    "basic": "a user name, or `Basic(username, password)`",
    "api_key": "sent as the API key",
    "http": "sent in the header `Authorization`",
    "oauth2": "sent as a bearer token",
}
# The exceptions by error type and code, imported when the first error occurs.
_KINDS = Call(
    Name("LazyMapping", Import("._runtime.lazy", "LazyMapping")),
    (("", Name("__name__")), ("", Text(".errors")), ("", Text("KINDS"))),
)
_LAZY = Import("._runtime.resource", "LazyResource")


def client_module(api: Api, names: Names, resources: ResourceModules) -> ClientModule:
    """Declare `client.py`."""
    call = Call(
        Name("Api", Import("._runtime.client", "Api")),
        (
            ("title", Text(api.title)),
            ("version", Text(api.version)),
            ("server", Text(api.server) if api.server else NONE),
            *security_arguments(api, names),
            *_conventions(api.conventions),
            *([("errors", _KINDS)] if api.failures else []),
        ),
        spread=True,
    )
    needed = set(imports_of(call)) | {
        Import("._runtime.client", name) for name in ("AsyncBaseClient", "SyncClient")
    }
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
        sync_doc=(
            f"Calls {title}.\n\nThe credentials are {credentials}; `base_url` {base}. "
            "Safe to share between threads."
        ),
        async_doc=f"Calls {title} from async code; takes what `Client` takes.",
        resources=children,
        async_resources=resources.top(is_async=True),
    )


def _credentials(api: Api) -> str:
    """Describe the credentials to pass to the client."""
    first = api.security.first
    if first is None:
        return "not needed by this API"
    usage = _CREDENTIALS[first.kind]
    if api.security.is_one_enough:
        return usage
    return f"`Credentials(...)`, or a string that is {usage.removeprefix('sent as ')}"


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
    base = Import("._runtime.options", "RequestOptions as BaseOptions")
    return OptionsModule(
        path="options.py",
        doc="What a single call can be told beside the arguments of its operation.",
        imports=import_block("", {base}, set()),
        options=tuple(
            KeyDeclaration(name, Name("str"))
            for name, _ in api.conventions.option_headers
        ),
    )
