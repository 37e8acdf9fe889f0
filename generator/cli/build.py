"""`codegen build`: build clients from documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Unpack

import click

from generator.cli.client_options import (
    ClientArguments,
    client_options,
    parse_command_line,
)
from generator.cli.client_targets import (
    ClientTarget,
    find_current_configuration,
    find_targets,
)
from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.document_argument import STDIN_ARGUMENT
from generator.cli.terminal import print_line, progress_bar
from generator.cli.watch import WatchedBuilds, watch
from generator.core.omission import Omission
from generator.core.progress import Progress, no_progress
from generator.core.text import count_noun
from generator.frontend.coverage import Tally
from generator.frontend.validation import InvalidDocumentError
from generator.naming.apply_name_lock import KeptName
from generator.output import MANIFEST_NAME, client_of_project
from generator.slicing.slice import SchemaCount
from generator.source.load import Source
from generator.workflows.build import STAGES, BuildRequest, BuildResult, build

# How many kept names are listed.
_MOST_NAMES = 3


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
      from a URL, into generated/example
  codegen build https://example.com/private.yaml --header-env Authorization=DOCS_TOKEN
      from a URL behind a token
  python -m app.openapi | codegen build - -o src/payments
      from another program
  codegen build specs/stripe.json --project -o stripe-sdk
      a project with pyproject.toml, and the package in stripe-sdk/src/stripe_sdk
  codegen build openapi.yaml --templates my-templates --watch
      rebuild while you edit the document or your own templates
  codegen build specs/stripe.json -o src/acme/payments --used-by src
      only what the code in src uses of the package payments
  codegen build
      all clients of codegen.toml or pyproject.toml
""",
)
@click.argument("spec", required=False)
@client_options
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite edited files, and keep a copy of each.",
)
@click.option(
    "--fresh-names",
    is_flag=True,
    help="Name everything by the rules, instead of keeping the names of the existing client.",
)
@click.option(
    "--watch",
    "is_watching",
    is_flag=True,
    help="Rebuild whenever an input changes, until Ctrl-C.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@diagnostics_options
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    spec: str | None,
    force: bool,
    fresh_names: bool,
    is_watching: bool,
    quiet: bool,
    strict: bool,
    reporter: Reporter,
    **arguments: Unpack[ClientArguments],
) -> int:
    """Build a client from SPEC, an OpenAPI 3 or Swagger 2.0 document in JSON or YAML: a file, an
    https URL, or - for standard input.

    Without SPEC, build all clients of the configuration. An existing client is replaced as a
    whole; files that you added to its folder are kept. If there is an error, nothing is
    written.
    """
    if is_watching and spec == STDIN_ARGUMENT:
        raise click.UsageError(
            "--watch cannot be combined with -: standard input can be read only once"
        )
    command_line = parse_command_line(spec, **arguments)
    runner = _BuildRunner(reporter, quiet)

    def find_requests() -> list[BuildRequest]:
        return [
            _build_request(target, force, fresh_names, strict)
            for target in find_targets(command_line)
        ]

    try:
        requests = find_requests()
        if is_watching:
            if reporter.writes_document:
                raise click.UsageError(
                    "--watch cannot be combined with --diagnostics json or sarif"
                )
            builds = WatchedBuilds(
                find_requests,
                command_line.configuration or find_current_configuration(),
                runner.build,
                runner.sources,
            )
            watch(builds, lambda: runner.run(requests))
    except FAILURES as error:
        return reporter.report_failure(error, "", "nothing written")
    return runner.run(requests)


def _build_request(
    target: ClientTarget, force: bool, fresh_names: bool, strict: bool
) -> BuildRequest:
    settings = target.settings
    _check_folder(target)
    return BuildRequest(
        document=target.document,
        output=target.output,
        package=target.package,
        project=target.project,
        options=settings.options,
        force=force,
        strict=strict,
        fresh_names=fresh_names,
        templates=Path(settings.templates) if settings.templates else None,
        used_by=tuple(map(Path, settings.used_by)),
    )


def _check_folder(target: ClientTarget) -> None:
    """Check that a project is not built into a client, nor a client into a project.

    Raises:
        click.UsageError: it would be; or the project would not carry its runtime.
    """
    project, output = target.project, target.output
    if project is None:
        existing = client_of_project(output)
        if existing is not None:
            raise click.UsageError(
                f"{output} is a project with the client {existing}: add --project, or give "
                "another folder with -o"
            )
        return
    if (project / MANIFEST_NAME).is_file():
        raise click.UsageError(
            f"{project} is a client, and cannot contain a project: give another folder with -o"
        )
    if target.settings.options.runtime:
        raise click.UsageError(
            "a project carries its own runtime: omit --project, or remove `runtime` from the "
            "configuration"
        )


