"""Which clients a command is about: from the command line, a configuration file, or both.

The command line wins, member by member. A file holds for a document on the command line if it has a
client of that document, or if it was named there itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.package_name import default_package
from generator.config import (
    ClientConfiguration,
    ClientOptions,
    ConfigurationFile,
    find_configuration,
    is_package_name,
    read_configuration,
)
from generator.frontend.open_document import DocumentRequest
from generator.output import MANIFEST_NAME
from generator.slicing.selection import Selection
from generator.source.load import Location, Url, parse_location

_DEFAULT_FOLDER = Path("generated")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says: a file, the names of clients in it, and what goes before it."""

    said: ClientConfiguration
    configuration: Path | None = None
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One client: where its document is, where it goes, and all that was said of it."""

    spec: Location
    output: Path
    said: ClientConfiguration

    @property
    def package(self) -> str:
        """The name of the client: its folder's."""
        return Path(os.path.abspath(self.output)).name


def targets(asked: Asked) -> tuple[Target, ...]:
    """The clients that a command is about, in the order of the file.

    Raises:
        click.UsageError: there is none, or what is said does not go together.
        DocumentError: the configuration file is at fault.
    """
    said = asked.said
    if said.package is not None and not is_package_name(said.package):
        raise click.BadParameter(
            f"{said.package!r} is not a name that Python can import",
            param_hint="'--package'",
        )
    path = asked.configuration or found_configuration()
    file = read_configuration(path) if path is not None else None
    chosen = _chosen(asked, file)
    if len(chosen) > 1 and (said.output or said.package):
        raise click.UsageError(
            f"-o and --package are for one client, and here are {_listed(chosen)}: "
            "choose one with --client"
        )
    return tuple(_target(name, each, said) for name, each in chosen.items())


def document_of(target: Target) -> DocumentRequest:
    """The document of a client, as its workflows open it."""
    return DocumentRequest(
        spec=target.spec,
        overlays=tuple(map(Path, target.said.overlays)),
        allow_references=tuple(map(parse_location, target.said.allow_references)),
        sha256=target.said.sha256,
    )


def found_configuration() -> Path | None:
    """The configuration that holds for the current folder, as a path from there."""
    path = find_configuration(Path.cwd())
    return None if path is None else Path(os.path.relpath(path))


def _chosen(
    asked: Asked, file: ConfigurationFile | None
) -> Mapping[str, ClientConfiguration]:
    """The file's clients that are asked for, by name; one without a name if there is no file."""
    spec = asked.said.spec
    if file is None:
        if asked.clients:
            raise click.UsageError(
                "--client is for a configuration file: there is none"
            )
        if spec is None:
            raise click.UsageError(
                "give a document, or write a configuration with `codegen init`"
            )
        return {"": ClientConfiguration()}
    clients = {name: _located(name, each, file) for name, each in file.clients.items()}
    if asked.clients:
        unknown = [name for name in asked.clients if name not in clients]
        if unknown:
            raise click.UsageError(
                f"{file.path} has no client {unknown[0]!r}; it has {_listed(clients)}"
            )
        return {name: clients[name] for name in dict.fromkeys(asked.clients)}
    if spec is None:
        return clients
    same = {
        name: each
        for name, each in clients.items()
        if each.spec is not None and _is_same_document(each.spec, spec)
    }
    if asked.configuration is None:
        # One that nobody named holds for its own clients, and not for what goes elsewhere.
        same = {name: each for name, each in same.items() if _is_here(each, asked.said)}
    if same or asked.configuration is None:
        return same or {"": ClientConfiguration()}
    if len(clients) > 1:
        raise click.UsageError(
            f"{file.path} has the clients {_listed(clients)}, none of them of "
            f"{parse_location(spec)}: choose one with --client"
        )
    return clients


def _is_here(configured: ClientConfiguration, said: ClientConfiguration) -> bool:
    """Whether a client goes where the command line says, if it says so."""
    here = os.path.realpath(configured.output or "")
    if said.output is None:
        return said.package in (None, os.path.basename(here))
    return os.path.realpath(_output("", configured, said)) == here


def _target(
    name: str, configured: ClientConfiguration, said: ClientConfiguration
) -> Target:
    merged = _merged(configured, said)
    if merged.spec is None:
        which = f"the client {name!r}" if name else "the configuration"
        raise click.UsageError(f"{which} has no document: give its `spec`")
    spec = parse_location(merged.spec)
    package = merged.package or name or default_package(spec)
    return Target(spec, _output(package, configured, said), merged)


def _merged(
    configured: ClientConfiguration, said: ClientConfiguration
) -> ClientConfiguration:
    """What is said on the command line, and of everything else what is configured."""
    options = replace(
        _over(configured.options, said.options),
        selection=_over(configured.options.selection, said.options.selection),
    )
    merged = _over(configured, said)
    if said.spec is not None and said.spec != configured.spec:
        # The hash was another document's.
        merged = replace(merged, sha256=said.sha256)
    return replace(merged, options=options)


_Said = TypeVar("_Said", ClientConfiguration, ClientOptions, Selection)


def _over(base: _Said, said: _Said) -> _Said:
    """`base` with each member that is said; a list is said as a whole."""
    nothing = type(said)()
    return replace(
        base,
        **{
            each.name: getattr(said, each.name)
            for each in fields(said)
            if getattr(said, each.name) != getattr(nothing, each.name)
        },
    )


def _output(
    package: str, configured: ClientConfiguration, said: ClientConfiguration
) -> Path:
    """The folder to write, whose name can be imported: `-o DIR`, or `--package NAME` in it."""
    if said.output is None:
        if configured.output is not None and said.package in (None, package):
            return _folder(configured.output, "output")
        return _DEFAULT_FOLDER / package
    name = Path(os.path.abspath(said.output)).name
    if said.package is not None and said.package != name:
        if os.path.isfile(os.path.join(said.output, MANIFEST_NAME)):
            other = os.path.join(os.path.dirname(said.output), said.package)
            raise click.UsageError(
                f"{said.output} is a client, and none is built into another: "
                f"for one beside it, give -o {other}"
            )
        return Path(os.path.normpath(said.output)) / said.package
    return _folder(said.output, "'-o' / '--output'")


def _folder(written: str, said_by: str) -> Path:
    name = Path(os.path.abspath(written)).name
    if not is_package_name(name):
        raise click.BadParameter(
            f"the folder is the package, and {name!r} is not a name that Python can import",
            param_hint=said_by,
        )
    return Path(os.path.normpath(written))


def _located(
    name: str, client: ClientConfiguration, file: ConfigurationFile
) -> ClientConfiguration:
    """`client` with its paths from the current folder instead of the file's."""

    def located(written: str) -> str:
        path = os.path.join(file.path.parent, written)
        near = os.path.relpath(path)
        return os.path.abspath(path) if near.startswith(os.pardir) else near

    package = (
        client.package or name or default_package(parse_location(client.spec or "api"))
    )
    output = client.output or f"{_DEFAULT_FOLDER}/{package}"
    return replace(client, output=output).with_paths(located)


def _is_same_document(one: str, other: str) -> bool:
    paths = (parse_location(one), parse_location(other))
    return one == other or (
        not any(isinstance(each, Url) for each in paths)
        and os.path.realpath(one) == os.path.realpath(other)
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
