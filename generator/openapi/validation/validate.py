"""Validate a document: its structure, its references, and the rules of the specification."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.openapi.validation.document import Document
from generator.openapi.validation.locations import document_order, overlaps
from generator.openapi.validation.references import CONSEQUENCES, check_references
from generator.openapi.validation.rules import RULES
from generator.openapi.validation.schema_rules import schema_diagnostics
from generator.openapi.validation.specifications import (
    Specification,
    specification_of,
)
from generator.openapi.validation.structure import structure_diagnostics

_FAILED = "validator-failed"


def validate(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    """Validate the document `tree`, as parsed from JSON or YAML.

    Returns:
        All errors, and warnings about likely mistakes, in the order of the document. The document
        is valid if there are no errors.
    """
    try:
        specification = specification_of(tree)
    except DocumentError as error:
        return error.diagnostics
    with warnings.catch_warnings():
        # Python warns about some regular expressions in documents.
        warnings.simplefilter("ignore")
        diagnostics = tuple(_diagnostics(tree, specification))
    order = document_order(tree)
    return tuple(
        sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: order(diagnostic.at))
    )


def _diagnostics(
    tree: Mapping[str, Json], specification: Specification
) -> Iterator[Diagnostic]:
    broken_references = check_references(tree)
    structure = tuple(
        _without_references(
            _or_failure(lambda: structure_diagnostics(tree, specification)),
            broken_references,
        )
    )
    known = (*structure, *broken_references)
    yield from known
    errors = tuple(diagnostic for diagnostic in known if diagnostic.is_error)
    for diagnostic in _or_failure(lambda: _rule_diagnostics(tree, specification)):
        # Broken references and errors of structure have consequences for the rules.
        if broken_references and diagnostic.code in CONSEQUENCES:
            continue
        if errors and diagnostic.code == _FAILED:
            continue
        if not any(overlaps(error.at, diagnostic.at) for error in errors):
            yield diagnostic


def _rule_diagnostics(
    tree: Mapping[str, Json], specification: Specification
) -> Iterator[Diagnostic]:
    document = Document(tree)
    for rule in RULES:
        yield from rule(document)
    yield from schema_diagnostics(document, specification)


def _without_references(
    diagnostics: Iterable[Diagnostic], broken_references: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """The diagnostics that are not about an object with a broken reference."""
    broken = {reference.at for reference in broken_references}
    for diagnostic in diagnostics:
        at = diagnostic.at
        if at is None or (at not in broken and at / "$ref" not in broken):
            yield diagnostic


def _or_failure(check: Callable[[], Iterable[Diagnostic]]) -> Iterator[Diagnostic]:
    """The diagnostics of `check`; if it raises an exception, a diagnostic for that too."""
    try:
        yield from check()
    except RecursionError:
        message = "the document is nested too deeply to be validated"
        yield Diagnostic(_FAILED, message)
    except Exception as error:
        message = f"the validator failed: {type(error).__name__}: {error!s:.200}"
        yield Diagnostic(_FAILED, message)