class _BuildRunner:
    """Runs builds, and reports their results.

    `sources` is the last document of each output folder, for `--watch`.
    """

    def __init__(self, reporter: Reporter, quiet: bool) -> None:
        self.sources: dict[Path, Source] = {}
        self._reporter = reporter
        self._quiet = quiet

    def build(
        self, request: BuildRequest, progress: Progress = no_progress
    ) -> BuildResult:
        """Build a client."""
        try:
            result = build(request, progress)
        except InvalidDocumentError as error:
            self.sources[request.output] = error.source
            raise
        self.sources[request.output] = result.source
        return result

    def run(self, requests: Iterable[BuildRequest]) -> int:
        """Build clients and print summaries; returns the exit code."""
        return max(map(self._run, requests), default=0)

    def _run(self, request: BuildRequest) -> int:
        document = str(request.document.spec)
        try:
            shows_progress = not self._quiet and self._reporter.writes_text
            with progress_bar(STAGES, shows_progress) as progress:
                result = self.build(request, progress)
        except FAILURES as error:
            return self._reporter.report_failure(error, document, "nothing written")
        self._reporter.report_diagnostics(
            result.summary.diagnostics, result.source, document
        )
        if not self._quiet:
            _print_summary(result, request)
        return 0


def _print_summary(result: BuildResult, request: BuildRequest) -> None:
    summary, written = result.summary, result.written
    coverage, size = summary.coverage, summary.schema_count
    count = len(written.written) + len(written.unchanged)
    print_line(
        f"{request.output}: {count} files, {len(written.written)} written, "
        f"{len(written.removed)} removed"
    )
    is_slice = size is not None
    webhooks = (
        f"{_ratio(coverage.webhooks, is_slice)} webhooks, "
        if coverage.webhooks.in_document
        else ""
    )
    print_line(
        f"{_ratio(coverage.operations, is_slice)} operations, "
        f"{_ratio(coverage.schemas, is_slice)} schemas, {webhooks}{coverage.dropped} dropped"
    )
    if summary.omissions:
        print_line(_describe_omissions(summary.omissions))
    if size is not None and size.can_be_cut:
        print_line(_describe_expansions(size, bool(request.options.cut_expansions)))
    for copy in written.copies:
        print_line(f"kept a copy of the edited file: {request.output / copy}")
    if summary.kept_names:
        print_line(_describe_kept_names(summary.kept_names))
    if result.project_files:
        files = ", ".join(result.project_files)
        print_line(f"{request.project}: wrote {files}; edit them, they are yours")
    elif request.project is not None and not written.unchanged:
        print_line(
            f"{request.project}: is a project already, and was left as it is; the client "
            "requires httpx2"
        )
    print_line("")
    if request.project is None:
        print_line(f"to use it, from {request.output.parent}:")
    else:
        print_line(f"to use it, after pip install {request.project}:")
    print_line("")
    print_line(f"    from {request.package_name} import Client")


def _ratio(tally: Tally, is_slice: bool) -> str:
    """The size of a slice relative to its document, or of a whole API to what it should have."""
    if is_slice:
        return f"{tally.done} of {tally.in_document}"
    return f"{tally.done}/{tally.total}"


def _describe_omissions(omissions: Iterable[Omission]) -> str:
    """Count what was left out, by type; warnings give the reasons."""
    distinct = dict.fromkeys((omission.at, omission.kind) for omission in omissions)
    counts = Counter(kind for _, kind in distinct)
    listed = ", ".join(count_noun(count, kind) for kind, count in counts.items())
    return f"left out: {listed} ({MANIFEST_NAME} lists them)"


def _describe_expansions(size: SchemaCount, is_cut: bool) -> str:
    """Compare the size of a slice with and without expandable fields."""
    count = size.expanded if is_cut else size.without_expansions
    noun = "schema" if count == 1 else "schemas"
    return f"{count} {noun} {'without' if is_cut else 'with'} --cut-expansions"


def _describe_kept_names(names: tuple[KeptName, ...]) -> str:
    listed = "; ".join(
        f"{kept.name} instead of {kept.derived}" for kept in names[:_MOST_NAMES]
    )
    more = len(names) - _MOST_NAMES
    rest = f"; and {more} more" if more > 0 else ""
    existing = count_noun(len(names), "existing name")
    return f"kept {existing}: {listed}{rest} (--fresh-names renames)"
