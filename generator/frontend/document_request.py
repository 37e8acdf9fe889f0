"""Which document to open, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    Location,
)


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """Which document to open, and how.

    Attributes:
        spec: path or URL of the document, or its content from standard input.
        overlays: overlay files, applied in this order.
        allow_references: files, folders and URL prefixes that `$ref`s may lead to, in addition to
            the document's own folder.
        sha256: the hash that the document must have; None accepts any.
        headers: headers for the document's URL and for references of the same origin.
    """

    spec: DocumentLocation
    overlays: tuple[Path, ...] = ()
    allow_references: tuple[Location, ...] = ()
    sha256: str | None = None
    headers: DocumentHeaders = field(default=NO_HEADERS, repr=False)
