"""`host`, `basePath` and `schemes` as the servers of OpenAPI 3.0.

Source: OpenAPI 2.0, "Swagger Object".
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.swagger2.pieces import Piece, array_of, object_of
from generator.source.load import Origin

_SAFEST_FIRST = ("https", "wss")


def servers(document: Piece, name: str, diagnostics: Diagnostics) -> Piece | None:
    """The servers of a document; None where it names none.

    Args:
        document: its root.
        name: what the document is called; one that came from the web may leave out the scheme.
        diagnostics: takes a note of a scheme that had to be assumed.
    """
    host, base = document.get("host"), document.get("basePath")
    origin = document.origin
    path = _text(base).rstrip("/")
    if not _text(host):
        if not path:
            return None
        where = base.origin if base else origin
        return array_of(where, [_server(path, where)])
    schemes = _schemes(document.get("schemes"))
    where = host.origin if host else origin
    if not schemes:
        schemes = [(_assumed(name, where.at, diagnostics), where)]
    return array_of(
        where, (_server(f"{each}://{_text(host)}{path}", at) for each, at in schemes)
    )


def servers_of_operation(document: Piece, schemes: Piece) -> Piece | None:
    """The servers of an operation that has `schemes` of its own; None where no host is named."""
    host = _text(document.get("host"))
    path = _text(document.get("basePath")).rstrip("/")
    found = _schemes(schemes)
    if not host or not found:
        return None
    return array_of(
        schemes.origin, (_server(f"{each}://{host}{path}", at) for each, at in found)
    )


def _schemes(schemes: Piece | None) -> list[tuple[str, Origin]]:
    """The schemes; what is encrypted comes first, because the first server is the default."""
    found = [(_text(each), each.origin) for each in schemes.items()] if schemes else []
    return sorted(found, key=lambda each: each[0] not in _SAFEST_FIRST)


def _assumed(name: str, at: Pointer, diagnostics: Diagnostics) -> str:
    scheme = name.partition("://")[0]
    if scheme in ("http", "https") and scheme != name:
        # The specification: the one that was used to get at the document.
        return scheme
    diagnostics.warning(
        "assumed-scheme",
        "the document names a host and no scheme; https is assumed",
        at,
        "say which: schemes: [https]",
    )
    return "https"


def _server(url: str, origin: Origin) -> Piece:
    return object_of(origin, _members(url, origin))


def _members(url: str, origin: Origin) -> Iterator[tuple[str, Piece]]:
    yield "url", Piece(url, origin)


def _text(piece: Piece | None) -> str:
    return piece.value if piece is not None and isinstance(piece.value, str) else ""
