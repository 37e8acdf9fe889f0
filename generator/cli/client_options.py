"""Options that several commands share: which document to read, and which client to build of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypedDict, TypeVar, Unpack

import click

from generator.cli.client_targets import CommandLine
from generator.cli.document_argument import parse_header_variables, parse_headers
from generator.config import ClientConfiguration, ClientOptions
from generator.config.read_client import SHA256_PATTERN
from generator.slicing.selection import Selection

_Command = TypeVar("_Command", bound=Callable[..., object])


class _Option(Protocol):
    """A decorator that adds an option to a command."""

    def __call__(self, command: _Command, /) -> _Command: ...


_SELECTION = (
    click.option(
        "--operation",
        "operations",
        metavar="ID",
        multiple=True,
        help="Only this operation and what it needs: an operationId, or a glob such as 'Get*'.",
    ),
    click.option(
        "--tag",
        "tags",
        metavar="TAG",
        multiple=True,
        help="Only operations with this tag.",
    ),
    click.option(
        "--path",
        "paths",
        metavar="GLOB",
        multiple=True,
        help="Only operations of these paths: '/v1/customers/**', 'GET /v1/*'.",
    ),
    click.option(
        "--exclude",
        metavar="PATTERN",
        multiple=True,
        help="Exclude these operations: an operationId, a path, or tag:NAME; also globs.",
    ),
)
_HEADERS = (
    click.option(
        "--header",
        "headers",
        metavar="'NAME: VALUE'",
        multiple=True,
        help="Send this header to the document's server, and to no other. Other users of "
        "the machine can see command lines: prefer --header-env for secrets.",
    ),
    click.option(
        "--header-env",
        "header_variables",
        metavar="NAME=VARIABLE",
        multiple=True,
        help="Send a header whose value is in an environment variable: "
        "Authorization=DOCS_TOKEN.",
    ),
)
_DOCUMENT = (
    *_HEADERS,
    click.option(
        "--sha256",
        metavar="HASH",
        help="SHA-256 that the document must have, in hexadecimal.",
    ),
    click.option(
        "--overlay",
        "overlays",
        metavar="FILE",
        multiple=True,
        type=click.Path(),
        help="Apply an OpenAPI overlay to the document. Several are applied in order.",
    ),
    click.option(
        "--allow-references",
        metavar="LOCATION",
        multiple=True,
        help="Allow references outside of the document's folder, to a file, a folder or "
        "a URL prefix.",
    ),
)
lenient_option = click.option(
    "--lenient/--no-lenient",
    default=None,
    help="Leave out parts of the document that have errors, and list them.",
)
_CLIENT = (
    click.option(
        "--type",
        "types",
        metavar="NAME",
        multiple=True,
        help="Include this model even if no selected operation uses it.",
    ),
    click.option(
        "--webhook",
        "webhooks",
        metavar="NAME",
        multiple=True,
        help="Include the reader for this webhook or callback, by its name in webhooks.py.",
    ),
    click.option(
        "--cut-expansions/--no-cut-expansions",
        default=None,
        help="Give expandable fields only their ID, and leave out what they expand to.",
    ),
    lenient_option,
    click.option(
        "--tools/--no-tools",
        default=None,
        help="Include the operations as tools for agents: tools.py and tools.json.",
    ),
    click.option(
        "--used-by",
        metavar="PATH",
        multiple=True,
        type=click.Path(),
        help="Only what the Python sources at PATH use of the client.",
    ),
    click.option(
        "--templates",
        metavar="DIR",
        type=click.Path(),
        help="Folder of your own templates, which replace those of the same name. "
        "`codegen templates` copies some to start from.",
    ),
)
configuration_option = click.option(
    "--config",
    "configuration",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Configuration file. [default: codegen.toml, or pyproject.toml with a table "
    "tool.codegen, here or in a folder above]",
)
_OUTPUT = (
    click.option(
        "-o",
        "--output",
        metavar="DIR",
        type=click.Path(),
        help="Folder of the client, whose name is the package's; with --package, that "
        "folder or the one above; with --project, the project. [default: "
        "generated/PACKAGE]",
    ),
    click.option(
        "--package",
        metavar="NAME",
        help="Name of the package. [default: the folder's, or SPEC_client]",
    ),
    click.option(
        "--project",
        is_flag=True,
        help="Build a project that can be published: the package in src, and beside it "
        "pyproject.toml, README.md and LICENSE, which are written once and then yours.",
    ),
)
_CONFIGURATION = (
    configuration_option,
    click.option(
        "--client",
        "clients",
        metavar="NAME",
        multiple=True,
        help="Only this client of the configuration.",
    ),
)


class ClientArguments(TypedDict):
    """The arguments of a command with `client_options`."""

    output: str | None
    package: str | None
    project: bool
    operations: tuple[str, ...]
    tags: tuple[str, ...]
    paths: tuple[str, ...]
    exclude: tuple[str, ...]
    headers: tuple[str, ...]
    header_variables: tuple[str, ...]
    sha256: str | None
    overlays: tuple[str, ...]
    allow_references: tuple[str, ...]
    types: tuple[str, ...]
    webhooks: tuple[str, ...]
    cut_expansions: bool | None
    lenient: bool | None
    tools: bool | None
    used_by: tuple[str, ...]
    templates: str | None
    configuration: Path | None
    clients: tuple[str, ...]


def selection_options(command: _Command) -> _Command:
    """Add the options that select operations."""
    return _add_options(command, _SELECTION)


def header_options(command: _Command) -> _Command:
    """Add the options for headers of the document's URL."""
    return _add_options(command, _HEADERS)


