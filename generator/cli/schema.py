"""`codegen schema`: print the JSON Schema of the configuration."""

from __future__ import annotations

import json

import click

from generator.config.schema import configuration_schema


@click.command(
    "schema",
    epilog="""\b
Examples:
  codegen schema > codegen.schema.json
      then `#:schema codegen.schema.json` in the first line of codegen.toml
""",
)
def command() -> None:
    """Print the JSON Schema of codegen.toml, for completion and validation in editors."""
    click.echo(json.dumps(configuration_schema(), indent=2))
