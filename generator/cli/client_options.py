"""The options of the command line that say what a client is: the same for each command."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypedDict, TypeVar, Unpack

import click

from generator.cli.targets import Asked
from generator.config import ClientConfiguration, ClientOptions
from generator.config.read_client import SHA256_PATTERN
from generator.slicing.selection import Selection

_Command = TypeVar("_Command", bound=Callable[..., object])


class _Option(Protocol):
    """Adds an option to a command."""

    def __call__(self, command: _Command, /) -> _Command: ...


_SELECTING = (
    click.option(
        "--operation",
        "operations",
        metavar="ID",
        multiple=True,
        help="Only this operation and what it needs; a glob such as 'Get*' is several.",
    ),
    click.option(
        "--tag",
        "tags",
        metavar="TAG",
        multiple=True,
        help="Only operations of this tag.",
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
        help="Not these: an operationId, a path, or tag:NAME, each with globs.",
    ),
)
_READING = (
    click.option(
        "--sha256",
        metavar="HASH",
        help="The hash that the document must have, in hexadecimal.",
    ),
    click.option(
        "--overlay",
        "overlays",
        metavar="FILE",
        multiple=True,
        type=click.Path(),
        help="Apply an OpenAPI overlay to the document first; several in their order.",
    ),
    click.option(
        "--allow-references",
        metavar="PLACE",
        multiple=True,
        help="Where else the document's references may lead than into its own folder: a "
        "file, a folder, or what URLs begin with.",
    ),
)
LENIENT = click.option(
    "--lenient/--no-lenient",
    default=None,
    help="Go on past errors in parts of the document that can be left out, and list them.",
)
_SHAPING = (
    click.option(
        "--type",
        "types",
        metavar="NAME",
        multiple=True,
        help="Also this class, which no operation of those needs.",
    ),
    click.option(
        "--webhook",
        "webhooks",
        metavar="NAME",
        multiple=True,
        help="Also what reads this webhook or callback, by its name in webhooks.py.",
    ),
    click.option(
        "--cut-expansions/--no-cut-expansions",
        default=None,
        help="Leave expandable fields as identifiers, and what they expand to out.",
    ),
    LENIENT,
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
        help="Templates of your own, in place of those of the same name; `codegen "
        "templates` gives some to start from.",
    ),
)
_CONFIGURATION = click.option(
    "--config",
    "configuration",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The configuration. [default: codegen.toml, or tool.codegen in "
    "pyproject.toml, here or in a folder above]",
)
_PLACING = (
    click.option(
        "-o",
        "--output",
        metavar="DIR",
        type=click.Path(),
        help="The folder of the client, named as the package; with --package, that folder "
        "or the one to put it in. [default: generated/PACKAGE]",
    ),
    click.option(
        "--package",
        metavar="NAME",
        help="The name of the package. [default: the folder's, or SPEC's and _client]",
    ),
)
_CHOOSING = (
    _CONFIGURATION,
    click.option(
        "--client",
        "clients",
        metavar="NAME",
        multiple=True,
        help="Only this client of the configuration.",
    ),
)


class Described(TypedDict):
    """What a command with the options of `describing` is called with."""

    output: str | None
    package: str | None
    operations: tuple[str, ...]
    tags: tuple[str, ...]
    paths: tuple[str, ...]
    exclude: tuple[str, ...]
    sha256: str | None
    overlays: tuple[str, ...]
    allow_references: tuple[str, ...]
    types: tuple[str, ...]
    webhooks: tuple[str, ...]
    cut_expansions: bool | None
    lenient: bool | None
    used_by: tuple[str, ...]
    templates: str | None
    configuration: Path | None
    clients: tuple[str, ...]


def selecting(command: _Command) -> _Command:
    """Add the options that choose operations."""
    return _with(command, _SELECTING)


def reading(command: _Command) -> _Command:
    """Add the options that say what document is read, with what overlays and references."""
    return _with(command, _READING)


def describing(command: _Command) -> _Command:
    """Add all options that say what a client is, and which of a configuration is meant."""
    every = (*_PLACING, *_SELECTING, *_READING, *_SHAPING, *_CHOOSING)
    return _with(command, every)


def configured(command: _Command) -> _Command:
    """Add the option that names the configuration."""
    return _CONFIGURATION(command)


def asked(spec: str | None, **said: Unpack[Described]) -> Asked:
    """What the command line says of a client: its document, and the options of `describing`."""
    selection = Selection(
        operations=_distinct(said["operations"]),
        tags=_distinct(said["tags"]),
        paths=_distinct(said["paths"]),
        exclude=_distinct(said["exclude"]),
        types=_distinct(said["types"]),
        webhooks=_distinct(said["webhooks"]),
    )
    return Asked(
        ClientConfiguration(
            spec=spec,
            output=said["output"],
            package=said["package"],
            sha256=document_hash(said["sha256"]),
            overlays=said["overlays"],
            allow_references=said["allow_references"],
            templates=said["templates"],
            used_by=said["used_by"],
            options=ClientOptions(selection, said["cut_expansions"], said["lenient"]),
        ),
        configuration=said["configuration"],
        clients=_distinct(said["clients"]),
    )


def document_hash(written: str | None) -> str | None:
    """What `--sha256` says, in lower case.

    Raises:
        click.BadParameter: it is no hash.
    """
    if written is None or re.fullmatch(SHA256_PATTERN, written.lower()):
        return written and written.lower()
    raise click.BadParameter(
        "a SHA-256 has 64 hexadecimal digits", param_hint="'--sha256'"
    )


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _with(command: _Command, options: tuple[_Option, ...]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command
