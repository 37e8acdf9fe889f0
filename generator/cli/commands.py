"""The command `codegen`: its commands by name, and how it ends.

Exit codes: 0 is done; 1 the document, the disk or codegen itself at fault, or a check that does not
hold; 2 the command line at fault, or a check that could not be made; 130 interrupted.
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

from generator.cli.stderr import say
from generator.core.version import __version__

TRACEBACK_VARIABLE = "CODEGEN_TRACEBACK"
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 88}
# Each command has a module of its own, imported when the command is asked for: what one command
# needs is not waited for by the others.
COMMANDS = MappingProxyType(
    {
        "build": "generator.cli.build_command",
        "check": "generator.cli.check_command",
        "diff": "generator.cli.diff_command",
        "operations": "generator.cli.operations_command",
        "init": "generator.cli.init_command",
        "templates": "generator.cli.templates_command",
        "schema": "generator.cli.schema_command",
        "explain": "generator.cli.explain_command",
    }
)


def main() -> None:
    """The console script `codegen`."""
    for stream in (sys.stdout, sys.stderr):
        # A path or a title may hold what the terminal's encoding does not know.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = run(sys.argv[1:])
    # Taking a document apart in memory, object by object, is a tenth of a second for nothing.
    for stream in (sys.stdout, sys.stderr):
        # Who was reading may have gone.
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Carry out the command line `arguments`; gives the exit code, and raises nothing.

    With CODEGEN_TRACEBACK=1 in the environment, an error in codegen itself is raised.
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
            say(f"not everything could be told: {error.strerror}")
            return 1
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        say(f"internal error: {reason}; please report it with the document")
        say(f"  hint: {TRACEBACK_VARIABLE}=1 in the environment shows where it is")
        return 1
    return code if isinstance(code, int) else 0


class _Commands(click.Group):
    """The commands of `COMMANDS`; the module of one has it under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=_Commands,
    context_settings=_HELP,
    epilog="""\b
Examples:
  codegen build specs/stripe.json
  codegen diff generated/stripe_client specs/stripe.json
  codegen build -h
""",
)
@click.version_option(__version__, prog_name="codegen", message="%(prog)s %(version)s")
def codegen() -> None:
    """Render a typed Python client from an OpenAPI document."""
