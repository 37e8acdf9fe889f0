"""`codegen operations`: what a document has, and what it is called."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from generator.cli.client_options import (
    LENIENT,
    configured,
    document_hash,
    reading,
    selecting,
)
from generator.cli.messages import FAILURES, Teller, telling
from generator.cli.targets import Asked, document_of, targets
from generator.config import ClientConfiguration, ClientOptions
from generator.core.json import Json
from generator.core.text import printable
from generator.slicing.selection import Selection
from generator.workflows.list_operations import ListedOperation, list_operations

_LONGEST_SUMMARY = 90


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
  codegen operations specs/stripe.json --overlay specs/stripe.overlay.yaml
      with what an overlay makes of them
""",
)
@click.argument("spec")
@selecting
@reading
@LENIENT
@configured
@telling
@click.option(
    "--json", "as_json", is_flag=True, help="A JSON array of all that is known."
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
    lenient: bool | None,
    configuration: Path | None,
    as_json: bool,
    teller: Teller,
) -> int:
    """List the operations of SPEC, an OpenAPI 3 or Swagger 2.0 document in JSON or YAML.

    Each with its operationId, its HTTP method and path, its function in `operations` and
    its method of a client.
    """
    try:
        document = ClientConfiguration(
            spec=spec,
            overlays=overlays,
            allow_references=allow_references,
            sha256=document_hash(sha256),
            options=ClientOptions(lenient=lenient),
        )
        asked = Asked(document, configuration)
        # Clients of one document may differ in what they have; what there is, is the same.
        target = targets(asked)[0]
        selection = Selection(operations, tags, paths, exclude)
        options = replace(target.said.options, selection=selection)
        listing = list_operations(document_of(target), options)
    except FAILURES as error:
        return teller.refused(error, spec, "nothing listed")
    teller.tell(listing.diagnostics, listing.source, spec)
    if as_json:
        click.echo(json.dumps([_facts(each) for each in listing.operations], indent=2))
        return 0
    for line in _lines(listing.operations):
        click.echo(line)
    return 0


def _facts(listed: ListedOperation) -> dict[str, Json]:
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


def _lines(listed: Sequence[ListedOperation]) -> Iterator[str]:
    """A heading for each module, and below it its operations.

    Names can be of any length, so there are no columns: the document's names are on one line, the
    client's on the next, and what it does on a third.
    """
    for module, group in groupby(listed, key=lambda each: each.module):
        yield module
        for each in group:
            operation = each.operation
            yield printable(f"  {operation.key}: {operation.method} {operation.path}")
            yield printable(
                f"      client.{each.names.method.path}, {each.names.function}"
            )
            summary = _summary(each)
            if summary:
                yield printable(f"      {summary}")


def _summary(listed: ListedOperation) -> str:
    """What the operation does, in a line; empty where the document does not say."""
    operation = listed.operation
    summary = " ".join((operation.summary or "").split())
    if len(summary) > _LONGEST_SUMMARY:
        summary = f"{summary[: _LONGEST_SUMMARY - 1].rstrip()}…"
    return f"(deprecated) {summary}".rstrip() if operation.deprecated else summary
