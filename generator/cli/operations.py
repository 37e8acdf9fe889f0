"""`codegen operations`: list the operations of a document and their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from generator.cli.client_options import (
    configuration_option,
    document_options,
    lenient_option,
    parse_hash,
    selection_options,
)
from generator.cli.client_targets import CommandLine, find_targets
from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.document_argument import parse_header_variables, parse_headers
from generator.cli.terminal import print_line
from generator.config import ClientConfiguration, ClientOptions
from generator.core.json import Json, json_text
from generator.slicing.selection import Selection
from generator.workflows.list_operations import ListedOperation, list_operations

_LONGEST_SUMMARY = 90


@click.command(
    "operations",
    epilog="""\b
Examples:
  codegen operations specs/stripe.json
      all operations, by resource
  codegen operations specs/stripe.json --path '/v1/customers/**'
      those below a path
  codegen operations specs/stripe.json --operation 'Get*' --json
      those whose operationId begins with Get, as JSON
  codegen operations specs/stripe.json --overlay specs/stripe.overlay.yaml
      with an overlay applied
""",
)
@click.argument("spec")
@selection_options
@document_options
@lenient_option
@configuration_option
@diagnostics_options
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON array with all details."
)
def command(
    spec: str,
    operations: tuple[str, ...],
    tags: tuple[str, ...],
    paths: tuple[str, ...],
    exclude: tuple[str, ...],
    overlays: tuple[str, ...],
    allow_references: tuple[str, ...],
    sha256: str | None,
    headers: tuple[str, ...],
    header_variables: tuple[str, ...],
    lenient: bool | None,
    configuration: Path | None,
    as_json: bool,
    reporter: Reporter,
) -> int:
    """List the operations of SPEC, an OpenAPI 3 or Swagger 2.0 document in JSON or YAML;
    - for standard input.

    Each has its operationId, its HTTP method and path, its method of a client, and its
    function in `operations`.
    """
    try:
        settings = ClientConfiguration(
            spec=spec,
            overlays=overlays,
            allow_references=allow_references,
            sha256=parse_hash(sha256),
            header_env=parse_header_variables(header_variables),
            options=ClientOptions(lenient=lenient),
        )
        # Clients of one document may select different operations, but all of them are listed.
        command_line = CommandLine(
            settings, configuration, headers=parse_headers(headers)
        )
        target = find_targets(command_line)[0]
        selection = Selection(operations, tags, paths, exclude)
        options = replace(target.settings.options, selection=selection)
        listing = list_operations(target.document, options)
    except FAILURES as error:
        return reporter.report_failure(error, spec, "nothing listed")
    reporter.report_diagnostics(listing.diagnostics, listing.source, spec)
    if as_json:
        members = [_to_json(listed) for listed in listing.operations]
        click.echo(json_text(members))
        return 0
    for line in _lines(listing.operations):
        print_line(line)
    return 0


def _to_json(listed: ListedOperation) -> dict[str, Json]:
    operation = listed.operation
    return {
        "operationId": operation.key,
        "method": operation.method,
        "path": operation.path,
        "tags": list(operation.tags),
        "deprecated": operation.deprecated,
        "summary": operation.summary,
        "function": listed.names.function,
        "resource_method": listed.names.method.path,
        "module": f"operations.{listed.module}",
    }


def _lines(operations: Sequence[ListedOperation]) -> Iterator[str]:
    """A heading for each module, and its operations.

    Names can be of any length, so there are no columns: the names in the document are on one line,
    those in the client on the next, and the summary on a third.
    """
    for module, group in groupby(operations, key=lambda listed: listed.module):
        yield module
        for listed in group:
            operation, names = listed.operation, listed.names
            yield f"  {operation.key}: {operation.method} {operation.path}"
            yield f"      client.{names.method.path}, {names.function}"
            summary = _summary(listed)
            if summary:
                yield f"      {summary}"


def _summary(listed: ListedOperation) -> str:
    """The summary of an operation, shortened to one line; empty if there is none."""
    operation = listed.operation
    summary = " ".join((operation.summary or "").split())
    if len(summary) > _LONGEST_SUMMARY:
        summary = f"{summary[: _LONGEST_SUMMARY - 1].rstrip()}…"
    return f"(deprecated) {summary}".rstrip() if operation.deprecated else summary
