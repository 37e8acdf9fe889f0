"""The whole way from a document to a client: the stages in their order, each called once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.accounting import Account, Count, account
from generator.configuration import Configuration, read_configuration
from generator.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.load import Source, read_source
from generator.lower.lower import lower
from generator.lower.operations import operation_key
from generator.naming.names import Names, name_everything
from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputError,
    OutputFile,
    read_manifest,
    write_client,
)
from generator.python.modules import declare
from generator.render.render import Renderer
from generator.render.templates import template_loader
from generator.spec.nodes import Document
from generator.spec.parse import parse_document
from generator.spec.validate_process import ValidationProcess
from generator.version import __version__

STAGES = ("read", "parse", "lower", "name", "render", "validate", "write")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: a document, the folder to write, and (if not all) which operations."""

    spec: Path
    output: Path
    package: str
    operations: tuple[str, ...] = ()
    configuration: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `dropped` counts what was asked for and is not in the client."""

    source: Source
    operations: Count
    schemas: Count
    files: int
    warnings: tuple[Diagnostic, ...]

    @property
    def dropped(self) -> int:
        return sum(each.total - each.done for each in (self.operations, self.schemas))


class BuildError(Exception):
    """The document is at fault: all that was found, and the source to find the places in."""

    def __init__(self, diagnostics: Iterable[Diagnostic], source: Source) -> None:
        self.diagnostics = tuple(diagnostics)
        self.source = source
        super().__init__("; ".join(each.message for each in self.diagnostics))


@dataclass(frozen=True, slots=True)
class Compilation:
    """A client in memory, what it was made from, and how much of that is in it."""

    document: Document
    configuration: Configuration
    account: Account
    shapes: tuple[str, ...]
    files: tuple[OutputFile, ...]


def build(request: BuildRequest, progress: Callable[[str], None]) -> BuildReport:
    """Build a client and write it.

    Args:
        request: what to build.
        progress: called with the name of each of `STAGES` as it begins.

    Raises:
        DocumentError: the document cannot be read.
        BuildError: the document is not valid, or cannot be represented; nothing is written.
        OutputError: the folder cannot be written; it is as it was.
    """
    progress("read")
    source = read_source(request.spec)
    chosen = _chosen_places(request.output)
    # Validation and the build have nothing to say to each other until both are done.
    with ValidationProcess.start(source) as validation:
        diagnostics = Diagnostics()
        compilation = None
        try:
            compilation = compile_client(source, request, diagnostics, progress, chosen)
        except DocumentError as error:
            diagnostics.extend(error.diagnostics)
        except Exception:
            # A document that is not valid is told as such, not as what it led to.
            _raise_problems(validation.result(), source)
            raise
        progress("validate")
        # Validation may have told of the same problem at the same place.
        found = tuple(dict.fromkeys([*validation.result(), *diagnostics]))
        _raise_problems(found, source)
    assert compilation is not None  # without one there was an error
    report = BuildReport(
        source=source,
        operations=compilation.account.operations,
        schemas=compilation.account.schemas,
        files=len(compilation.files),
        warnings=found,
    )
    _raise_dropped(report)
    progress("write")
    manifest = _manifest(request, source, compilation)
    write_client(request.output, compilation.files, manifest)
    return report


def compile_client(
    source: Source,
    request: BuildRequest,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
    chosen: frozenset[str] = frozenset(),
) -> Compilation:
    """The files of a client, from a document that is taken to be valid.

    `chosen` are the places that inline types were named for in the build before.

    Raises:
        DocumentError: it cannot be represented, or the configuration is wrong.
    """
    configuration = (
        read_configuration(request.configuration)
        if request.configuration
        else Configuration()
    )
    progress("parse")
    document = parse_document(source.tree, diagnostics)
    progress("lower")
    _check_operations(document, configuration, diagnostics)
    api = lower(
        document, request.operations, diagnostics, configuration.declared, chosen
    )
    progress("name")
    names = name_everything(api, configuration.methods)
    _check_methods(names, configuration, diagnostics)
    diagnostics.raise_errors()
    progress("render")
    modules = tuple(declare(api, names, request.package))
    files = tuple(Renderer(template_loader(), _header(document)).render(modules))
    counted = account(source.tree, request.operations, api, names, modules)
    return Compilation(document, configuration, counted, api.standing_places, files)


def _chosen_places(folder: Path) -> frozenset[str]:
    """What the manifest of the client that is there says; a broken one is told when we write."""
    try:
        manifest = read_manifest(folder)
    except OutputError:
        return frozenset()
    return frozenset(manifest.shapes if manifest else ())


def _check_operations(
    document: Document, configuration: Configuration, diagnostics: Diagnostics
) -> None:
    """Note what the configuration says of operations that the document does not have."""
    keys = {operation_key(operation) for operation in document.operations}
    for name in configuration.operations:
        if name not in keys:
            diagnostics.error(
                "unknown-operation",
                f"the configuration mentions {name!r}, and the document has no such operation",
                None,
                "give the operationId as the document has it",
            )


def _check_methods(
    names: Names, configuration: Configuration, diagnostics: Diagnostics
) -> None:
    """Note the methods of the configuration that are resources as well."""
    for key, path in configuration.methods.items():
        if tuple(path.split(".")) in names.resources:
            diagnostics.error(
                "configuration",
                f"`methods.{key}` cannot be {path!r}: other operations have it as a resource",
                None,
                "give the method another name",
            )


def _header(document: Document) -> str:
    """The comment at the head of each file. Without the version: a new one is no change to each."""
    title = "".join(c for c in " ".join(document.title.split()) if c.isprintable())
    return f"# Generated by codegen from {title or 'an OpenAPI document'}; do not edit by hand."


def _raise_problems(diagnostics: Iterable[Diagnostic], source: Source) -> None:
    found = tuple(diagnostics)
    if any(each.severity == "error" for each in found):
        raise BuildError(found, source)


def _raise_dropped(report: BuildReport) -> None:
    """Better no client than one that lacks something in silence."""
    if report.dropped:
        missing = Diagnostic(
            "dropped",
            f"{report.dropped} operations or schemas would be missing from the client",
            None,
            "this is an error in codegen: please report it with the document",
        )
        raise BuildError([missing], report.source)


def _manifest(
    request: BuildRequest, source: Source, compilation: Compilation
) -> Manifest:
    options: dict[str, Any] = {}
    if request.operations:
        options["operations"] = list(request.operations)
    if compilation.configuration.digest:
        options["configuration"] = compilation.configuration.digest
    return Manifest(
        generator=f"codegen {__version__}",
        document=DocumentIdentity(
            compilation.document.title, compilation.document.version, source.digest
        ),
        options=options,
        shapes=compilation.shapes,
    )


__all__ = [
    "STAGES",
    "BuildError",
    "BuildReport",
    "BuildRequest",
    "Compilation",
    "Count",
    "DocumentError",
    "build",
    "compile_client",
]
