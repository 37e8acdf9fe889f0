"""Check a client: would a build of its document leave it as it is?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic
from generator.core.gc import without_collection
from generator.core.progress import Progress, no_progress
from generator.frontend.analyze import analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.frontend.validation import blame_invalid_document
from generator.output import (
    ClientFolder,
    Manifest,
    OutputError,
    OutputFile,
    digest,
    read_client_folder,
)
from generator.render.templates import read_templates
from generator.source.load import Source
from generator.workflows.build_inputs import inputs_of
from generator.workflows.client_record import ClientRecord, read_record
from generator.workflows.compile_client import ClientPlan, compile_client
from generator.workflows.shared_runtime import runtime_problems


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check.

    Attributes:
        folder: the client.
        document: the document to build it from; None to look for touched files only.
        options: the options to build it with; None for those that its manifest records.
        templates: folder of templates that replace those of codegen.
        used_by: Python files and folders; what they use of the client is selected, too.
    """

    folder: Path
    document: DocumentRequest | None = None
    options: ClientOptions | None = None
    templates: Path | None = None
    used_by: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a client differs from what a build writes; paths are relative to its folder.

    Attributes:
        edited: files that were changed by hand.
        missing: files that were removed.
        foreign: files that no build wrote.
        stale: files that a build would write, change or remove today.
        reasons: why a build would change something.
        diagnostics: the warnings of that build.
        source: the document; None if none was given.
    """

    edited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    source: Source | None = None

    @property
    def is_current(self) -> bool:
        """Whether a build would leave the client as it is; foreign files do not matter."""
        return not (self.edited or self.missing or self.reasons)


def check(request: CheckRequest, progress: Progress = no_progress) -> CheckResult:
    """Compare a client with its manifest and, if a document is given, with a build of it.

    If the inputs are those that the manifest records, the client is current, and nothing is built.
    Otherwise the client is built in memory and its files are compared. The document is taken to be
    valid. Nothing is written.

    Args:
        request: what to check.
        progress: called with the name of each stage of the build as it begins.

    Raises:
        DocumentError: the document, an overlay or a template cannot be read.
        InvalidDocumentError: the document cannot be represented, or is too invalid to be read.
        OutputError: there is no client, or its templates are unknown.
    """
    record = read_record(request.folder)
    options = record.options if request.options is None else request.options
    touched = _find_touched(read_client_folder(request.folder))
    if options.runtime is not None:
        touched = _with_runtime(touched, request.folder, options.runtime)
    if request.document is None:
        return touched
    with without_collection():
        return _check_against(request.document, request, record, touched, progress)


def _check_against(
    document: DocumentRequest,
    request: CheckRequest,
    record: ClientRecord,
    touched: CheckResult,
    progress: Progress,
) -> CheckResult:
    manifest = record.manifest
    options = record.options if request.options is None else request.options
    _require_templates(request, manifest)
    templates = read_templates(request.templates) if request.templates else None
    opened = open_document(document, lenient=bool(options.lenient))
    touched = replace(touched, source=opened.source)
    inputs = inputs_of(opened.source, options, templates)
    is_same = not any(inputs.changes_since(manifest)) and not request.used_by
    if is_same and (options.lenient or not opened.has_errors):
        known = () if options.lenient else opened.diagnostics
        return replace(touched, diagnostics=known)
    with blame_invalid_document(opened.source):
        analysis = analyze(opened, options, record.lock, progress)
        plan = ClientPlan(manifest.package, templates, request.used_by)
        client = compile_client(analysis, plan, progress)
    inputs = inputs_of(opened.source, client.declared.options, templates)
    return replace(
        touched,
        stale=(*_find_stale(manifest, client.files), *touched.stale),
        reasons=(*inputs.changes_since(manifest), *touched.reasons),
        diagnostics=client.diagnostics,
    )


def _require_templates(request: CheckRequest, manifest: Manifest) -> None:
    """Ask for the templates of a client, whose folder no manifest records.

    Raises:
        OutputError: they are needed and not given.
    """
    is_unknown = request.options is None and request.templates is None
    if is_unknown and manifest.templates is not None:
        raise OutputError(
            "templates-not-said",
            f"{request.folder} was built with templates of its owner",
            "give their folder with --templates, or in a configuration",
        )


def _find_touched(folder: ClientFolder) -> CheckResult:
    foreign = tuple(path for path in folder.foreign if not _is_hidden(path))
    return CheckResult(folder.edited, folder.missing, foreign)


def _with_runtime(touched: CheckResult, client: Path, runtime: str) -> CheckResult:
    """`touched` with the files of the runtime that the client shares."""
    found = tuple(runtime_problems(client, runtime))

    def paths(problem: str) -> tuple[str, ...]:
        return tuple(path for path, wrong in found if wrong == problem)

    stale = paths("stale")
    return replace(
        touched,
        edited=(*touched.edited, *paths("edited")),
        missing=(*touched.missing, *paths("missing")),
        stale=stale,
        reasons=(f"the runtime {runtime} is of another codegen",) if stale else (),
    )


def _is_hidden(path: str) -> bool:
    """Whether a file belongs to another program, such as `.DS_Store` or `.mypy_cache`."""
    return any(part.startswith(".") for part in path.split("/"))


def _find_stale(manifest: Manifest, files: tuple[OutputFile, ...]) -> Iterator[str]:
    fresh = {file.path: digest(file.content) for file in files}
    for path in sorted({*fresh, *manifest.files}):
        if fresh.get(path) != manifest.files.get(path):
            yield path
