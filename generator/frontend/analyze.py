"""Analyze a document: convert Swagger 2.0, parse, lower and name it.

This is the front half of the compiler. With the option `lenient`, it also validates the document,
leaves out the parts that have errors, and repeats until none is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.core.omission import Omission
from generator.core.progress import Progress, no_progress
from generator.frontend.open_document import OpenedDocument
from generator.frontend.validation import InvalidDocumentError, validation
from generator.lower.lower_document import lower_document
from generator.naming.apply_name_lock import (
    name_api_with_lock,
    renamed_arguments,
    spelling_of,
)
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.naming.named_api import NamedApi
from generator.openapi.parse import parse_document
from generator.openapi.recovery import PrunedDocument, prune_document
from generator.openapi.swagger2 import RelocatedDiagnostics, convert_swagger2
from generator.source.load import Source

# Each round leaves out what the round before uncovered, or the larger part around it.
_MAX_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Analysis:
    """The named API of a document, and what was found on the way to it.

    Attributes:
        named: the API and its names.
        options: the options that the analysis followed.
        document: the document, without the parts that a lenient analysis left out.
        converted: the same document in OpenAPI 3, where it is Swagger 2.0.
        diagnostics: problems of the document as a whole. There may be errors among them: whoever
            compiles a client reports them together with its own.
        part_diagnostics: problems of single operations and schemas, which concern only the clients
            that have these. Their locations are those in `converted`.
    """

    named: NamedApi
    options: ClientOptions
    document: PrunedDocument
    converted: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    part_diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def source(self) -> Source:
        """The whole document, as the user wrote it."""
        return self.document.original

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """The parts of the document that the API lacks."""
        return self.document.omissions

    def relocate(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Move diagnostics from their locations in `converted` to those in `source`."""
        return self.document.relocate(
            _written_locations(diagnostics, self.document.source, self.converted)
        )


def analyze(
    document: OpenedDocument,
    options: ClientOptions = NO_OPTIONS,
    lock: NameLock = EMPTY_LOCK,
    progress: Progress = no_progress,
) -> Analysis:
    """Analyze a document.

    Unless `options.lenient`, the document is taken to be valid: see `validation`.

    Args:
        document: the document as `open_document` returns it.
        options: what the user declares of the API; the selection does not matter here.
        lock: the names of the client that exists already.
        progress: called with "parse", "lower" and "name".

    Raises:
        InvalidDocumentError: the document cannot be represented; or, if lenient, an error is left
            that cannot be removed by leaving something out.
    """
    if options.lenient:
        return _analyze_valid_parts(document, options, lock, progress)
    return _analyze(
        PrunedDocument.unpruned(document.source),
        document.diagnostics,
        options,
        lock,
        progress,
    )


def _analyze_valid_parts(
    document: OpenedDocument, options: ClientOptions, lock: NameLock, progress: Progress
) -> Analysis:
    broken = [each for each in document.diagnostics if each.is_error]
    warnings = tuple(each for each in document.diagnostics if not each.is_error)
    rest = PrunedDocument.unpruned(document.source, broken)
    errors: tuple[Diagnostic, ...] = ()
    for _ in range(_MAX_ROUNDS):
        try:
            return _analyze_validated(rest, warnings, options, lock, progress)
        except InvalidDocumentError as error:
            errors = rest.relocate(error.diagnostics)
            smaller = prune_document(rest, error.diagnostics)
        if smaller is None:
            break
        rest = smaller
    raise InvalidDocumentError((*warnings, *rest.warnings, *errors), document.source)


def _analyze_validated(
    document: PrunedDocument,
    warnings: tuple[Diagnostic, ...],
    options: ClientOptions,
    lock: NameLock,
    progress: Progress,
) -> Analysis:
    """Analyze what is left of a document.

    Raises:
        InvalidDocumentError: it has errors still, at their locations in what is left of it.
    """
    with validation(document.source) as pending:
        analysis = _analyze(document, (), options, lock, progress)
        parts = _written_locations(
            analysis.part_diagnostics, document.source, analysis.converted
        )
        found = pending.require_valid((*analysis.diagnostics, *parts))
    general = [each for each in found if each not in frozenset(parts)]
    return replace(
        analysis,
        diagnostics=(*warnings, *document.warnings, *document.relocate(general)),
    )


def _analyze(
    document: PrunedDocument,
    known: Iterable[Diagnostic],
    options: ClientOptions,
    lock: NameLock,
    progress: Progress,
) -> Analysis:
    diagnostics = Diagnostics(list(known))
    try:
        converted, located = convert_swagger2(document.source, diagnostics)
        progress("parse")
        parsed = parse_document(converted.tree, located, converted.url)
        progress("lower")
        of_parts = Diagnostics()
        lowered = lower_document(
            parsed, of_parts, options.declared, lock.places, lock.secret_scheme
        )
        api = lowered.api
        progress("name")
        names, kept = name_api_with_lock(
            api, options.methods, lock, lowered.unlocked_locations
        )
        for operation, renamed in renamed_arguments(api, names, lock):
            function = names.operations[operation.key].function
            of_parts.warning(
                "renamed-argument",
                f"the argument {renamed.derived!r} of {function} is {renamed.name!r} now: every "
                f"operation has an option {renamed.derived!r}",
                operation.at,
                "rename the argument where you call the operation",
            )
        spelling = spelling_of(api, lock)
    except DocumentError as error:
        found = (*diagnostics, *error.diagnostics)
        raise InvalidDocumentError(found, document.source) from None
    return Analysis(
        named=NamedApi(api, names, kept, spelling, lowered.standbys),
        options=options,
        document=document,
        converted=converted,
        diagnostics=tuple(diagnostics),
        part_diagnostics=tuple(of_parts),
    )


def _written_locations(
    diagnostics: Iterable[Diagnostic], source: Source, converted: Source
) -> tuple[Diagnostic, ...]:
    """Move diagnostics from a converted document to the Swagger 2.0 document it was made from."""
    if converted is source:
        return tuple(diagnostics)
    collected = RelocatedDiagnostics([], source=source, converted=converted)
    collected.extend(diagnostics)
    return tuple(collected)
