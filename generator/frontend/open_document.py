"""Open a document: load it, apply its overlays, and bundle the files it refers to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.source.bundle import bundle_references
from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    Location,
    Source,
)
from generator.source.overlay import read_with_overlays


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


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document as one tree with local `$ref`s only, and the diagnostics about its references."""

    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a reference could not be resolved."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def open_document(request: DocumentRequest, lenient: bool = False) -> OpenedDocument:
    """Load the document of `request` with its overlays and everything it refers to.

    Args:
        request: the document.
        lenient: keep references that cannot be resolved, so that a later stage can leave out what
            depends on them. Otherwise a harmless value replaces them.

    Raises:
        DocumentError: the document or an overlay cannot be read, or an overlay does not fit.
    """
    diagnostics = Diagnostics()
    source = read_with_overlays(
        request.spec, request.overlays, diagnostics, request.sha256, request.headers
    )
    bundled = bundle_references(
        source,
        request.spec,
        request.allow_references,
        diagnostics,
        lenient,
        request.headers,
    )
    return OpenedDocument(bundled, tuple(diagnostics))
