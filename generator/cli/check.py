"""`codegen check`: check whether clients are up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from generator.cli.client_options import configuration_option, header_options
from generator.cli.client_targets import (
    ClientTarget,
    CommandLine,
    find_current_configuration,
    find_targets,
)
from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.document_argument import (
    STDIN_ARGUMENT,
    Headers,
    parse_header_variables,
    parse_headers,
    read_location,
)
from generator.cli.terminal import print_line
from generator.config import ClientConfiguration, ClientOptions
from generator.output import client_of_project, is_copy
from generator.workflows.check import CheckRequest, CheckResult, check
from generator.workflows.client_record import read_record

# Exit codes. A client that is not up to date is not the same as one that could not be checked.
_NOT_UP_TO_DATE = 1
_NOT_CHECKED = 2
# How many files of each status are listed.
_MOST_LISTED = 20


@click.command(
    "check",
    epilog="""\b
Examples:
  codegen check
      all clients of codegen.toml or pyproject.toml
  codegen check src/payments
      whether files of this client were edited, added or removed
  codegen check src/payments --spec specs/stripe.json
      also whether it is up to date with this document
  codegen check src/payments --spec - < openapi.json
      the same with a document from another program
  codegen check src/payments --spec specs/stripe.json --used-by src
      also whether it has what the code in src uses
