"""Lower servers: absolute URLs with the variables that users choose.

Source: OpenAPI 3.1.1, sections 4.8.5 and 4.8.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.http import Server, ServerVariable
from generator.openapi import nodes
from generator.runtime.http.urls import checked_url
from generator.runtime.operations.servers import Server as ServerWithValues

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_USERS_CHOOSE = "users of the client must pass `base_url`"
_DEFAULT_SERVER = "its operations use the default server"


def lower_servers(
    document: nodes.Document, diagnostics: Diagnostics
) -> tuple[Server, ...]:
    """Lower the servers of the document that a client can use; warn about the others.

    Example:
        /v1, in a document at https://a.example/openapi.json    →    https://a.example/v1

    Args:
        document: the document; relative URLs are relative to its own URL.
        diagnostics: receives warnings about URLs and their variables.
    """
    return _lower_all(document.servers, document.url, diagnostics, _USERS_CHOOSE)


def lower_operation_servers(
    document: nodes.Document, diagnostics: Diagnostics
) -> list[str | None]:
    """For each operation, the default URL of its own server; None if it has no usable one.

    Warns about operations with a choice of servers: a client uses the first.
    """
    _check_choices(document.operations, diagnostics)
    urls: dict[Pointer, str | None] = {}
    result: list[str | None] = []
    for operation in document.operations:
        own = operation.servers or ()
        # Operations of a path share the servers of the path.
        if own and own[0].at not in urls:
            lowered = _lower_all(own, document.url, diagnostics, _DEFAULT_SERVER)
            default_urls = (server.default_url for server in lowered)
            urls[own[0].at] = next(
                (url for url in default_urls if url is not None), None
            )
        result.append(urls[own[0].at] if own else None)
    return result


def _check_choices(
    operations: Sequence[nodes.Operation], diagnostics: Diagnostics
) -> None:
    with_choice = [
        operation
        for operation in operations
        if len(operation.servers or ()) > 1
        or any(server.variables for server in operation.servers or ())
    ]
    if with_choice:
        count = len(with_choice)
        diagnostics.warning(
            "operation-servers",
            f"{count} operation{'s have' if count > 1 else ' has'} a choice of servers or server "
            "variables; requests go to the first server, with default values",
            with_choice[0].at,
            "pass `base_url` to the client to use another server",
        )


def _lower_all(
    servers: Sequence[nodes.Server],
    base: str | None,
    diagnostics: Diagnostics,
    consequence: str,
) -> tuple[Server, ...]:
    return tuple(
        lowered
        for server in servers
        if (lowered := _lower(server, base, diagnostics, consequence)) is not None
    )


def _lower(
    server: nodes.Server, base: str | None, diagnostics: Diagnostics, consequence: str
) -> Server | None:
    """Lower a server; None, with a warning, if no client can use it.

    Args:
        server: the server.
        base: the URL that relative URLs are relative to.
        diagnostics: receives warnings.
        consequence: what happens without the server.
    """
    lowered = Server(
        _absolute(server.url.strip(), base),
        server.name,
        server.description,
        tuple(_lower_variables(server, diagnostics)),
    )
    url = lowered.default_url
    if url is None and _SCHEME.match(lowered.url):
        url = _PLACEHOLDER.sub("1", lowered.url)
    if url is None:
        return lowered
    is_relative = "://" not in url
    problem = "is relative, and the URL of the document is unknown"
    if not is_relative:
        problem = _problem(url, lowered)
        if not problem:
            return lowered
    diagnostics.warning(
        "unknown-server" if is_relative else "unusable-server",
        f"the server URL {server.url!r} {problem}",
        server.at / "url",
        "write the full URL, starting with https://, without user name, query and fragment; "
        f"until then {consequence}",
    )
    return None


def _problem(url: str, server: Server) -> str:
    """Say why `url`, that of a server with defaults, is no base URL; empty if it is one."""
    try:
        checked_url("it", url)
    except ValueError:
        return "cannot be used as a base URL"
    defaults = {
        variable.name: variable.default
        for variable in server.variables
        if variable.default is not None
    }
    choices = {
        variable.name: variable.enum for variable in server.variables if variable.enum
    }
    if len(defaults) == len(server.variables):
        try:
            ServerWithValues(server.url, defaults, choices, defaults)
        except ValueError as error:
            return f"cannot be used with the defaults of its variables: {error}"
    return ""


def _absolute(url: str, base: str | None) -> str:
    if base is None or "://" in url or url.startswith("{"):
        return url
    # Resolving must not change variables, so only the part before the first one is resolved.
    head, brace, rest = url.partition("{")
    return urljoin(base, head or ".") + brace + rest


def _lower_variables(
    server: nodes.Server, diagnostics: Diagnostics
) -> Iterator[ServerVariable]:
    """The variables in the URL, in order."""
    declared = {variable.name: variable for variable in server.variables}
    for name in dict.fromkeys(_PLACEHOLDER.findall(server.url)):
        variable = declared.get(name)
        if variable is None or variable.default is None:
            diagnostics.warning(
                "undeclared-server-variable",
                f"the variable {name!r} in the server URL has no default",
                server.at / "url",
                "declare it under `variables`; until then users of the client must choose a value",
            )
        elif variable.enum and variable.default not in variable.enum:
            diagnostics.warning(
                "unfit-server-default",
                f"the default {variable.default!r} of the variable {name!r} is not in its `enum`",
                server.at / "variables" / name / "default",
                f"use one of {', '.join(variable.enum)}, or add the default to `enum`",
            )
        yield ServerVariable(
            name=name,
            default=variable.default if variable else None,
            enum=_values(variable) if variable else (),
            description=variable.description if variable else None,
        )


def _values(variable: nodes.ServerVariable) -> tuple[str, ...]:
    """The values of a variable, including its default."""
    values = dict.fromkeys(variable.enum)
    if values and variable.default is not None:
        values[variable.default] = None
    return tuple(values)
