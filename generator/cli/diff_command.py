"""`codegen diff`: what changes for callers between two documents, clients, or one of each."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from generator.cli.messages import FAILURES, Teller, telling
from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.markdown import (
    DEFAULT_LIMIT,
    MIN_LIMIT,
    render_markdown,
)
from generator.interface_diff.report.report import Report, build_report
from generator.interface_diff.report.text import render_text
from generator.interface_diff.rules.rule_table import rules_text
from generator.source.load import parse_location
from generator.workflows.diff import DiffRequest, diff

Format = Literal["text", "markdown", "json"]
FailOn = Literal["breaking", "any", "never"]


def _show_rules(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        click.echo(rules_text(), nl=False)
        context.exit()


@click.command(
    "diff",
    epilog="""\b
Examples:
  codegen diff old.json new.json
      what changes, what breaks callers first
  codegen diff generated/stripe_client new.json --fail-on breaking
      what the next build would change; exits with 1 if it breaks callers
  codegen diff old.json new.json --format markdown > changes.md
      for the description of a pull request
""",
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Applied to OLD and NEW where they are documents; may be given several times.",
)
@click.option(
    "--allow-references",
    metavar="PLACE",
    multiple=True,
    help="Where else the references of documents may lead than into their own folders.",
)
@click.option(
    "--lenient",
    is_flag=True,
    help="Leave out what documents have errors in, where that can be.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to write the changes.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "any", "never"]),
    default="never",
    show_default=True,
    help="Which changes make the exit code 1.",
)
@click.option(
    "--limit",
    metavar="CHARACTERS",
    type=click.IntRange(min=MIN_LIMIT),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="How long Markdown may be; what has no room is counted.",
)
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_rules,
    help="Print what counts as breaking, and exit.",
)
@telling
def command(
    old: str,
    new: str,
    overlays: tuple[Path, ...],
    allow_references: tuple[str, ...],
    lenient: bool,
    format_: Format,
    fail_on: FailOn,
    limit: int,
    teller: Teller,
) -> int:
    """Tell what changes for callers from OLD to NEW, in the client's own terms.

    OLD and NEW are OpenAPI documents, by path or URL, or folders that codegen built.
    Clients are read, never run, and a document beside one is taken with the options
    that it was built with. The changes go to stdout.
    """
    request = DiffRequest(
        old=parse_location(old),
        new=parse_location(new),
        overlays=overlays,
        allow_references=tuple(map(parse_location, allow_references)),
        lenient=lenient,
    )
    try:
        result = diff(request)
    except FAILURES as error:
        return teller.refused(error, "", "nothing compared")
    names = (str(request.old), str(request.new))
    told = build_report(result.old, result.new, result.changes, names)
    click.echo(_written(told, format_, limit), nl=False)
    return int(_fails(told, fail_on))


def _written(told: Report, format_: Format, limit: int) -> str:
    match format_:
        case "text":
            return render_text(told)
        case "markdown":
            return render_markdown(told, limit)
        case "json":
            return render_json(told)


def _fails(told: Report, fail_on: FailOn) -> bool:
    match fail_on:
        case "breaking":
            return any(each.breaking for each in told.changes)
        case "any":
            return bool(told.changes)
        case "never":
            return False
