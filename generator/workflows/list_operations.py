"""What operations a document has, and what each is called in its client."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.gc import without_collection
from generator.frontend.analyze import whole_of
from generator.frontend.attempt import attempt
from generator.frontend.open_document import read_bundled
from generator.ir.api import Operation
from generator.naming.lock import NOTHING_LOCKED
from generator.naming.names import OperationNames
from generator.openapi.swagger2 import upgraded
from generator.python.arrangement import arrange_modules
from generator.slicing.selection import select
from generator.source.load import Location, Source


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """An operation, its names, and its module below `operations`."""

    operation: Operation
    names: OperationNames
    module: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The operations of a document, by module and then in the document's order."""

    source: Source
    operations: tuple[ListedOperation, ...]
    warnings: tuple[Diagnostic, ...]


def list_operations(
    spec: Location,
    options: ClientOptions,
    overlays: tuple[Path, ...] = (),
    sha256: str | None = None,
    allow_references: tuple[Location, ...] = (),
) -> Listing:
    """The operations that `options` select, with the names that the whole client gives them.

    `overlays` are applied to the document first; `sha256` is the hash that it must have, if any;
    `allow_references` is what it may refer to beside what is in its own folder.

    Raises:
        DocumentError: the document or an overlay cannot be read.
        BuildError: the document is not valid, or has nothing of what is selected.
    """
    diagnostics = Diagnostics()
    is_lenient = bool(options.lenient)
    with without_collection():
        source = read_bundled(
            spec, overlays, diagnostics, sha256, allow_references, is_lenient
        )
        ended = attempt(
            source,
            diagnostics,
            lambda remaining, noted: _listed(remaining.source, options, noted),
            is_lenient=is_lenient,
        )
    return Listing(source, ended.made, ended.found)


def _listed(
    source: Source, options: ClientOptions, diagnostics: Diagnostics
) -> tuple[ListedOperation, ...]:
    document, noted = upgraded(source, diagnostics)
    whole = whole_of(document, options, NOTHING_LOCKED, noted, lambda stage: None)
    noted.extend(whole.found)
    selected = select(whole.document, options.selection, noted)
    modules = arrange_modules(whole.api, whole.names).operations
    listed = (
        ListedOperation(each, whole.names.operations[each.key], modules[each.key])
        for each in whole.api.operations
        if selected is None or each.document_key in selected
    )
    return tuple(sorted(listed, key=lambda each: each.module))
