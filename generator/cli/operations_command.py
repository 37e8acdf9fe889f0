"""`codegen operations`: what a document has, and what it is called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from generator.cli.client_options import selecting
from generator.cli.messages import FAILURES, refused, say_diagnostics
from generator.cli.targets import Asked, targets
from generator.configuration import ClientConfiguration
from generator.listing import ListedOperation, list_operations
from generator.load import location_of
from generator.printable import printable

_LONGEST_SUMMARY = 60
# A column is no wider than this for the sake of a few; longer cells move what follows them.
_WIDEST_COLUMN = 44


@click.command(
    "operations",
    epilog="""\b
Examples:
  codegen operations specs/stripe.json
      everything, by resource
  codegen operations specs/stripe.json --path '/v1/customers/**'
      what is below a path
  codegen operations specs/stripe.json --operation 'Get*' --json
      all that begins with Get, for a program to read
""",
)
@click.argument("spec")
@selecting
@click.option(
    "--config",
    "configuration",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The configuration that the client is built with: it can name methods. "
    "[default: codegen.toml, or tool.codegen in pyproject.toml, here or in a folder above]",
)
@click.option(
    "--json", "as_json", is_flag=True, help="A JSON array of all that is known."
)
def command(
    spec: str,
    operations: tuple[str, ...],
    tags: tuple[str, ...],
    paths: tuple[str, ...],
    exclude: tuple[str, ...],
    configuration: Path | None,
    as_json: bool,
) -> int:
    """List the operations of SPEC, an OpenAPI 3.0 or 3.1 document in JSON or YAML.

    Each with its operationId, its HTTP method and path, its function in `operations` and
    its method of a client.
    """
    try:
        asked = Asked(ClientConfiguration(spec=spec), configuration)
        # Clients of one document may differ in what they have; what there is, is the same.
        said = targets(asked)[0].said
        options = replace(
            said.options, operations=operations, tags=tags, paths=paths, exclude=exclude
        )
        overlays = tuple(map(Path, said.overlays))
        listing = list_operations(location_of(spec), options, overlays, said.sha256)
    except FAILURES as error:
        return refused(error, spec, "nothing listed")
    say_diagnostics(listing.warnings, listing.source, spec)
    if as_json:
        click.echo(json.dumps([_facts(each) for each in listing.operations], indent=2))
        return 0
    for line in _table(listing.operations):
        click.echo(line)
    return 0


def _facts(listed: ListedOperation) -> dict[str, Any]:
    operation = listed.operation
    return {
        "operationId": operation.key,
        "method": operation.method,
        "path": operation.path,
        "tags": list(operation.tags),
        "deprecated": operation.deprecated,
        "summary": operation.summary,
        "function": listed.names.function,
        "resource_method": listed.method,
        "module": f"operations.{listed.module}",
    }


def _table(listed: Sequence[ListedOperation]) -> Iterator[str]:
    """A heading for each module, and below it a line for each operation, in columns."""
    for module, group in groupby(listed, key=lambda each: each.module):
        rows = [_row(each) for each in group]
        widths = [
            min(max(map(len, column)), _WIDEST_COLUMN)
            for column in zip(*rows, strict=True)
        ]
        yield module
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  " + "  ".join(cells).rstrip()


def _row(listed: ListedOperation) -> tuple[str, ...]:
    operation = listed.operation
    summary = " ".join((operation.summary or "").split())
    if len(summary) > _LONGEST_SUMMARY:
        summary = f"{summary[: _LONGEST_SUMMARY - 1].rstrip()}…"
    if operation.deprecated:
        summary = f"(deprecated) {summary}".rstrip()
    cells = (
        operation.key,
        operation.method,
        operation.path,
        listed.names.function,
        f"client.{listed.method}",
        summary,
    )
    return tuple(map(printable, cells))
