"""The command `codegen`: its subcommands, and its exit codes.

Exit codes: 0 success; 1 an error in the document, on disk or in codegen, or a check that found a
difference; 2 a wrong command line, or a check that could not be made; 130 interrupted.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import MappingProxyType

import click

from generator.cli.terminal import print_error_line
from generator.core.version import __version__

TRACEBACK_VARIABLE = "CODEGEN_TRACEBACK"
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
        "explain": "generator.cli.explain",
    }
)


def main() -> None:
    """Run the console script `codegen`, and exit."""
    for stream in (sys.stdout, sys.stderr):
        # The terminal's encoding may lack characters of a path or a title.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        # The reader of a pipe may have closed it.
        with suppress(OSError):
            stream.flush()
    # Skip the deallocation of the document, which would take a tenth of a second.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Nothing is raised, unless the environment variable CODEGEN_TRACEBACK is set: then errors in
    codegen itself are.
    """
    try:
        code = codegen.main(list(arguments), "codegen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            print_error_line(f"could not write all output: {error.strerror}")
            return 1
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        print_error_line(
            f"internal error: {reason}; please report it with the document"
        )
        print_error_line(f"  hint: set {TRACEBACK_VARIABLE}=1 to see the traceback")
        return 1
    return code if isinstance(code, int) else 0


class _Commands(click.Group):
    """The group of `COMMANDS`. The module of each defines it as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
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
