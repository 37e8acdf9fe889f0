"""The command `codegen` and its subcommands."""

from __future__ import annotations

import importlib
import io
from collections.abc import Sequence
from types import MappingProxyType

import click

from generator.cli.signals import INTERRUPTED, exit_at_interrupt
from generator.cli.terminal import print_error_line
from generator.core.version import __version__

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 88}
# The modules of the commands are imported on demand, so that no command waits for the imports of
# another.
COMMANDS = MappingProxyType(
    {
        "build": "generator.cli.build",
        "check": "generator.cli.check",
        "diff": "generator.cli.diff",
        "operations": "generator.cli.operations",
        "init": "generator.cli.init",
        "templates": "generator.cli.templates",
        "schema": "generator.cli.schema",
        "mcp": "generator.cli.mcp",
        "gateway": "generator.cli.gateway",
        "explore": "generator.cli.explore",
        "explain": "generator.cli.explain",
    }
)


def invoke(arguments: Sequence[str]) -> int:
    """Run a command line, print what is wrong with it, and return the exit code."""
    try:
        code = codegen.main(list(arguments), "codegen", standalone_mode=False)
    except click.ClickException as error:
        # It may quote the configuration, which others than the user may have written.
        shown = io.StringIO()
        error.show(shown)
        for line in shown.getvalue().rstrip("\n").split("\n"):
            print_error_line(line)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


class _Commands(click.Group):
    """The group of `COMMANDS`. The module of each defines it as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with exit_at_interrupt():
            command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Commands,
    context_settings=_CONTEXT,
    epilog="""\b
Examples:
  codegen build specs/stripe.json
  codegen diff generated/stripe_client specs/stripe.json
  codegen build -h
""",
)
@click.version_option(__version__, prog_name="codegen", message="%(prog)s %(version)s")
def codegen() -> None:
    """Compile an OpenAPI document into a typed Python client."""
