"""`codegen init`: write the configuration of a client, by asking or from flags."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Unpack

import click

from generator.cli.client_options import Described, asked, describing
from generator.cli.messages import FAILURES, Teller
from generator.cli.package_name import default_package
from generator.config import (
    ClientConfiguration,
    add_client,
    is_package_name,
)
from generator.config.configuration_file import CODEGEN, PYPROJECT
from generator.core.text import printable
from generator.output import OutputError
from generator.slicing.selection import EVERYTHING, Selection
from generator.source.load import Url, location_of, read_source


@click.command(
    "init",
    epilog="""\b
Examples:
  codegen init
      asks what it needs to know
  codegen init specs/stripe.json -o src/acme/stripe_client
      asks nothing, and writes codegen.toml
  codegen init specs/stripe.json --operation PostCustomers --config pyproject.toml
      adds the client to pyproject.toml
""",
)
@click.argument("spec", required=False)
@describing
@click.option(
    "--pin",
    is_flag=True,
    help="Write down the hash of the document as it is now: another one is refused.",
)
def command(spec: str | None, pin: bool, **said: Unpack[Described]) -> int:
    """Write what `codegen build` needs to know of a client into a configuration file.

    Without SPEC it asks. A file that is there gets the client added behind what it has.
    """
    if said["clients"]:
        raise click.UsageError("--client is for files that are there: give --package")
    wanted = asked(spec and _document(spec), **said)
    path = wanted.configuration
    client = wanted.said
    if client.spec is None:
        client, path = _answers(client, path)
    if pin:
        try:
            client = replace(client, sha256=_digest(client))
        except FAILURES as error:
            return Teller().refused(error, str(client.spec), "nothing written")
    path = path or Path(CODEGEN)
    name = client.package or _name_of(client)
    if not is_package_name(name):
        raise click.UsageError(f"{name!r} is not a name that Python can import")
    output = client.output or f"generated/{name}"
    if Path(os.path.abspath(output)).name != name:
        output = os.path.join(output, name)
    written = replace(client, package=None, output=output)
    try:
        add_client(path, name, _from(path.parent, written))
    except FAILURES as error:
        return Teller().refused(error, str(path), "nothing written")
    except OSError as error:
        unwritten = OutputError(
            "unwritable-output", f"{path} cannot be written: {error.strerror}"
        )
        return Teller().refused(unwritten, str(path), "nothing written")
    click.echo(printable(f"{path}: the client {name}; `codegen build` builds it"))
    return 0


def _answers(
    client: ClientConfiguration, path: Path | None
) -> tuple[ClientConfiguration, Path]:
    """What the flags left open, as the user says when asked."""
    spec: str = click.prompt("The document, a path or https://…", value_proc=_document)
    package = client.package or click.prompt(
        "The package",
        default=_name_of(replace(client, spec=spec)),
        value_proc=_package,
    )
    output = client.output or click.prompt(
        "The folder to write", default=f"generated/{package}", type=str
    )
    options = client.options
    if options.selection == EVERYTHING:
        wanted: str = click.prompt(
            "Only these operations (IDs or globs such as 'Get*'; empty for all)",
            default="",
            show_default=False,
            type=str,
        )
        chosen = Selection(operations=tuple(wanted.split()))
        options = replace(options, selection=chosen)
    if path is None:
        usual = PYPROJECT if Path(PYPROJECT).is_file() else CODEGEN
        path = Path(click.prompt("The file to write this to", default=usual, type=str))
    said = replace(client, spec=spec, package=package, output=output, options=options)
    return said, path


def _document(written: str) -> str:
    """A document that is there, or on the web."""
    location = location_of(written)
    if not isinstance(location, Url) and not location.is_file():
        raise click.BadParameter(f"there is no file {written!r}", param_hint="'SPEC'")
    return written


def _package(written: str) -> str:
    if not is_package_name(written):
        raise click.BadParameter(f"{written!r} is not a name that Python can import")
    return written


def _digest(client: ClientConfiguration) -> str:
    return read_source(location_of(client.spec or "")).digest


def _name_of(client: ClientConfiguration) -> str:
    """The package that the folder says, or the document."""
    if client.output is not None:
        return Path(os.path.abspath(client.output)).name
    return default_package(location_of(client.spec or ""))


def _from(folder: Path, client: ClientConfiguration) -> ClientConfiguration:
    """`client` with its paths, which are from the current folder, from `folder`."""

    return client.with_paths(
        lambda path: Path(os.path.relpath(path, folder)).as_posix()
    )
