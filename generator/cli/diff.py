"""`codegen diff`: compare two documents or clients, and report what changes for callers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from generator.cli.client_options import header_options
from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.document_argument import (
    document_headers,
    parse_header_variables,
    parse_headers,
    read_location,
    require_single_standard_input,
)
from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.markdown import (
    DEFAULT_LIMIT,
    MIN_LIMIT,
    render_markdown,
)
from generator.interface_diff.report.report import Report, build_report
from generator.interface_diff.report.text import render_text
from generator.interface_diff.rules.rule_table import rules_text
from generator.source.load import Url, parse_location
from generator.workflows.diff import DiffRequest, diff

Format = Literal["text", "markdown", "json"]
FailOn = Literal["breaking", "any", "never"]


def _print_rules(context: click.Context, _: click.Parameter, is_set: bool) -> None:
    if is_set and not context.resilient_parsing:
        click.echo(rules_text(), nl=False)
        context.exit()


@click.command(
    "diff",
    epilog="""\b
Examples:
  codegen diff old.json new.json
      what changes for callers, breaking changes first
  codegen diff generated/stripe_client new.json --fail-on breaking
      what the next build would change; exit code 1 if it breaks callers
  codegen diff old.json new.json --format markdown > changes.md
      for the description of a pull request
""",
)
@click.argument("old")
@click.argument("new")
@header_options
@click.option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Apply an OpenAPI overlay to OLD and NEW, if they are documents. Several are "
    "applied in order.",
)
@click.option(
    "--allow-references",
    metavar="LOCATION",
    multiple=True,
    help="Allow references outside of a document's folder, to a file, a folder or a URL "
    "prefix.",
)
@click.option(
    "--lenient",
    is_flag=True,
    help="Leave out parts of the documents that have errors.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Format of the changes on stdout.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "any", "never"]),
    default="never",
    show_default=True,
    help="Changes that make the exit code 1.",
)
@click.option(
    "--limit",
    metavar="CHARACTERS",
    type=click.IntRange(min=MIN_LIMIT),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="Maximal length of Markdown. Changes beyond it are only counted.",
)
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_rules,
    help="Print which changes are breaking, and exit.",
)
@diagnostics_options
def command(
    old: str,
    new: str,
    headers: tuple[str, ...],
    header_variables: tuple[str, ...],
    overlays: tuple[Path, ...],
    allow_references: tuple[str, ...],
    lenient: bool,
    format_: Format,
    fail_on: FailOn,
    limit: int,
    reporter: Reporter,
) -> int:
    """Compare OLD and NEW, and report what changes for callers of the client.

    OLD and NEW are OpenAPI documents, by path or URL, or folders of clients; one of them can
    be - for standard input. Clients are parsed, never run. A document that is compared with
    a client is read with the client's options.
    """
    require_single_standard_input((old, new))
    fields = parse_headers(headers)
    variables = parse_header_variables(header_variables)
    try:
        request = DiffRequest(
            old=read_location(old),
            new=read_location(new),
            overlays=overlays,
            allow_references=tuple(map(parse_location, allow_references)),
            lenient=lenient,
        )
        if fields or variables:
            url = _single_url(request)
            request = replace(request, headers=document_headers(url, fields, variables))
        result = diff(request)
    except FAILURES as error:
        return reporter.report_failure(error, "", "nothing compared")
    names = (str(request.old), str(request.new))
    report = build_report(result.old, result.new, result.changes, names)
    click.echo(_render(report, format_, limit), nl=False)
    return int(_fails(report, fail_on))


def _single_url(request: DiffRequest) -> Url:
    """The document that headers are for.

    Raises:
        click.UsageError: none or both sides are URLs, so it is unclear.
    """
    match request:
        case DiffRequest(old=Url() as url, new=other) if not isinstance(other, Url):
            return url
        case DiffRequest(old=other, new=Url() as url) if not isinstance(other, Url):
            return url
    raise click.UsageError(
        "--header and --header-env require that exactly one of OLD and NEW is a URL"
    )


def _render(report: Report, format_: Format, limit: int) -> str:
    match format_:
        case "text":
            return render_text(report)
        case "markdown":
            return render_markdown(report, limit)
        case "json":
            return render_json(report)


def _fails(report: Report, fail_on: FailOn) -> bool:
    match fail_on:
        case "breaking":
            return any(change.breaking for change in report.changes)
        case "any":
            return bool(report.changes)
        case "never":
            return False
