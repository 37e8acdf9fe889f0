"""`codegen schema`: the JSON Schema of the configuration."""

from __future__ import annotations

import json

import click

from generator.config.schema import configuration_schema


@click.command(
    "schema",
    epilog="""\b
Examples:
  codegen schema > codegen.schema.json
      and `#:schema codegen.schema.json` as the first line of codegen.toml
""",
)
def command() -> None:
    """Print a JSON Schema of codegen.toml, for editors that complete and check it."""
    click.echo(json.dumps(configuration_schema(), indent=2))
