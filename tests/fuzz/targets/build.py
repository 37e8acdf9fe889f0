"""`codegen build`: any bytes give a client or diagnostics, never another exception."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Template

from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.frontend.analyze import analyze
from generator.frontend.coverage import measure_coverage
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import OpenedDocument, open_document
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
from tests.fuzz.mutations import Fragments
from tests.fuzz.seeds import as_json, case_contents, case_trees
from tests.fuzz.targets.json_mutator import JsonMutator
from tests.fuzz.targets.target import Target

# A lenient build repeats more often, but later rounds reach nothing new.
_MAX_ROUNDS = 4


def check_document(content: bytes, folder: Path) -> bool:
    """Build a document, leniently if it has errors; return whether that gives a client.

    Args:
        content: the document.
        folder: an empty folder to write it to.

    Raises:
        Exception: a defect in codegen; no document may cause it.
    """
    path = folder / "document"
    path.write_bytes(content)
    try:
        opened = open_document(DocumentRequest(path))
    except DocumentError as error:
        render_diagnostics(error.diagnostics, None)
        return False
    render_diagnostics(opened.diagnostics, opened.source)
    return _builds_leniently(PrunedDocument.unpruned(opened.source))


def _builds_leniently(document: PrunedDocument) -> bool:
    for _ in range(_MAX_ROUNDS):
        diagnostics = _diagnostics_of(document.source)
        render_diagnostics(document.relocate(diagnostics), document.original)
        if not any(diagnostic.severity == "error" for diagnostic in diagnostics):
            return True
        pruned = prune_document(document, diagnostics)
        if pruned is None:
            return False
        render_diagnostics(pruned.removal_warnings, pruned.original)
        document = pruned
    return False


def _diagnostics_of(source: Source) -> tuple[Diagnostic, ...]:
    """The diagnostics of a build: of the validation, then of the compilation."""
    invalid = validate(source.tree)
    is_valid = not any(diagnostic.severity == "error" for diagnostic in invalid)
    failures = [
        diagnostic.message
        for diagnostic in invalid
        if diagnostic.code == "validator-failed"
    ]
    assert not failures, failures
    diagnostics = Diagnostics(list(invalid))
    try:
        diagnostics.extend(_compile(source))
    except InvalidDocumentError as error:
        diagnostics.extend(error.diagnostics)
    except Exception:
        # For an invalid document a build reports only the errors of the validation.
        if is_valid:
            raise
    return tuple(dict.fromkeys(diagnostics))


def _compile(source: Source) -> tuple[Diagnostic, ...]:
    analysis = analyze(OpenedDocument(source))
    declared = declare_client(analysis, ClientPlan("fuzzed"))
    _check_coverage(analysis.converted, declared)
    for path, code in render_modules(declared).items():
        if path.endswith(".py"):
            compile(code, path, "exec")
    return declared.diagnostics


def render_modules(declared: DeclaredClient) -> dict[str, str]:
    """The generated files of a client by path, without the runtime."""
    return {
        module.path: _template(TEMPLATES[type(module)]).render(module=module, header="")
        for module in declared.modules
        if not isinstance(module, VerbatimFile)
    }


def _check_coverage(document: Source, declared: DeclaredClient) -> None:
    coverage = measure_coverage(document.tree, declared.api_slice, declared.modules)
    assert not coverage.dropped, coverage


def render_diagnostics(
    diagnostics: Iterable[Diagnostic], source: Source | None
) -> None:
    """Render every diagnostic, with the lines that it refers to."""
    for diagnostic in diagnostics:
        render_diagnostic(diagnostic, source, "document")


@cache
def _template(name: str) -> Template:
    """Load a template of codegen; cached, as loading takes longer than building most documents."""
    return environment(template_loader()).get_template(name)


BUILD = Target(
    name="build",
    check=check_document,
    seeds=lambda: [as_json(tree) for tree in case_trees()],
    raw_seeds=case_contents,
    mutator=lambda: JsonMutator(Fragments.of(case_trees())),
)
