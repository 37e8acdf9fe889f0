"""Clients of documents, compiled in memory."""

from __future__ import annotations

from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions
from generator.frontend.analyze import Analysis, analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import OpenedDocument, open_document
from generator.render.templates import CustomTemplates
from generator.source.load import Source
from generator.workflows.compile_client import (
    ClientPlan,
    CompiledClient,
    compile_client,
)


def analyzed(
    document: Path | Source,
    options: ClientOptions = NO_OPTIONS,
    overlays: tuple[Path, ...] = (),
) -> Analysis:
    """The analysis of a document, which is taken to be valid."""
    if isinstance(document, Source):
        return analyze(OpenedDocument(document), options)
    return analyze(open_document(DocumentRequest(document, overlays)), options)


def compiled_client(
    document: Path | Source,
    package: str = "client",
    options: ClientOptions = NO_OPTIONS,
    templates: CustomTemplates | None = None,
) -> CompiledClient:
    """The client of a document, which is taken to be valid.

    Raises:
        InvalidDocumentError: the document cannot be represented, or the options do not fit it.
    """
    plan = ClientPlan(package, templates)
    return compile_client(analyzed(document, options), plan)
