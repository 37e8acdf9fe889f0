"""Compile an analyzed document into the files of a client, in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.catalogue.create_catalogue import create_catalogue
from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.core.progress import Progress, no_progress
from generator.frontend.analyze import Analysis
from generator.frontend.check_options import check_options
from generator.frontend.coverage import Coverage, add_omissions, measure_coverage
from generator.frontend.validation import InvalidDocumentError
from generator.naming.apply_name_lock import create_lock
from generator.naming.environment_names import name_environment
from generator.naming.name_lock import NameLock
from generator.output import OutputFile
from generator.python.arrangement import Arrangement, arrange_modules
from generator.python.declarations import Module
from generator.python.declare import declare
from generator.render.render import render
from generator.render.templates import CustomTemplates
from generator.runtime.tools.catalogue import write_catalogue
from generator.slicing.selection import Selection
from generator.slicing.slice import ApiSlice, diagnostics_of_slice, slice_api
from generator.slicing.used_by.client_surface import client_surface
from generator.slicing.used_by.read_sources import read_sources
from generator.slicing.used_by.select_used import select_used


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """What to compile beside the options that the document was analyzed with.

    Attributes:
        package: name of the client's package.
        templates: templates that replace those of codegen; None for none.
        used_by: Python files and folders whose use of the client is selected in addition.
    """

    package: str
    templates: CustomTemplates | None = None
    used_by: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredClient:
    """A client as declarations of modules, before they are rendered.

    `options` include what the sources of `ClientPlan.used_by` select. `diagnostics` are warnings.
    """

    options: ClientOptions
    api_slice: ApiSlice
    modules: tuple[Module, ...]
    lock: NameLock
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CompiledClient:
    """A client in memory: its files, and how much of the document they cover."""

    declared: DeclaredClient
    files: tuple[OutputFile, ...]
    coverage: Coverage
    templates: CustomTemplates | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings of the analysis and the compilation."""
        return self.declared.diagnostics


def compile_client(
    analysis: Analysis, plan: ClientPlan, progress: Progress = no_progress
) -> CompiledClient:
    """Compile a client: slice, declare and render it.

    Args:
        analysis: the analyzed document.
        plan: what to compile.
        progress: called with "declare" and "render".

    Raises:
        InvalidDocumentError: the document cannot be represented, the options do not fit it, or a
            template is invalid.
    """
    declared = declare_client(analysis, plan, progress)
    progress("render")
    try:
        files = render(declared.modules, plan.templates)
    except DocumentError as error:
        found = (*declared.diagnostics, *error.diagnostics)
        raise InvalidDocumentError(found, analysis.source) from None
    coverage = measure_coverage(
        analysis.converted.tree, declared.api_slice, declared.modules
    )
    return CompiledClient(
        declared, files, _of_whole_document(coverage, analysis), plan.templates
    )


def declare_client(
    analysis: Analysis, plan: ClientPlan, progress: Progress = no_progress
) -> DeclaredClient:
    """Declare the modules of a client.

    Raises:
        InvalidDocumentError: the document cannot be represented, or the options do not fit it.
    """
    named, options = analysis.named, analysis.options
    diagnostics = Diagnostics(list(analysis.diagnostics))
    try:
        check_options(options, named, diagnostics)
        arrangement = arrange_modules(named.api, named.names)
        if plan.used_by:
            used = _select_used(analysis, plan, arrangement, diagnostics)
            selection = options.selection.joined(used)
            options = replace(options, selection=selection)
        is_cut = bool(options.cut_expansions)
        api_slice = slice_api(named, options.selection, is_cut, diagnostics)
        concerned = diagnostics_of_slice(
            analysis.part_diagnostics, named.api, api_slice
        )
        diagnostics.extend(analysis.relocate(concerned))
        diagnostics.raise_errors()
    except DocumentError as error:
        found = (*diagnostics, *error.diagnostics)
        raise InvalidDocumentError(found, analysis.source) from None
    progress("declare")
    missing = [(str(each.at), each.effect) for each in analysis.omissions]
    modules = declare(
        api_slice.api,
        api_slice.names,
        plan.package,
        arrangement,
        missing,
        options.runtime,
        name_environment(
            plan.package,
            api_slice.api.title,
            api_slice.api.security,
            options.credentials_env,
            options.base_url_env,
        ),
        _catalogue(api_slice, options) if options.tools else None,
    )
    return DeclaredClient(
        options=options,
        api_slice=api_slice,
        modules=tuple(modules),
        lock=create_lock(
            api_slice.api,
            api_slice.names,
            options.methods,
            named.spelling,
            named.standbys,
            has_tools=bool(options.tools),
        ),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
    )


def _select_used(
    analysis: Analysis,
    plan: ClientPlan,
    arrangement: Arrangement,
    diagnostics: Diagnostics,
) -> Selection:
    """Select what the sources of a plan use of the client.

    Raises:
        DocumentError: a source cannot be read.
    """
    sources = read_sources(plan.used_by, plan.package, diagnostics)
    diagnostics.raise_errors()
    surface = client_surface(analysis.named.api, analysis.named.names, arrangement)
    return select_used(sources, plan.package, surface, diagnostics)


def _catalogue(api_slice: ApiSlice, options: ClientOptions) -> str:
    catalogue = create_catalogue(api_slice.api, api_slice.names, options.effects)
    return write_catalogue(catalogue)


def _of_whole_document(coverage: Coverage, analysis: Analysis) -> Coverage:
    document = analysis.document
    if document.source is document.original:
        return coverage
    webhooks = sum(each.kind == "webhook" for each in document.removed)
    return add_omissions(
        coverage, document.original.tree, document.source.tree, webhooks
    )
