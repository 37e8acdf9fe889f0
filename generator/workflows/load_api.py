"""Load the API of a document: read, validate, lower and name it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.gc import without_collection
from generator.core.progress import Progress, no_progress
from generator.frontend.analyze import analyze
from generator.frontend.check_options import check_options
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.frontend.validation import validation
from generator.naming.named_api import NamedApi
from generator.source.load import Source


@dataclass(frozen=True, slots=True)
class LoadedApi:
    """A validated API with its names, the warnings about it, and the document it comes from."""

    named: NamedApi
    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()


def load_api(
    document: DocumentRequest,
    options: ClientOptions = NO_OPTIONS,
    progress: Progress = no_progress,
) -> LoadedApi:
    """Load the whole API of a document.

    Args:
        document: the document.
        options: what the user declares of the API. Its selection is ignored.
        progress: called with the name of each stage as it begins.

    Raises:
        DocumentError: the document or an overlay cannot be read.
        InvalidDocumentError: the document is invalid.
    """
    is_lenient = bool(options.lenient)
    with without_collection():
        progress("read")
        opened = open_document(document, lenient=is_lenient)
        with validation(opened.source, done=is_lenient) as pending:
            analysis = analyze(opened, options, progress=progress)
            progress("validate")
            found = Diagnostics(list(analysis.diagnostics))
            found.extend(analysis.relocate(analysis.part_diagnostics))
            check_options(options, analysis.named, found)
            diagnostics = pending.require_valid(found)
    return LoadedApi(analysis.named, analysis.source, diagnostics)
