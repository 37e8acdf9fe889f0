"""Diff two interfaces: those of documents, of built clients, or of one of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import DocumentError
from generator.core.gc import without_collection
from generator.frontend.analyze import analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.frontend.validation import blame_invalid_document
from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.interface.from_client import interface_from_client
from generator.interface_diff.interface.from_declarations import (
    interface_from_declarations,
)
from generator.ir.api import Api
from generator.ir.operation_patterns import parse_pattern
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.output import MANIFEST_NAME, client_of_project
from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    Location,
)
from generator.workflows.client_record import read_record
from generator.workflows.compile_client import ClientPlan, declare_client

# Names and modules do not depend on the name of the package.
_PACKAGE = "client"
# Characters that make a pattern of a selection more than an operationId: a glob, a path, a tag.
_PATTERN = frozenset("*?/:")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """What to compare.

    Attributes:
        old, new: a document by path or URL or from standard input, or the folder of a client that
            codegen built, or of its project.
        overlays: overlay files, applied to documents in this order.
        allow_references: what documents may refer to, in addition to their own folders.
        lenient: leave out the parts of documents that have errors.
        headers: headers for URLs of their origin.
    """

    old: DocumentLocation
    new: DocumentLocation
    overlays: tuple[Path, ...] = ()
    allow_references: tuple[Location, ...] = ()
    lenient: bool = False
    headers: DocumentHeaders = field(default=NO_HEADERS, repr=False)


@dataclass(frozen=True, slots=True)
class DiffResult:
    """Two interfaces, and the changes from one to the other."""

    old: ClientInterface
    new: ClientInterface
    changes: tuple[Change, ...]


def diff(request: DiffRequest) -> DiffResult:
    """Compare two interfaces.

    A document beside a client is read as it would be built in the client's place: with the options
    and the names that the client's manifest records. Documents are taken to be valid.

    Raises:
        DocumentError: a document or an overlay cannot be read.
        InvalidDocumentError: a document cannot be represented, or is too invalid to be read.
        OutputError: a client cannot be read, or is not as codegen wrote it.
    """
    with without_collection():
        # A client comes first, as it decides how a document on the other side is read.
        if is_client(request.new) and not is_client(request.old):
            new = _read_side(request.new, request, _Terms())
            old = _read_side(request.old, request, new.terms)
        else:
            old = _read_side(request.old, request, _Terms())
            new = _read_side(request.new, request, old.terms)
        changes = compare_interfaces(old.interface, new.interface)
    return DiffResult(old.interface, new.interface, tuple(changes))


def is_client(location: DocumentLocation) -> bool:
    """Whether `location` is the folder of a client that codegen built."""
    return _client_folder(location) is not None


@dataclass(frozen=True, slots=True)
class _Terms:
    """The options and names that a document is read with; by default those of a first build."""

    options: ClientOptions = NO_OPTIONS
    lock: NameLock = EMPTY_LOCK


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison, and the terms to read the other side on."""

    interface: ClientInterface
    terms: _Terms


def _client_folder(location: DocumentLocation) -> Path | None:
    if not isinstance(location, Path):
        return None
    try:
        is_client = (location / MANIFEST_NAME).is_file()
        return location if is_client else client_of_project(location)
    except OSError:
        # Reading the document reports a folder that cannot be accessed.
        return None


def _read_side(
    location: DocumentLocation, request: DiffRequest, terms: _Terms
) -> _Side:
    folder = _client_folder(location)
    if folder is not None:
        record = read_record(folder)
        return _Side(interface_from_client(folder), _Terms(record.options, record.lock))
    options = terms.options
    if request.lenient:
        options = replace(options, lenient=True)
    document = DocumentRequest(
        location,
        request.overlays,
        request.allow_references,
        headers=request.headers,
    )
    try:
        opened = open_document(document, lenient=bool(options.lenient))
    except DocumentError as error:
        name = error.name or str(location)
        raise DocumentError(error.diagnostics, name) from None
    with blame_invalid_document(opened.source):
        analysis = analyze(opened, options, terms.lock)
        options = _fit_options(options, analysis.named.api)
        plan = ClientPlan(_PACKAGE)
        declared = declare_client(replace(analysis, options=options), plan)
        interface = interface_from_declarations(declared.modules)
    return _Side(interface, _Terms(options, declared.lock))


def _fit_options(options: ClientOptions, api: Api) -> ClientOptions:
    """Remove operations from `options` that the document does not have.

    In a comparison, an operation that was added or removed is a change, not a mistake.
    """
    selection = options.selection
    if not (selection.operations or selection.exclude or any(options.mentioned)):
        return options
    keys = {operation.document_key for operation in api.operations}

    def known(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in keys or _PATTERN & set(name))

    fitting = replace(
        selection,
        operations=known(selection.operations),
        exclude=known(selection.exclude),
    )
    if not fitting.names_operations:
        # An empty selection would select everything; keep the error about what is missing.
        fitting = replace(fitting, operations=selection.operations)
    return replace(
        options,
        selection=fitting,
        methods={key: path for key, path in options.methods.items() if key in keys},
        effects=_matching(options.effects, api),
        declared=replace(
            options.declared, paging=_matching(options.declared.paging, api)
        ),
    )


def _matching(settings: Mapping[str, _T], api: Api) -> dict[str, _T]:
    """Return the settings whose patterns match an operation."""
    return {
        pattern: setting
        for pattern, setting in settings.items()
        if any(map(parse_pattern(pattern).matches, api.operations))
    }
