"""Convert `host`, `basePath` and `schemes` to Server Objects.

Source: OpenAPI 2.0, "Swagger Object" and "Operation Object"; 3.0.4, section 4.7.5.
"""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.swagger2.located_value import (
    LocatedValue,
    located_array,
    located_object,
)
from generator.source.load import Origin

_ENCRYPTED = ("https", "wss")


def convert_servers(
    document: LocatedValue, name: str, diagnostics: Diagnostics
) -> LocatedValue | None:
    """The servers of a document; None if it has neither host nor base path.

    Args:
        document: its root.
        name: its path or URL, whose scheme is the default.
        diagnostics: receives a warning if the scheme had to be assumed.
    """
    host, base = document.get("host"), document.get("basePath")
    path = document.string("basePath").rstrip("/")
    if not document.string("host"):
        if not path:
            return None
        origin = base.origin if base else document.origin
        return located_array(origin, [_server(path, origin)])
    schemes = _sorted_schemes(document.get("schemes"))
    origin = host.origin if host else document.origin
    if not schemes:
        schemes = [(_default_scheme(name, origin.at, diagnostics), origin)]
    return located_array(
        origin,
        (
            _server(f"{scheme}://{document.string('host')}{path}", scheme_origin)
            for scheme, scheme_origin in schemes
        ),
    )


def convert_operation_servers(
    document: LocatedValue, schemes: LocatedValue
) -> LocatedValue | None:
    """The servers of an operation with its own `schemes`; None if the document has no host."""
    host = document.string("host")
    path = document.string("basePath").rstrip("/")
    own = _sorted_schemes(schemes)
    if not host or not own:
        return None
    return located_array(
        schemes.origin,
        (_server(f"{scheme}://{host}{path}", origin) for scheme, origin in own),
    )


def _sorted_schemes(schemes: LocatedValue | None) -> list[tuple[str, Origin]]:
    """The schemes, encrypted ones first: the first server is the default."""
    if schemes is None:
        return []
    strings = [
        (item.value if isinstance(item.value, str) else "", item.origin)
        for item in schemes.items()
    ]
    return sorted(strings, key=lambda scheme: scheme[0] not in _ENCRYPTED)


def _default_scheme(name: str, at: Pointer, diagnostics: Diagnostics) -> str:
    scheme = name.partition("://")[0]
    if scheme in ("http", "https") and scheme != name:
        # By the specification, the default is the scheme used to access the document.
        return scheme
    diagnostics.warning(
        "assumed-scheme",
        "the document has a host without a scheme; https is assumed",
        at,
        "specify it: schemes: [https]",
    )
    return "https"


def _server(url: str, origin: Origin) -> LocatedValue:
    return located_object(origin, [("url", LocatedValue(url, origin))])