def document_options(command: _Command) -> _Command:
    """Add the options for the document, its headers, overlays and references."""
    return _add_options(command, _DOCUMENT)


def client_options(command: _Command) -> _Command:
    """Add all options of a client, and those that choose clients of a configuration."""
    options = (*_OUTPUT, *_SELECTION, *_DOCUMENT, *_CLIENT, *_CONFIGURATION)
    return _add_options(command, options)


def parse_command_line(
    spec: str | None, **arguments: Unpack[ClientArguments]
) -> CommandLine:
    """Convert the arguments of a command with `client_options`.

    Raises:
        click.BadParameter: `--sha256` is not a hash, or a header is invalid.
    """
    selection = Selection(
        operations=_distinct(arguments["operations"]),
        tags=_distinct(arguments["tags"]),
        paths=_distinct(arguments["paths"]),
        exclude=_distinct(arguments["exclude"]),
        types=_distinct(arguments["types"]),
        webhooks=_distinct(arguments["webhooks"]),
    )
    return CommandLine(
        ClientConfiguration(
            spec=spec,
            output=arguments["output"],
            package=arguments["package"],
            project=arguments["project"] or None,
            sha256=parse_hash(arguments["sha256"]),
            header_env=parse_header_variables(arguments["header_variables"]),
            overlays=arguments["overlays"],
            allow_references=arguments["allow_references"],
            templates=arguments["templates"],
            used_by=arguments["used_by"],
            options=ClientOptions(
                selection,
                arguments["cut_expansions"],
                arguments["lenient"],
                arguments["tools"],
            ),
        ),
        configuration=arguments["configuration"],
        clients=_distinct(arguments["clients"]),
        headers=parse_headers(arguments["headers"]),
    )


def parse_hash(argument: str | None) -> str | None:
    """Convert the argument of `--sha256` to lower case.

    Raises:
        click.BadParameter: it is not a hash.
    """
    if argument is None or re.fullmatch(SHA256_PATTERN, argument.lower()):
        return argument and argument.lower()
    raise click.BadParameter(
        "a SHA-256 has 64 hexadecimal digits", param_hint="'--sha256'"
    )


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _add_options(command: _Command, options: tuple[_Option, ...]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command
