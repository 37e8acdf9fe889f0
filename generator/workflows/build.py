"""The whole way from a document to a client on disk: each stage in its order, called once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.gc import without_collection
from generator.frontend.attempt import Attempt, BuildError, attempt
from generator.frontend.coverage import Account, with_left_out
from generator.frontend.open_document import read_bundled
from generator.openapi.recovery import Remaining
from generator.openapi.swagger2 import upgraded
from generator.output import (
    MANIFEST_NAME,
    OutputError,
    WriteReport,
    read_existing,
    recover,
    write_client,
)
from generator.render.templates import read_templates
from generator.source.load import Location, Source
from generator.workflows.build_cache import Remembered, fingerprint, recall, remember
from generator.workflows.client_record import locked_names, manifest_of
from generator.workflows.compile_client import Compilation, Plan, compile_client

STAGES = ("read", "parse", "lower", "name", "declare", "render", "validate", "write")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: a document, the folder to write, the package's name, and options.

    `sha256` is the hash that the document must have, if any. `overlays` are applied to it first,
    one after the other, and it may refer to `allow_references` beside what is in its own folder;
    `templates` is the folder of those that take the place of codegen's. `force` writes over what
    was edited by hand and keeps a copy; `strict` takes a warning for an error; `fresh_names` does
    not keep the names of the client that is there. `used_by` are Python sources: see
    `compile.Plan`.
    """

    spec: Location
    output: Path
    package: str
    options: ClientOptions = NO_OPTIONS
    overlays: tuple[Path, ...] = ()
    allow_references: tuple[Location, ...] = ()
    force: bool = False
    strict: bool = False
    fresh_names: bool = False
    sha256: str | None = None
    templates: Path | None = None
    used_by: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport(Remembered):
    """What a build did: what it told, what it was told of, and what became of each file."""

    source: Source
    written: WriteReport

    @property
    def dropped(self) -> int:
        """How much was asked for and is not in the client."""
        return Account(self.operations, self.schemas, self.webhooks).dropped


def build(request: BuildRequest, progress: Callable[[str], None]) -> BuildReport:
    """Build a client and write it.

    Args:
        request: what to build.
        progress: called with the name of each of `STAGES` as it begins.

    Raises:
        DocumentError: the document or an overlay cannot be read, or does not fit the other.
        BuildError: the document is not valid, or cannot be represented; nothing is written.
        OutputError: the folder cannot be written; it is as it was.
    """
    # First, since what the client that is there is called decides what this one is called.
    recover(request.output)
    with without_collection():
        return _build(request, progress)


def _build(request: BuildRequest, progress: Callable[[str], None]) -> BuildReport:
    progress("read")
    diagnostics = Diagnostics()
    is_lenient = bool(request.options.lenient)
    source = read_bundled(
        request.spec,
        request.overlays,
        diagnostics,
        request.sha256,
        request.allow_references,
        keeps_broken=is_lenient,
    )
    may_be_done = is_lenient or not diagnostics.has_errors
    report = _report_again(request, source) if may_be_done else None
    if report is not None:
        return report
    ended = attempt(
        source,
        diagnostics,
        lambda remaining, noted: _compiled(remaining, request, noted, progress),
        lambda: progress("validate"),
        is_lenient,
    )
    account = _account(ended.made, ended.remaining)
    _raise_dropped(account, source)
    if request.strict and ended.found:
        raise BuildError(ended.found, source)
    progress("write")
    return _written(request, source, ended, account)


def _written(
    request: BuildRequest,
    source: Source,
    ended: Attempt[Compilation],
    account: Account,
) -> BuildReport:
    """Write the client, and remember what there is to tell of it."""
    compilation = ended.made
    manifest = manifest_of(source, request.package, compilation.options, compilation)
    manifest = replace(manifest, left_out=[each.to_json() for each in ended.left_out])
    written = write_client(
        request.output, compilation.files, manifest, force=request.force
    )
    told = Remembered(
        operations=account.operations,
        schemas=account.schemas,
        warnings=ended.found,
        kept_names=compilation.part.kept_names,
        reach=compilation.part.reach,
        webhooks=account.webhooks,
        left_out=ended.left_out,
    )
    key = _fingerprint(request, source)
    if key is not None:
        remember(key, told)
    return _report(source, written, told)


def _report_again(request: BuildRequest, source: Source) -> BuildReport | None:
    """What the last build told, if this one would do the same and find it done."""
    key = _fingerprint(request, source)
    told = recall(key) if key is not None else None
    if told is None or (request.strict and told.warnings):
        return None
    try:
        existing = read_existing(request.output)
    except (OutputError, OSError):
        # What stands in the way is told when the client is written.
        return None
    if existing.edited or existing.missing:
        return None
    unchanged = tuple(sorted(existing.generated))
    return _report(source, WriteReport((), unchanged, (), existing.foreign), told)


def _fingerprint(request: BuildRequest, source: Source) -> str | None:
    """None where there is no client, and where a build depends on what no fingerprint has.

    That is the sources that use a client, and names that are given up.
    """
    manifest = request.output / MANIFEST_NAME
    if request.used_by or request.fresh_names or not manifest.is_file():
        return None
    try:
        content = manifest.read_bytes()
    except OSError:
        return None
    templates = read_templates(request.templates).digest if request.templates else None
    return fingerprint(source, request.package, request.options, templates, content)


def _report(source: Source, written: WriteReport, told: Remembered) -> BuildReport:
    said = {each.name: getattr(told, each.name) for each in fields(told)}
    return BuildReport(**said, source=source, written=written)


def _compiled(
    remaining: Remaining,
    request: BuildRequest,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
) -> Compilation:
    document, noted = upgraded(remaining.source, diagnostics)
    lock = locked_names(None if request.fresh_names else request.output)
    templates = read_templates(request.templates) if request.templates else None
    plan = Plan(
        request.package,
        request.options,
        lock,
        templates,
        used_by=request.used_by,
        left_out=remaining.everything,
    )
    return compile_client(document, plan, noted, progress)


def _account(compilation: Compilation, remaining: Remaining) -> Account:
    """How much of the whole document is in the client, and not only of what was compiled."""
    if remaining.source is remaining.whole:
        return compilation.account
    webhooks = sum(each.kind == "webhook" for each in remaining.left_out)
    return with_left_out(
        compilation.account, remaining.whole.tree, remaining.source.tree, webhooks
    )


def _raise_dropped(account: Account, source: Source) -> None:
    """Better no client than one that lacks something in silence."""
    if account.dropped:
        missing = Diagnostic(
            "dropped",
            f"{account.dropped} operations, schemas or webhooks would be missing from the client",
            None,
            "this is an error in codegen: please report it with the document",
        )
        raise BuildError([missing], source)
