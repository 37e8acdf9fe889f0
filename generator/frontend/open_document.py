"""Open a document: load it, apply its overlays, and bundle the files it refers to."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.frontend.document_request import DocumentRequest
from generator.source.bundle import bundle_references
from generator.source.load import Source
from generator.source.overlay import read_with_overlays


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
