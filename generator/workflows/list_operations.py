"""List the operations of a document with the names that a client gives them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.frontend.document_request import DocumentRequest
from generator.frontend.validation import InvalidDocumentError
from generator.ir.api import Operation
from generator.naming.names import OperationNames
from generator.python.arrangement import arrange_modules
from generator.slicing.selection import select_operations
from generator.source.load import Source
from generator.workflows.load_api import load_api


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """An operation, its names, and the name of its module in `operations`."""

    operation: Operation
    names: OperationNames
    module: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Operations of a document, sorted by module, then in document order."""

    source: Source
    operations: tuple[ListedOperation, ...]
    diagnostics: tuple[Diagnostic, ...]


def list_operations(
    document: DocumentRequest, options: ClientOptions = NO_OPTIONS
) -> Listing:
    """List the operations that `options` select, named as in a client of the whole document.

    Raises:
        DocumentError: the document or an overlay cannot be read.
        InvalidDocumentError: the document is invalid, or the selection does not fit it.
    """
    loaded = load_api(document, options)
    api, names = loaded.named.api, loaded.named.names
    diagnostics = Diagnostics(list(loaded.diagnostics))
    selected = select_operations(api, options.selection, diagnostics)
    if diagnostics.has_errors:
        raise InvalidDocumentError(diagnostics, loaded.source)
    modules = arrange_modules(api, names).operations
    listed = (
        ListedOperation(
            operation, names.operations[operation.key], modules[operation.key]
        )
        for operation in api.operations
        if selected is None or operation.document_key in selected
    )
    by_module = tuple(sorted(listed, key=lambda each: each.module))
    return Listing(loaded.source, by_module, tuple(diagnostics))
