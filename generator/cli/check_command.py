"""`codegen check`: are clients as a build would leave them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from generator.cli.client_options import configured
from generator.cli.messages import FAILURES, Teller, telling
from generator.cli.targets import (
    Asked,
    Target,
    document_of,
    found_configuration,
    targets,
)
from generator.config import (
    ClientConfiguration,
    ClientOptions,
)
from generator.core.diagnostics import DocumentError
from generator.core.text import printable
from generator.frontend.validation import InvalidDocumentError
from generator.output import OutputError, is_copy
from generator.source.load import Location, parse_location
from generator.workflows.check import CheckRequest, CheckResult, check
from generator.workflows.client_record import read_record

# The exit code where nothing can be said of a client: 1 says that it is stale.
UNCHECKED = 2
_SHOWN = 20


@click.command(
    "check",
    epilog="""\b
Examples:
  codegen check
      every client of codegen.toml or pyproject.toml, against its document
  codegen check src/payments
      were files of this client edited, added or taken away?
  codegen check src/payments --spec specs/stripe.json
      and is it what this document gives?
  codegen check src/payments --spec specs/stripe.json --used-by src
      and has it what the code in src uses of it today?
""",
)
@click.argument(
    "folders", nargs=-1, type=click.Path(path_type=Path), metavar="[CLIENT]…"
)
@click.option(
    "--spec", metavar="SPEC", help="The document that the client should be built from."
)
@click.option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="With --spec: the overlays to apply to it, in their order.",
)
@click.option(
    "--allow-references",
    metavar="PLACE",
    multiple=True,
    help="With --spec: where else its references may lead than into its own folder.",
)
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(),
    help="With --spec: the templates of your own that the client was built with.",
)
@click.option(
    "--used-by",
    metavar="PATH",
    multiple=True,
    type=click.Path(),
    help="With --spec: the Python sources that say which operations and types the client has.",
)
@configured
@click.option(
    "--allow-foreign",
    is_flag=True,
    help="Files that no build made are no reason to fail.",
)
@telling
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    folders: tuple[Path, ...],
    spec: str | None,
    overlays: tuple[str, ...],
    allow_references: tuple[str, ...],
    templates: str | None,
    used_by: tuple[str, ...],
    configuration: Path | None,
    allow_foreign: bool,
    quiet: bool,
    teller: Teller,
) -> int:
    """Say whether clients are what their documents and options give today.

    Names each file that is stale, missing, edited by hand or foreign, and ends with 1 if
    there is any; with 2 if a client could not be checked. Nothing is written.
    """
    if spec is not None and len(folders) != 1:
        raise click.UsageError("--spec is for one client: give its folder")
    if (overlays or allow_references or templates or used_by) and spec is None:
        raise click.UsageError(
            "--overlay, --allow-references, --templates and --used-by go with a document: "
            "give --spec"
        )
    try:
        if spec is None:
            chosen = _chosen(folders, configuration)
        else:
            said = ClientConfiguration(
                spec,
                overlays=overlays,
                allow_references=allow_references,
                templates=templates,
                used_by=used_by,
            )
            chosen = [_said(folders[0], said)]
    except FAILURES as error:
        return _unchecked(error, "", teller)
    return max(
        (_told(each, allow_foreign, quiet, teller) for each in chosen), default=0
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    """A client to check: against a document, with options if not its own, and what else is said."""

    folder: Path
    spec: Location | None = None
    options: ClientOptions | None = None
    said: ClientConfiguration = ClientConfiguration()  # noqa: RUF009 - frozen


def _chosen(folders: tuple[Path, ...], configuration: Path | None) -> list[_Checked]:
    path = configuration or found_configuration()
    if path is None and not folders:
        raise click.UsageError("give the folder of a client, or write a configuration")
    configured = targets(Asked(ClientConfiguration(), path)) if path is not None else ()
    if not folders:
        return [_of(each) for each in configured]
    by_folder = {each.output.resolve(): _of(each) for each in configured}
    return [by_folder.get(folder.resolve(), _Checked(folder)) for folder in folders]


def _of(target: Target) -> _Checked:
    said = target.said
    return _Checked(target.output, target.spec, said.options, said)


def _said(folder: Path, said: ClientConfiguration) -> _Checked:
    """A client, and what the command line says of it beside its own options."""
    options = None
    if said.used_by:
        # What was used then and what was asked for beside it are one list in the manifest.
        options = read_record(folder).options
        kept = replace(options.selection, operations=(), types=(), webhooks=())
        options = replace(options, selection=kept)
    return _Checked(folder, parse_location(said.spec or ""), options, said)


def _unchecked(
    error: InvalidDocumentError | DocumentError | OutputError,
    document: str,
    teller: Teller,
) -> int:
    teller.refused(error, document, "nothing checked")
    return UNCHECKED


def _told(each: _Checked, allow_foreign: bool, quiet: bool, teller: Teller) -> int:
    """Check a client, and say how it is; gives the exit code."""
    try:
        report = _checked(each, teller)
    except FAILURES as error:
        return _unchecked(error, str(each.spec or each.folder), teller)
    is_well = report.is_current and (allow_foreign or not report.foreign)
    if not (quiet and is_well):
        _say_report(each, report, allow_foreign)
    return 0 if is_well else 1


def _checked(each: _Checked, teller: Teller) -> CheckResult:
    report = check(_request_of(each))
    teller.tell(report.diagnostics, report.source, str(each.spec or each.folder))
    return report


def _request_of(client: _Checked) -> CheckRequest:
    said = client.said
    if client.spec is None:
        return CheckRequest(client.folder)
    return CheckRequest(
        folder=client.folder,
        document=document_of(Target(client.spec, client.folder, said)),
        options=client.options,
        templates=Path(said.templates) if said.templates else None,
        used_by=tuple(map(Path, said.used_by)),
    )


def _say_report(each: _Checked, report: CheckResult, allow_foreign: bool) -> None:
    """A line for each reason and file; what is as it should be is said in one."""
    lines = [f"  stale: {reason}" for reason in report.reasons]
    lines += _listed("stale", report.stale)
    lines += _listed("edited", report.edited)
    lines += _listed("missing", report.missing)
    copies = tuple(path for path in report.foreign if is_copy(path))
    others = tuple(path for path in report.foreign if path not in copies)
    lines += _listed("copy that --force kept", () if allow_foreign else copies)
    lines += _listed("foreign", () if allow_foreign else others)
    if not lines:
        against = f" of {each.spec}" if each.spec is not None else ""
        click.echo(printable(f"{each.folder}: as a build{against} leaves it"))
        return
    click.echo(printable(f"{each.folder}: not as a build leaves it"))
    for line in lines:
        click.echo(printable(line))


def _listed(what: str, paths: tuple[str, ...]) -> Iterable[str]:
    yield from (f"  {what}: {path}" for path in paths[:_SHOWN])
    if len(paths) > _SHOWN:
        yield f"  {what}: and {len(paths) - _SHOWN} more"
