"""Build a client: from a document to a folder on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from generator.catalogue.create_documentation import create_documentation
from generator.catalogue.documentation import write_documentation
from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.gc import without_collection
from generator.core.progress import Progress, no_progress
from generator.core.write_file import replace_file
from generator.frontend.analyze import Analysis, analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import OpenedDocument, open_document
from generator.frontend.validation import InvalidDocumentError, validation
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.output import (
    Manifest,
    OutputError,
    WriteReport,
    recover,
    write_client,
    write_project,
)
from generator.render.templates import CustomTemplates, read_templates
from generator.source.load import Source
from generator.workflows.build_cache import cache_key, recall_summary, remember_summary
from generator.workflows.build_inputs import BuildInputs, inputs_of
from generator.workflows.build_summary import BuildSummary
from generator.workflows.client_record import read_lock
from generator.workflows.compile_client import (
    ClientPlan,
    CompiledClient,
    DeclaredClient,
    compile_client,
)
from generator.workflows.shared_runtime import runtime_problems, write_runtime

STAGES = ("read", "parse", "lower", "name", "declare", "render", "validate", "write")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build.

    Attributes:
        document: the document.
        output: folder of the client, which is the package; its parents are created.
        package: name of the package; None for the folder's name.
        project: folder of a project, which contains `output`; None for the package alone. The files
            of the project are written unless the folder has a `pyproject.toml`.
        options: what the client should have, and what the user declares of the API.
        templates: folder of templates that replace those of codegen.
        used_by: Python files and folders; what they use of the client is selected, too.
        force: overwrite files that were edited by hand, and keep a copy of each.
        strict: treat warnings as errors.
        fresh_names: ignore the names of the client that exists already.
        names_of: folder of another client whose names to keep if `output` has no client yet.
        documentation: file to write the documentation of the operations to; None for none.
    """

    document: DocumentRequest
    output: Path
    package: str | None = None
    options: ClientOptions = NO_OPTIONS
    templates: Path | None = None
    used_by: tuple[Path, ...] = ()
    force: bool = False
    strict: bool = False
    fresh_names: bool = False
    project: Path | None = None
    names_of: Path | None = None
    documentation: Path | None = None

    @property
    def package_name(self) -> str:
        """The name of the package to build."""
        return self.package or Path(os.path.abspath(self.output)).name


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Result of a build: diagnostics and coverage, and the status of every written file.

    `source` resolves the locations of the diagnostics to lines; `project_files` are the files of
    the project that were written, relative to its folder.
    """

    source: Source
    written: WriteReport
    summary: BuildSummary
    project_files: tuple[str, ...] = ()


def build(request: BuildRequest, progress: Progress = no_progress) -> BuildResult:
    """Build a client and write it; if nothing would change, touch nothing.

    Args:
        request: what to build.
        progress: called with each of `STAGES` as it begins.

    Raises:
        DocumentError: the document, an overlay or a template cannot be read.
        InvalidDocumentError: the document is invalid or the request does not fit it. Nothing is
            written.
        OutputError: the folder cannot be written. It is left as it was.
    """
    result = _build_client(request, progress)
    if request.project is None:
        return result
    return replace(
        result, project_files=_write_project(request.project, request, result)
    )


def _build_client(request: BuildRequest, progress: Progress) -> BuildResult:
    # A build that was killed may have left the folder under another name.
    recover(request.output)
    with without_collection():
        progress("read")
        document = open_document(request.document, lenient=_is_lenient(request))
        templates = _read_templates(request, document)
        inputs = inputs_of(document.source, request.options, templates)
        unchanged = _find_unchanged(request, document, inputs)
        if unchanged is not None:
            return unchanged
        return build_opened(document, request, templates, progress)


def build_opened(
    document: OpenedDocument,
    request: BuildRequest,
    templates: CustomTemplates | None = None,
    progress: Progress = no_progress,
) -> BuildResult:
    """Build a client from a document that is open already, whether anything changed or not.

    Args:
        document: the document.
        request: what to build.
        templates: the templates of the request.
        progress: called with each of `STAGES` but the first as it begins.

    Raises:
        InvalidDocumentError: the document is invalid or the request does not fit it. Nothing is
            written.
        OutputError: the folder cannot be written. It is left as it was.
    """
    with validation(document.source, done=_is_lenient(request)) as pending:
        lock = _read_lock(request)
        analysis = analyze(document, request.options, lock, progress)
        plan = ClientPlan(request.package_name, templates, request.used_by)
        client = compile_client(analysis, plan, progress)
        progress("validate")
        diagnostics = pending.require_valid(client.diagnostics)
    _require_complete(client, diagnostics, request, document.source)
    progress("write")
    return _write(request, analysis, client, diagnostics)


def _write_project(
    project: Path, request: BuildRequest, result: BuildResult
) -> tuple[str, ...]:
    # Deferred: only projects need to parse versions.
    from generator.render.project_files import project_files

    identity = inputs_of(result.source, request.options, None).document
    files = project_files(
        request.package_name,
        request.output.relative_to(project).as_posix(),
        identity.title,
        identity.version,
    )
    return write_project(project, files)


def _read_lock(request: BuildRequest) -> NameLock:
    if request.fresh_names:
        return EMPTY_LOCK
    lock = read_lock(request.output)
    if lock == EMPTY_LOCK and request.names_of is not None:
        return read_lock(request.names_of)
    return lock


def _is_lenient(request: BuildRequest) -> bool:
    return bool(request.options.lenient)


def _read_templates(
    request: BuildRequest, document: OpenedDocument
) -> CustomTemplates | None:
    """Read the templates of the request, if it has any.

    Raises:
        InvalidDocumentError: a template is invalid; the errors of the document are included.
    """
    if request.templates is None:
        return None
    try:
        return read_templates(request.templates)
    except DocumentError as error:
        with validation(document.source) as pending:
            pending.require_valid((*document.diagnostics, *error.diagnostics))
        raise


def _find_unchanged(
    request: BuildRequest, document: OpenedDocument, inputs: BuildInputs
) -> BuildResult | None:
    """The result of the last build, if this one would only repeat it."""
    if document.has_errors and not request.options.lenient:
        return None
    if request.used_by or request.fresh_names:
        # What the sources use, and which names are free, is known only after an analysis.
        return None
    runtime = request.options.runtime
    if runtime is not None and any(runtime_problems(request.output, runtime)):
        return None
    recalled = recall_summary(request.output, request.package_name, inputs)
    if recalled is None or (request.strict and recalled.summary.diagnostics):
        return None
    return BuildResult(document.source, recalled.files, recalled.summary)


def _require_complete(
    client: CompiledClient,
    diagnostics: tuple[Diagnostic, ...],
    request: BuildRequest,
    source: Source,
) -> None:
    """Refuse a client that lacks something without a diagnostic, or, if strict, with a warning.

    Raises:
        InvalidDocumentError: it does.
    """
    if client.coverage.dropped:
        missing = Diagnostic(
            "dropped",
            f"{client.coverage.dropped} operations, schemas or webhooks would be missing from "
            "the client",
            None,
            "this is an error in codegen: please report it with the document",
        )
        raise InvalidDocumentError([missing], source)
    if request.strict and diagnostics:
        raise InvalidDocumentError(diagnostics, source)


def _write(
    request: BuildRequest,
    analysis: Analysis,
    client: CompiledClient,
    diagnostics: tuple[Diagnostic, ...],
) -> BuildResult:
    """Write the client, and remember the result for the next build."""
    runtime = request.options.runtime
    if runtime is not None:
        write_runtime(request.output, runtime, request.force)
    manifest = _manifest_of(request, analysis, client)
    written = write_client(request.output, client.files, manifest, force=request.force)
    if request.documentation is not None:
        _write_documentation(request.documentation, client.declared)
    summary = BuildSummary(
        coverage=client.coverage,
        diagnostics=diagnostics,
        kept_names=client.declared.api_slice.kept_names,
        schema_count=client.declared.api_slice.schema_count,
        omissions=analysis.omissions,
    )
    if not request.used_by and not request.fresh_names:
        inputs = inputs_of(analysis.source, request.options, client.templates)
        key = cache_key(request.output, request.package_name, inputs)
        remember_summary(key, summary)
    return BuildResult(analysis.source, written, summary)


def _write_documentation(path: Path, declared: DeclaredClient) -> None:
    api, names = declared.api_slice.api, declared.api_slice.names
    documentation = create_documentation(api, names, declared.options.effects)
    content = write_documentation(documentation).encode()
    try:
        replace_file(path, content, is_durable=False)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise OutputError("unwritable-output", message) from None


def _manifest_of(
    request: BuildRequest, analysis: Analysis, client: CompiledClient
) -> Manifest:
    """The manifest of a client, without its files."""
    inputs = inputs_of(analysis.source, client.declared.options, client.templates)
    return Manifest(
        generator=inputs.generator,
        document=inputs.document,
        package=request.package_name,
        options=inputs.options,
        templates=inputs.templates,
        names=client.declared.lock.to_json(),
        left_out=[omission.to_json() for omission in analysis.omissions],
    )
