"""`codegen init`: add a client to a configuration file, from options or answers to prompts."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Unpack

import click

from generator.cli.client_options import (
    ClientArguments,
    client_options,
    parse_command_line,
)
from generator.cli.client_targets import default_package, project_package
from generator.cli.diagnostics.reporter import FAILURES, Failure, Reporter
from generator.cli.document_argument import STDIN_ARGUMENT, document_headers
from generator.cli.terminal import print_line
from generator.config import (
    ClientConfiguration,
    add_client,
    is_package_name,
)
from generator.config.configuration_file import CODEGEN, PYPROJECT
from generator.output import OutputError
from generator.slicing.selection import EVERYTHING, Selection
from generator.source.load import Url, parse_location, read_source


@click.command(
    "init",
    epilog="""\b
Examples:
  codegen init
      prompt for everything
  codegen init specs/stripe.json -o src/acme/stripe_client
      write codegen.toml without prompts
  codegen init specs/stripe.json --operation PostCustomers --config pyproject.toml
      add the client to pyproject.toml
""",
)
@click.argument("spec", required=False)
@client_options
@click.option(
    "--pin",
    is_flag=True,
    help="Record the hash of the document, so that builds refuse any other document.",
)
def command(spec: str | None, pin: bool, **arguments: Unpack[ClientArguments]) -> int:
    """Add a client to a configuration file, for `codegen build` without arguments.

    Without SPEC, prompt for the settings. An existing file keeps its content.
    """
    if arguments["clients"]:
        raise click.UsageError("--client selects existing clients: use --package")
    if arguments["headers"]:
        raise click.UsageError(
            "a configuration must not contain secrets: give the environment variable that "
            "contains the value with --header-env"
        )
    command_line = parse_command_line(spec and _existing_document(spec), **arguments)
    client, path = command_line.settings, command_line.configuration
    if client.spec is None:
        client, path = _prompt(client, path)
    if pin:
        try:
            client = replace(client, sha256=_digest(client))
        except FAILURES as error:
            return _report_failure(error, str(client.spec))
    path = path or Path(CODEGEN)
    name = client.package or _default_name(client)
    if not is_package_name(name):
        raise click.UsageError(f"{name!r} is not a name that Python can import")
    output = client.output or f"generated/{name}"
    if not client.project and Path(os.path.abspath(output)).name != name:
        output = os.path.join(output, name)
    configured = replace(client, package=None, output=output)
    try:
        add_client(path, name, _relative_to(path.parent, configured))
    except FAILURES as error:
        return _report_failure(error, str(path))
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{path} cannot be written: {reason}"
        return _report_failure(OutputError("unwritable-output", message), str(path))
    print_line(f"{path}: added the client {name}; build it with `codegen build`")
    return 0


def _report_failure(error: Failure, document: str) -> int:
    return Reporter().report_failure(error, document, "nothing written")


def _prompt(
    client: ClientConfiguration, path: Path | None
) -> tuple[ClientConfiguration, Path]:
    """Prompt for the settings that the options do not contain, and for the file."""
    spec: str = click.prompt(
        "Document (a path or https://…)", value_proc=_existing_document
    )
    package = client.package or click.prompt(
        "Package name",
        default=_default_name(replace(client, spec=spec)),
        value_proc=_valid_package,
    )
    output = client.output or click.prompt(
        "Output folder", default=f"generated/{package}", type=str
    )
    options = client.options
    if options.selection == EVERYTHING:
        operations: str = click.prompt(
            "Operations (IDs or globs such as 'Get*'; empty for all)",
            default="",
            show_default=False,
            type=str,
        )
        selection = Selection(operations=tuple(operations.split()))
        options = replace(options, selection=selection)
    if path is None:
        default = PYPROJECT if os.path.isfile(PYPROJECT) else CODEGEN
        path = Path(click.prompt("Configuration file", default=default, type=str))
    prompted = replace(
        client, spec=spec, package=package, output=output, options=options
    )
    return prompted, path


def _existing_document(argument: str) -> str:
    """Require that a document exists, unless it is a URL.

    Raises:
        click.BadParameter: there is no such file.
    """
    if argument == STDIN_ARGUMENT:
        raise click.BadParameter(
            "builds could not read standard input again: save the document in a file",
            param_hint="'SPEC'",
        )
    location = parse_location(argument)
    if not isinstance(location, Url) and not os.path.isfile(location):
        raise click.BadParameter(f"there is no file {argument!r}", param_hint="'SPEC'")
    return argument


def _valid_package(argument: str) -> str:
    if not is_package_name(argument):
        raise click.BadParameter(f"{argument!r} is not a name that Python can import")
    return argument


def _digest(client: ClientConfiguration) -> str:
    location = parse_location(client.spec or "")
    headers = document_headers(location, (), client.header_env)
    return read_source(location, headers=headers).digest


def _default_name(client: ClientConfiguration) -> str:
    """The name of a client without `package`: from its folder, or else from its document."""
    if client.output is not None:
        if client.project:
            return project_package(Path(client.output))
        return Path(os.path.abspath(client.output)).name
    return default_package(parse_location(client.spec or ""))


def _relative_to(folder: Path, client: ClientConfiguration) -> ClientConfiguration:
    """Convert the paths of a client, which are relative to the current folder."""

    def convert(path: str) -> str:
        return Path(os.path.relpath(path, folder)).as_posix()

    return client.with_paths(convert)
