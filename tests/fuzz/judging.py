"""What must hold of any bytes at all: codegen makes a client of them, or says why it does not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Template

from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.frontend.analyze import analyze
from generator.frontend.coverage import measure_coverage
from generator.frontend.open_document import (
    DocumentRequest,
    OpenedDocument,
    open_document,
)
from generator.frontend.validation import InvalidDocumentError
from generator.openapi.recovery import PrunedDocument, prune_document
from generator.openapi.validation.validate import validate
from generator.python.declarations import VerbatimFile
from generator.render.environment import environment
from generator.render.render import TEMPLATES
from generator.render.templates import template_loader
from generator.source.load import Source, render_diagnostic
from generator.workflows.compile_client import (
    ClientPlan,
    DeclaredClient,
    declare_client,
)

# A lenient build goes on for more; what it meets after these is what it met before.
_ROUNDS = 4


def judge(content: bytes, folder: Path) -> bool:
    """Whether there is a client of a document, all of it or what a lenient build leaves of it.

    `folder` is where the document is written, and has nothing else in it.

    Raises:
        Exception: what no document may lead to; it is an error in codegen.
    """
    path = folder / "document"
    path.write_bytes(content)
    try:
        opened = open_document(DocumentRequest(path))
    except DocumentError as error:
        _tell(error.diagnostics, None)
        return False
    _tell(opened.diagnostics, opened.source)
    return _is_client_of(PrunedDocument.unpruned(opened.source))


def _is_client_of(remaining: PrunedDocument) -> bool:
    for _ in range(_ROUNDS):
        found = _found(remaining.source)
        _tell(remaining.relocate(found), remaining.original)
        if not any(each.severity == "error" for each in found):
            return True
        less = prune_document(remaining, found)
        if less is None:
            return False
        _tell(less.removal_warnings, less.original)
        remaining = less
    return False


def _found(source: Source) -> tuple[Diagnostic, ...]:
    """What a build has to say of a document; it is made if there is no error in that."""
    found = validate(source.tree)
    is_valid = not any(each.severity == "error" for each in found)
    failed = [each.message for each in found if each.code == "validator-failed"]
    assert not failed, failed
    diagnostics = Diagnostics(list(found))
    try:
        diagnostics.extend(_make(source))
    except InvalidDocumentError as error:
        diagnostics.extend(error.diagnostics)
    except Exception:
        # A build tells what is invalid, and not what that led to.
        if is_valid:
            raise
    return tuple(dict.fromkeys(diagnostics))


def _make(source: Source) -> tuple[Diagnostic, ...]:
    analysis = analyze(OpenedDocument(source))
    declared = declare_client(analysis, ClientPlan("fuzzed"))
    _check_coverage(analysis.converted, declared)
    for module in declared.modules:
        if not isinstance(module, VerbatimFile):
            text = _template(TEMPLATES[type(module)]).render(module=module, header="")
            if module.path.endswith(".py"):
                compile(text, module.path, "exec")
    return declared.diagnostics


def _check_coverage(document: Source, declared: DeclaredClient) -> None:
    coverage = measure_coverage(document.tree, declared.api_slice, declared.modules)
    assert not coverage.dropped, coverage


def _tell(
    diagnostics: Diagnostics | tuple[Diagnostic, ...], source: Source | None
) -> None:
    """Each as a person would read it: what it says, and the line that it is about."""
    for each in diagnostics:
        render_diagnostic(each, source, "document")


@cache
def _template(name: str) -> Template:
    """One of codegen's own; to read them takes longer than to build most documents."""
    return environment(template_loader()).get_template(name)
