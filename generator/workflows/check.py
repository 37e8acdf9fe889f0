"""Is a client what its document and options give today, and has nobody touched it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.gc import without_collection
from generator.frontend.attempt import Attempt, attempt_valid
from generator.openapi.recovery import Remaining
from generator.openapi.swagger2 import upgraded
from generator.output import (
    Existing,
    Manifest,
    OutputError,
    OutputFile,
    digest,
    read_existing,
)
from generator.render.templates import CustomTemplates, read_templates
from generator.source.load import Source
from generator.workflows.client_record import GENERATOR, identity_of, recorded
from generator.workflows.compile_client import Compilation, Plan, compile_client


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is amiss with a client, paths relative to its folder.

    `edited` were changed by hand, `missing` are gone, `foreign` were made by no build;
    `stale` would be written, changed or removed by a build today, for the `reasons`.
    `warnings` are what a build would say.
    """

    edited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether a build would find the client as it should be, whatever stands beside it."""
        return not (self.edited or self.missing or self.reasons)


def check_files(folder: Path) -> CheckReport:
    """What the manifest alone can tell: were files edited, taken away or added?

    Raises:
        OutputError: there is no client in `folder`.
    """
    recorded(folder)
    return _files_report(read_existing(folder))


def check_client(
    folder: Path,
    source: Source,
    options: ClientOptions | None,
    progress: Callable[[str], None],
    templates: Path | None = None,
    used_by: tuple[Path, ...] = (),
    found: Iterable[Diagnostic] = (),
) -> CheckReport:
    """What the manifest and the document tell.

    A client made by this codegen from these very bytes with these options is what a build gives,
    and nothing is built to see it. Otherwise the client is built in memory and compared.

    Args:
        folder: the client's.
        source: the document.
        options: what the client should be built with; None for those it was built with.
        progress: called with the name of each stage of the build as it begins.
        templates: the folder of templates that take the place of codegen's, if any.
        used_by: Python sources that say what the client should have; to know what they use, the
            client is always built.
        found: what was noted when the document was read.

    Raises:
        OutputError: there is no client in `folder`, or it was built with templates and `options`
            are None: where they are is not recorded.
        DocumentError: a template is wrong.
        BuildError: an error was noted, or the document cannot be represented.
    """
    record = recorded(folder)
    manifest = record.manifest
    if options is None and templates is None and manifest.templates is not None:
        raise OutputError(
            "templates-not-said",
            f"{folder} was built with templates that are not codegen's",
            "say which with --templates, or in a configuration",
        )
    wanted = record.options if options is None else options
    theirs = read_templates(templates) if templates else None
    report = _files_report(read_existing(folder))
    # What a lenient build makes of these it tells itself.
    noted = () if wanted.lenient else tuple(found)
    is_same = not any(_reasons(manifest, source, wanted, theirs))
    if is_same and not used_by and not any(each.is_error for each in noted):
        return replace(report, warnings=noted)
    plan = Plan(manifest.package, wanted, record.lock, theirs, used_by)
    ended = _compiled(source, plan, found, progress)
    return replace(
        report,
        stale=tuple(_stale(manifest, ended.made.files)),
        reasons=tuple(_reasons(manifest, source, ended.made.options, theirs)),
        warnings=ended.found,
    )


def _compiled(
    source: Source,
    plan: Plan,
    found: Iterable[Diagnostic],
    progress: Callable[[str], None],
) -> Attempt[Compilation]:
    """The client that a build would write."""

    def make(remaining: Remaining, told: Diagnostics) -> Compilation:
        document, noted = upgraded(remaining.source, told)
        whole = replace(plan, left_out=remaining.everything)
        return compile_client(document, whole, noted, progress)

    with without_collection():
        return attempt_valid(source, found, make, bool(plan.options.lenient))


def _files_report(existing: Existing) -> CheckReport:
    foreign = tuple(path for path in existing.foreign if not _is_hidden(path))
    return CheckReport(existing.edited, existing.missing, foreign)


def _is_hidden(path: str) -> bool:
    """Whether a file is some program's own, such as `.DS_Store` or `.mypy_cache`."""
    return any(part.startswith(".") for part in path.split("/"))


def _reasons(
    manifest: Manifest,
    source: Source,
    options: ClientOptions,
    templates: CustomTemplates | None,
) -> Iterator[str]:
    was, is_ = manifest.document, identity_of(source)
    if was.sha256 != is_.sha256:
        if was.version == is_.version:
            yield f"the document has changed, though both are version {is_.version}"
        else:
            yield f"the document is version {is_.version}, and was {was.version}"
    if was.overlays != is_.overlays:
        yield "the overlays are others"
    if was.references != is_.references:
        yield "the files that the document refers to are others"
    if manifest.options != options.to_json():
        yield "the options are others"
    if manifest.templates != (templates.digest if templates else None):
        yield "the templates are others"
    if manifest.generator != GENERATOR:
        yield f"it was built by {manifest.generator}, and this is {GENERATOR}"


def _stale(manifest: Manifest, files: tuple[OutputFile, ...]) -> Iterator[str]:
    fresh = {each.path: digest(each.content) for each in files}
    for path in sorted({*fresh, *manifest.files}):
        if fresh.get(path) != manifest.files.get(path):
            yield path