""",
)
@click.argument(
    "folders", nargs=-1, type=click.Path(path_type=Path), metavar="[CLIENT]…"
)
@click.option(
    "--spec",
    metavar="SPEC",
    help="Document to check the client against; - for standard input.",
)
@header_options
@click.option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="With --spec: overlays of the document, in order.",
)
@click.option(
    "--allow-references",
    metavar="LOCATION",
    multiple=True,
    help="With --spec: allow references outside of the document's folder.",
)
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(),
    help="With --spec: folder of the templates that the client was built with.",
)
@click.option(
    "--used-by",
    metavar="PATH",
    multiple=True,
    type=click.Path(),
    help="With --spec: Python sources that use the client.",
)
@configuration_option
@click.option("--allow-foreign", is_flag=True, help="Allow files that no build wrote.")
@diagnostics_options
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    folders: tuple[Path, ...],
    spec: str | None,
    headers: tuple[str, ...],
    header_variables: tuple[str, ...],
    overlays: tuple[str, ...],
    allow_references: tuple[str, ...],
    templates: str | None,
    used_by: tuple[str, ...],
    configuration: Path | None,
    allow_foreign: bool,
    quiet: bool,
    reporter: Reporter,
) -> int:
    """Check whether clients are up to date with their documents and options.

    Lists files that are stale, missing, edited or foreign. The exit code is 0 if all clients
    are up to date, 1 if one is not, and 2 if one could not be checked. Nothing is written.
    """
    if spec is not None and len(folders) != 1:
        raise click.UsageError("--spec requires a single client: give its folder")
    if Path(STDIN_ARGUMENT) in folders:
        raise click.UsageError(
            "a client cannot be read from standard input: give its folder, and --spec - for "
            "the document"
        )
    needs_spec = overlays or allow_references or templates or used_by
    if (needs_spec or headers or header_variables) and spec is None:
        raise click.UsageError(
            "--header, --header-env, --overlay, --allow-references, --templates and --used-by "
            "require --spec"
        )
    checker = _Checker(reporter, allow_foreign, quiet)
    folders = tuple(client_of_project(folder) or folder for folder in folders)
    try:
        if spec is None:
            clients = _find_clients(folders, configuration)
        else:
            settings = ClientConfiguration(
                spec,
                header_env=parse_header_variables(header_variables),
                overlays=overlays,
                allow_references=allow_references,
                templates=templates,
                used_by=used_by,
            )
            secrets = parse_headers(headers)
            clients = [_client_of_command_line(folders[0], settings, secrets)]
    except FAILURES as error:
        reporter.report_failure(error, "", "nothing checked")
        return _NOT_CHECKED
    return max(map(checker.run, clients), default=0)


@dataclass(frozen=True, slots=True)
class _CheckedClient:
    """A client to check: against a document, or only against its manifest.

    `options` are those to build it with; None for those in its manifest.
    """

    folder: Path
    target: ClientTarget | None = None
    options: ClientOptions | None = None

    @property
    def request(self) -> CheckRequest:
        """The request to check it."""
        if self.target is None:
            return CheckRequest(self.folder)
        settings = self.target.settings
        return CheckRequest(
            folder=self.folder,
            document=self.target.document,
            options=self.options,
            templates=Path(settings.templates) if settings.templates else None,
            used_by=tuple(map(Path, settings.used_by)),
        )

    @property
    def document(self) -> str:
        """The name of the document in diagnostics; without one, the folder."""
        return str(self.folder if self.target is None else self.target.spec)


def _find_clients(
    folders: tuple[Path, ...], configuration: Path | None
) -> list[_CheckedClient]:
    """The clients in `folders`, with their documents if they are configured; by default all."""
    path = configuration or find_current_configuration()
    if path is None and not folders:
        raise click.UsageError("give the folder of a client, or write a configuration")
    targets = (
        find_targets(CommandLine(ClientConfiguration(), path))
        if path is not None
        else ()
    )
    clients = [
        _CheckedClient(target.output, target, target.settings.options)
        for target in targets
    ]
    if not folders:
        return clients
    by_folder = {client.folder.resolve(): client for client in clients}
    return [
        by_folder.get(folder.resolve(), _CheckedClient(folder)) for folder in folders
    ]


def _client_of_command_line(
    folder: Path, settings: ClientConfiguration, headers: Headers
) -> _CheckedClient:
    options = None
    if settings.used_by:
        # The manifest does not distinguish what was selected from what was used at the time.
        options = read_record(folder).options
        selection = replace(options.selection, operations=(), types=(), webhooks=())
        options = replace(options, selection=selection)
    spec = read_location(settings.spec or "")
    target = ClientTarget(spec, folder, settings, headers=headers)
    return _CheckedClient(folder, target, options)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Checks clients, and prints the results."""

    reporter: Reporter
    allow_foreign: bool
    quiet: bool

    def run(self, client: _CheckedClient) -> int:
        """Check a client; returns the exit code."""
        try:
            result = check(client.request)
            self.reporter.report_diagnostics(
                result.diagnostics, result.source, client.document
            )
        except FAILURES as error:
            self.reporter.report_failure(error, client.document, "nothing checked")
            return _NOT_CHECKED
        is_up_to_date = result.is_current and (self.allow_foreign or not result.foreign)
        if not (self.quiet and is_up_to_date):
            self._print_result(client, result)
        return 0 if is_up_to_date else _NOT_UP_TO_DATE

    def _print_result(self, client: _CheckedClient, result: CheckResult) -> None:
        lines = list(self._describe(result))
        if not lines:
            target = client.target
            document = f" with {target.spec}" if target is not None else ""
            print_line(f"{client.folder}: up to date{document}")
            return
        print_line(f"{client.folder}: not up to date")
        for line in lines:
            print_line(f"  {line}")

    def _describe(self, result: CheckResult) -> Iterator[str]:
        """A line for each reason and file."""
        yield from (f"stale: {reason}" for reason in result.reasons)
        yield from _list_files("stale", result.stale)
        yield from _list_files("edited", result.edited)
        yield from _list_files("missing", result.missing)
        if not self.allow_foreign:
            copies = tuple(path for path in result.foreign if is_copy(path))
            others = tuple(path for path in result.foreign if path not in copies)
            yield from _list_files("copy kept by --force", copies)
            yield from _list_files("foreign", others)


def _list_files(status: str, paths: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{status}: {path}" for path in paths[:_MOST_LISTED])
    if len(paths) > _MOST_LISTED:
        yield f"{status}: and {len(paths) - _MOST_LISTED} more"
