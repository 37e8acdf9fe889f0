"""The whole way from a document to a client on disk: each stage in its order, called once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.accounting import NOTHING_COUNTED, Count
from generator.bundle import read_bundled
from generator.collecting import without_collection
from generator.compile import Compilation, Plan, compile_client
from generator.configuration import NO_OPTIONS, ClientOptions
from generator.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.load import Location, Source
from generator.manifest import locked_names, manifest_of
from generator.naming.locking import KeptName
from generator.output import (
    MANIFEST_NAME,
    OutputError,
    WriteReport,
    read_existing,
    write_client,
)
from generator.parts import Reach
from generator.pointer import Pointer
from generator.remembered import Remembered, fingerprint, recall, remember
from generator.render.templates import read_templates
from generator.spec.validate_process import ValidationProcess
from generator.upgrade import upgraded

_T = TypeVar("_T")
# Nothing in such a document means what it would in another.
NOT_READ = frozenset(("not-openapi", "unsupported-version"))
STAGES = ("read", "parse", "lower", "name", "declare", "render", "validate", "write")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: a document, the folder to write, the package's name, and options.

    `sha256` is the hash that the document must have, if any. `overlays` are applied to it first,
    one after the other, and it may refer to `allow_references` beside what is in its own folder;
    `templates` is the folder of those that take the place of codegen's.
    `force` writes over what was edited by hand and keeps a copy; `strict` takes a warning for
    an error; `fresh_names` does not keep the
    names of the client that is there. `used_by` are Python sources: see
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


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `dropped` counts what was asked for and is not in the client.

    `reach` says what a part of the document comes to with its expandable fields and without.
    """

    source: Source
    operations: Count
    schemas: Count
    written: WriteReport
    warnings: tuple[Diagnostic, ...]
    kept_names: tuple[KeptName, ...] = ()
    reach: Reach | None = None
    webhooks: Count = NOTHING_COUNTED

    @property
    def dropped(self) -> int:
        counts = (self.operations, self.schemas, self.webhooks)
        return sum(each.total - each.done for each in counts)


class BuildError(Exception):
    """The document is at fault: all that was found, and the source to find the places in."""

    def __init__(self, diagnostics: Iterable[Diagnostic], source: Source) -> None:
        self.diagnostics = tuple(diagnostics)
        self.source = source
        super().__init__("; ".join(each.message for each in self.diagnostics))


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
    with without_collection():
        return _build(request, progress)


def _build(request: BuildRequest, progress: Callable[[str], None]) -> BuildReport:
    progress("read")
    diagnostics = Diagnostics()
    source = read_bundled(
        request.spec,
        request.overlays,
        diagnostics,
        request.sha256,
        request.allow_references,
    )
    report = _report_again(request, source) if not diagnostics.has_errors else None
    if report is not None:
        return report
    compilation, found = checked(
        source,
        diagnostics,
        lambda: _compiled(source, request, diagnostics, progress),
        lambda: progress("validate"),
    )
    _raise_dropped(compilation, source)
    if request.strict and found:
        raise BuildError(found, source)
    progress("write")
    manifest = manifest_of(source, request.package, compilation.options, compilation)
    written = write_client(
        request.output, compilation.files, manifest, force=request.force
    )
    told = Remembered(
        compilation.account.operations,
        compilation.account.schemas,
        found,
        compilation.part.kept_names,
        compilation.part.reach,
        compilation.account.webhooks,
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
    return BuildReport(
        source=source,
        operations=told.operations,
        schemas=told.schemas,
        written=written,
        warnings=told.warnings,
        kept_names=told.kept_names,
        reach=told.reach,
        webhooks=told.webhooks,
    )


def checked(
    source: Source,
    diagnostics: Diagnostics,
    make: Callable[[], _T],
    on_wait: Callable[[], None],
) -> tuple[_T, tuple[Diagnostic, ...]]:
    """What `make` makes of a document, which is validated meanwhile; and what there is to tell.

    Args:
        source: the document.
        diagnostics: what has been noted already, and where `make` notes more.
        make: makes something of the document, which it takes to be valid.
        on_wait: called when there is nothing left to do but to wait for the validation.

    Raises:
        BuildError: the document is not valid, or an error was noted.
    """
    # Validation and the build have nothing to say to each other until both are done.
    with ValidationProcess.start(source) as validation:
        made: list[_T] = []
        try:
            made.append(make())
        except DocumentError as error:
            diagnostics.extend(error.diagnostics)
        except Exception:
            # A document that is not valid is told as such, not as what it led to.
            _raise_problems(_joined(validation.result(), diagnostics), source)
            raise
        on_wait()
        found = _joined(validation.result(), diagnostics)
        _raise_problems(found, source)
    return made[0], found  # without one there was an error


def _joined(
    invalid: tuple[Diagnostic, ...], others: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """What validation tells and what the build does, without what only follows from the former.

    That is whatever else is said of a place that is invalid, and of what is inside of it; of a
    document that is not OpenAPI it is everything.
    """
    if any(each.code in NOT_READ for each in invalid):
        return invalid
    wrong = {
        each.at.tokens
        for each in invalid
        if each.severity == "error" and each.at is not None
    }
    return tuple(
        dict.fromkeys(
            [*invalid, *(each for each in others if not _is_inside(each.at, wrong))]
        )
    )


def _is_inside(at: Pointer | None, places: AbstractSet[tuple[str, ...]]) -> bool:
    tokens = at.tokens if at is not None else ()
    return any(tokens[:length] in places for length in range(1, len(tokens) + 1))


def _compiled(
    source: Source,
    request: BuildRequest,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
) -> Compilation:
    document, noted = upgraded(source, diagnostics)
    lock = locked_names(None if request.fresh_names else request.output)
    templates = read_templates(request.templates) if request.templates else None
    plan = Plan(
        request.package, request.options, lock, templates, used_by=request.used_by
    )
    return compile_client(document, plan, noted, progress)


def _raise_problems(diagnostics: Iterable[Diagnostic], source: Source) -> None:
    found = tuple(diagnostics)
    if any(each.severity == "error" for each in found):
        raise BuildError(found, source)


def _raise_dropped(compilation: Compilation, source: Source) -> None:
    """Better no client than one that lacks something in silence."""
    account = compilation.account
    dropped = sum(
        each.total - each.done
        for each in (account.operations, account.schemas, account.webhooks)
    )
    if dropped:
        missing = Diagnostic(
            "dropped",
            f"{dropped} operations, schemas or webhooks would be missing from the client",
            None,
            "this is an error in codegen: please report it with the document",
        )
        raise BuildError([missing], source)
