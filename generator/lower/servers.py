"""The servers that calls can go to: their URLs in full, with what users choose in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.http import Server, ServerVariable
from generator.openapi import nodes

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_WITH_OTHERS = "its operations are called where those without servers of their own are"
_BEGINNING = re.compile(r"https?://", re.IGNORECASE)


def lower_servers(
    servers: Sequence[nodes.Server],
    base: str | None,
    diagnostics: Diagnostics,
    otherwise: str = "it is the `base_url` that users give",
) -> tuple[Server, ...]:
    """The servers that can be called; relative URLs begin at `base`, where the document is.

    Notes the others, with what holds `otherwise`, and what is wrong with their variables. Source:
    OpenAPI 3.1.1, 4.8.5.
    """
    return tuple(
        lowered
        for each in servers
        if (lowered := _lowered(each, base, diagnostics, otherwise)) is not None
    )


def own_servers(
    document: nodes.Document, diagnostics: Diagnostics
) -> Iterator[str | None]:
    """Where each operation is that has servers of its own, as they are by default; else None.

    Notes those that there would be a choice of.
    """
    _tell_of_choices(document.operations, diagnostics)
    found: dict[Pointer, str | None] = {}
    for operation in document.operations:
        own = operation.servers or ()
        if own and own[0].at not in found:
            lowered = lower_servers(own, document.url, diagnostics, _WITH_OTHERS)
            urls = (each.default_url for each in lowered)
            # Those of a path are there for each of its operations.
            found[own[0].at] = next((each for each in urls if each is not None), None)
        yield found[own[0].at] if own else None


def _tell_of_choices(
    operations: Sequence[nodes.Operation], diagnostics: Diagnostics
) -> None:
    several = [
        each
        for each in operations
        if len(each.servers or ()) > 1 or any(s.variables for s in each.servers or ())
    ]
    if several:
        count = len(several)
        diagnostics.warning(
            "operation-servers",
            f"{count} operation{'s have' if count > 1 else ', this one, has'} several servers "
            "of their own, or variables in them; calls go to the first, as it is by default",
            several[0].at,
            "to call another one, give the client its URL as `base_url`",
        )


def _lowered(
    server: nodes.Server, base: str | None, diagnostics: Diagnostics, otherwise: str
) -> Server | None:
    variables = tuple(_variables(server, diagnostics))
    lowered = Server(
        _absolute(server.url.strip(), base),
        server.name,
        server.description,
        variables,
    )
    url = lowered.default_url
    if url is None and _BEGINNING.match(lowered.url):
        url = _PLACEHOLDER.sub("1", lowered.url)
    if url is None or is_address(url):
        return lowered
    is_relative = "://" not in url
    diagnostics.warning(
        "unknown-server" if is_relative else "unusable-server",
        (
            f"the URL of the server, {server.url!r}, begins where the document is on the web, "
            "which is not known"
            if is_relative
            else f"the URL of the server, {server.url!r}, is none that a client can call"
        ),
        server.at / "url",
        "write it in full, from https:// on, without user name, query and fragment; "
        f"until then {otherwise}",
    )
    return None


def is_address(url: str) -> bool:
    """Whether a path can be put after `url` and the whole be called."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and not parts.query
        and not parts.fragment
        and url.isprintable()
        and not any(each in url for each in " \\{}?#")
    )


def _absolute(url: str, base: str | None) -> str:
    if base is None or "://" in url or url.startswith("{"):
        return url
    # A template's braces are left as they are: only what stands before the first counts.
    head, brace, rest = url.partition("{")
    return urljoin(base, head or ".") + brace + rest


def _variables(
    server: nodes.Server, diagnostics: Diagnostics
) -> Iterator[ServerVariable]:
    """The variables that the URL has, in its order."""
    declared = {each.name: each for each in server.variables}
    for name in dict.fromkeys(_PLACEHOLDER.findall(server.url)):
        known = declared.get(name)
        if known is None or known.default is None:
            diagnostics.warning(
                "undeclared-server-variable",
                f"the URL of the server has a variable {name!r} without a default",
                server.at / "url",
                "declare it under `variables`; until then users of the client must give it",
            )
        elif known.enum and known.default not in known.enum:
            diagnostics.warning(
                "unfit-server-default",
                f"the default of the variable {name!r}, {known.default!r}, is none of its values",
                server.at / "variables" / name / "default",
                f"take one of {', '.join(known.enum)}, or add it to them",
            )
        yield ServerVariable(
            name=name,
            default=known.default if known else None,
            enum=_values(known) if known else (),
            description=known.description if known else None,
        )


def _values(variable: nodes.ServerVariable) -> tuple[str, ...]:
    """Its values, its default among them in any case."""
    values = dict.fromkeys(variable.enum)
    if values and variable.default is not None:
        values[variable.default] = None
    return tuple(values)
