"""`codegen build`: clients from documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Unpack

import click

from generator.cli.client_options import Described, asked, describing
from generator.cli.messages import FAILURES, Teller, telling
from generator.cli.progress import shown_progress
from generator.cli.targets import Target, document_of, found_configuration, targets
from generator.cli.watching import Builds, watch
from generator.core.omission import Omission
from generator.core.text import printable
from generator.frontend.coverage import Tally
from generator.frontend.validation import InvalidDocumentError
from generator.naming.apply_name_lock import KeptName
from generator.output import MANIFEST_NAME
from generator.slicing.slice import SchemaCount
from generator.source.load import Source
from generator.workflows.build import BuildRequest, BuildResult, build

_SHOWN_NAMES = 3


@click.command(
    "build",
    epilog="""\b
Examples:
  codegen build specs/stripe.json
      the whole API, into generated/stripe_client
  codegen build specs/stripe.json --package payments
      into generated/payments
  codegen build specs/stripe.json -o src/payments --operation PostCustomers
      one operation and what it needs, into src/payments
  codegen build https://example.com/openapi.yaml --package example
      from a document on the web, into generated/example
  codegen build openapi.yaml --templates my-templates --watch
      again and again, while you change the document or templates of your own
  codegen build specs/stripe.json -o src/acme/payments --used-by src
      what the code in src uses of the package payments
  codegen build
      every client of codegen.toml or pyproject.toml
""",
)
@click.argument("spec", required=False)
@describing
@click.option(
    "--force",
    is_flag=True,
    help="Write over files that were edited by hand, and keep a copy of each.",
)
@click.option(
    "--fresh-names",
    is_flag=True,
    help="Name everything by the rules, whatever it is called in the client that is there.",
)
@click.option(
    "--watch",
    "is_watching",
    is_flag=True,
    help="Build again when a file changes that the build has read, with a line each time, "
    "until Ctrl-C.",
)
@click.option(
    "--strict", is_flag=True, help="Write nothing if there is a warning, either."
)
@telling
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    spec: str | None,
    force: bool,
    fresh_names: bool,
    is_watching: bool,
    quiet: bool,
    strict: bool,
    teller: Teller,
    **said: Unpack[Described],
) -> int:
    """Build a client from SPEC, an OpenAPI 3 or Swagger 2.0 document in JSON or YAML: a file, or
    an https URL.

    Without SPEC, every client of the configuration is built. A folder that codegen wrote
    before is replaced as a whole; files in it that you added stay. Nothing is written if
    there is an error.
    """
    wanted = asked(spec, **said)
    sources: dict[Path, Source] = {}

    def requests() -> list[BuildRequest]:
        return [
            request_of(each, force, fresh_names, strict) for each in targets(wanted)
        ]

    try:
        chosen = requests()
        if is_watching:
            if teller.is_for_programs:
                raise click.UsageError(
                    "--watch tells as it goes: --diagnostics json and sarif are for builds that end"
                )
            file = wanted.configuration or found_configuration()
            builds = Builds(
                requests,
                file,
                lambda each: _built(each, _no_progress, sources),
                sources,
            )
            watch(
                builds,
                lambda: [_reported(each, quiet, sources, teller) for each in chosen],
            )
    except FAILURES as error:
        return teller.refused(error, "", "nothing written")
    return max((_reported(each, quiet, sources, teller) for each in chosen), default=0)


def request_of(
    target: Target, force: bool, fresh_names: bool, strict: bool = False
) -> BuildRequest:
    """What to build for one client."""
    return BuildRequest(
        document=document_of(target),
        output=target.output,
        package=target.package,
        options=target.said.options,
        force=force,
        strict=strict,
        fresh_names=fresh_names,
        templates=Path(target.said.templates) if target.said.templates else None,
        used_by=tuple(map(Path, target.said.used_by)),
    )


def _no_progress(stage: str) -> None:
    """Builds of `--watch` are a line when they are done."""


def _built(
    request: BuildRequest, progress: Callable[[str], None], sources: dict[Path, Source]
) -> BuildResult:
    """Build, and note in `sources` what from, by the folder that it is for."""
    try:
        report = build(request, progress)
    except InvalidDocumentError as error:
        sources[request.output] = error.source
        raise
    sources[request.output] = report.source
    return report


def _reported(
    request: BuildRequest, quiet: bool, sources: dict[Path, Source], teller: Teller
) -> int:
    """Build, and say how it went; gives the exit code."""
    try:
        with shown_progress(quiet or not teller.is_text) as progress:
            report = _built(request, progress, sources)
    except FAILURES as error:
        return teller.refused(error, str(request.document.spec), "nothing written")
    teller.tell(report.summary.diagnostics, report.source, str(request.document.spec))
    if not quiet:
        _say_done(report, request)
    return 0


def _say_done(report: BuildResult, request: BuildRequest) -> None:
    summary, written = report.summary, report.written
    coverage, size = summary.coverage, summary.schema_count
    count = len(written.written) + len(written.unchanged)
    click.echo(
        printable(
            f"{request.output}: {count} files, {len(written.written)} written, "
            f"{len(written.removed)} removed"
        )
    )
    is_part = size is not None
    webhooks = (
        f"{_counted(coverage.webhooks, is_part)} webhooks, "
        if coverage.webhooks.in_document
        else ""
    )
    click.echo(
        f"{_counted(coverage.operations, is_part)} operations, "
        f"{_counted(coverage.schemas, is_part)} schemas, {webhooks}{coverage.dropped} dropped"
    )
    if summary.omissions:
        click.echo(_left_out(summary.omissions))
    if size is not None and size.can_be_cut:
        click.echo(_reached(size, bool(request.options.cut_expansions)))
    for copy in written.copies:
        click.echo(printable(f"kept what was edited by hand: {request.output / copy}"))
    if summary.kept_names:
        click.echo(printable(_kept(summary.kept_names)))
    click.echo(f"\nto start, from {printable(str(request.output.parent))}:\n")
    click.echo(f"    from {request.package_name} import Client")


def _counted(tally: Tally, is_part: bool) -> str:
    """A slice is measured by its document, a whole by all that it should have."""
    if is_part:
        return f"{tally.done} of {tally.in_document}"
    return f"{tally.done}/{tally.total}"


def _left_out(parts: Iterable[Omission]) -> str:
    """How much was left out of what kinds; the reasons have been told as warnings."""
    distinct = dict.fromkeys((each.at, each.kind) for each in parts)
    counts = Counter(kind for _, kind in distinct)
    listed = ", ".join(
        f"{count} {kind if count == 1 else f'{kind}s'}"
        for kind, count in counts.items()
    )
    return f"left out: {listed} ({MANIFEST_NAME} lists them)"


def _reached(size: SchemaCount, is_cut: bool) -> str:
    """What expansions are worth in a part of an API."""
    count = size.expanded if is_cut else size.without_expansions
    noun = "schema" if count == 1 else "schemas"
    return f"{count} {noun} {'without' if is_cut else 'with'} --cut-expansions"


def _kept(names: tuple[KeptName, ...]) -> str:
    shown = "; ".join(
        f"{each.name}, by the rules {each.derived}" for each in names[:_SHOWN_NAMES]
    )
    more = len(names) - _SHOWN_NAMES
    rest = f"; and {more} more" if more > 0 else ""
    plural = "name" if len(names) == 1 else "names"
    return (
        f"{len(names)} {plural} kept from the build before: {shown}{rest} "
        "(--fresh-names gives them up)"
    )
