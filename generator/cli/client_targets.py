"""Find the clients that a command is about: on the command line, in a configuration, or in both.

The command line overrides the configuration, setting by setting. If a document is given on the
command line, a configuration that was found applies only to its own clients of that document.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.document_argument import (
    STDIN_ARGUMENT,
    Headers,
    document_headers,
    read_location,
)
from generator.config import (
    DEFAULT_FOLDER,
    ClientConfiguration,
    ClientOptions,
    ConfigurationFile,
    configured_folder,
    default_package,
    find_configuration,
    is_package_name,
    read_configuration,
)
from generator.frontend.configured_document import configured_document
from generator.frontend.document_request import DocumentRequest
from generator.output import MANIFEST_NAME
from generator.slicing.selection import Selection
from generator.source.load import (
    DocumentLocation,
    Url,
    parse_location,
)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The settings of a client on the command line.

    Attributes:
        settings: they override the configuration.
        configuration: the file of `--config`; None to look for one.
        clients: names of clients in the configuration.
        headers: headers for the document's URL. They are secrets, so no configuration has them.
    """

    settings: ClientConfiguration
    configuration: Path | None = None
    clients: tuple[str, ...] = ()
    headers: Headers = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ClientTarget:
    """A client that a command is about.

    Attributes:
        spec: its document.
        output: its folder.
        settings: all settings, with paths relative to the current folder.
        project: the folder of the project that the client is in; None for a client by itself.
        headers: headers for the document's URL, besides those of the settings.
    """

    spec: DocumentLocation
    output: Path
    settings: ClientConfiguration
    project: Path | None = None
    headers: Headers = field(default=(), repr=False)

    @property
    def package(self) -> str:
        """The name of the package, which is that of the folder."""
        return Path(os.path.abspath(self.output)).name

    @property
    def document(self) -> DocumentRequest:
        """The document with its overlays, references and headers.

        Raises:
            click.UsageError: there are headers, but the document is not behind a URL.
            DocumentError: the value of a header is missing or invalid.
        """
        headers = document_headers(self.spec, self.headers, self.settings.header_env)
        return configured_document(self.spec, self.settings, headers)


def find_targets(command_line: CommandLine) -> tuple[ClientTarget, ...]:
    """Find the clients that a command is about, in the order of the configuration.

    Raises:
        click.UsageError: there is none, or the settings contradict each other.
        DocumentError: the configuration is invalid, or standard input has no document.
    """
    settings = command_line.settings
    if settings.package is not None and not is_package_name(settings.package):
        raise click.BadParameter(
            f"{settings.package!r} is not a name that Python can import",
            param_hint="'--package'",
        )
    path = command_line.configuration or find_current_configuration()
    file = read_configuration(path) if path is not None else None
    selected = _select_clients(command_line, file)
    if len(selected) > 1 and (settings.output or settings.package):
        raise click.UsageError(
            f"-o and --package require a single client, but there are "
            f"{', '.join(selected)}: select one with --client"
        )
    if len(selected) > 1 and settings.spec == STDIN_ARGUMENT:
        raise click.UsageError(
            f"standard input can be read only once, but there are {', '.join(selected)}: "
            "select one with --client"
        )
    return tuple(
        _target(name, configured, command_line) for name, configured in selected.items()
    )


def find_current_configuration() -> Path | None:
    """Find the configuration that applies to the current folder, as a relative path."""
    path = find_configuration(Path.cwd())
    return None if path is None else Path(os.path.relpath(path))


def _select_clients(
    command_line: CommandLine, file: ConfigurationFile | None
) -> Mapping[str, ClientConfiguration]:
    """Select clients of the file by name; a nameless, empty one if none applies."""
    spec = command_line.settings.spec
    if file is None:
        if command_line.clients:
            raise click.UsageError(
                "--client requires a configuration, but there is none"
            )
        if spec is None:
            raise click.UsageError(
                "give a document, or write a configuration with `codegen init`"
            )
        return {"": ClientConfiguration()}
    clients = {
        name: _relative_to_current_folder(name, client, file)
        for name, client in file.clients.items()
    }
    if command_line.clients:
        return _select_by_name(command_line.clients, clients, file)
    if spec is None:
        return clients
    return _select_by_document(spec, command_line, clients, file)


def _select_by_name(
    names: tuple[str, ...],
    clients: Mapping[str, ClientConfiguration],
    file: ConfigurationFile,
) -> Mapping[str, ClientConfiguration]:
    unknown = [name for name in names if name not in clients]
    if unknown:
        raise click.UsageError(
            f"{file.path} has no client {unknown[0]!r}, only {', '.join(clients)}"
        )
    return {name: clients[name] for name in dict.fromkeys(names)}


def _select_by_document(
    spec: str,
    command_line: CommandLine,
    clients: Mapping[str, ClientConfiguration],
    file: ConfigurationFile,
) -> Mapping[str, ClientConfiguration]:
    same = {
        name: client
        for name, client in clients.items()
        if client.spec is not None and _is_same_document(client.spec, spec)
    }
    if command_line.configuration is None:
        # The file was found, not given: it does not apply to other output folders.
        same = {
            name: client
            for name, client in same.items()
            if _has_same_output(name, client, command_line.settings)
        }
        return same or {"": ClientConfiguration()}
    if same:
        return same
    if len(clients) > 1:
        raise click.UsageError(
            f"none of the clients of {file.path} is built from {parse_location(spec)}: "
            f"select one of {', '.join(clients)} with --client"
        )
    return clients


def _is_same_document(one: str, other: str) -> bool:
    if other == STDIN_ARGUMENT:
        return False
    locations = (parse_location(one), parse_location(other))
    return one == other or (
        not any(isinstance(location, Url) for location in locations)
        and os.path.realpath(one) == os.path.realpath(other)
    )


def _has_same_output(
    name: str, configured: ClientConfiguration, settings: ClientConfiguration
) -> bool:
    """Whether the output on the command line, if there is one, is that of a configured client."""
    output = os.path.realpath(configured.output or "")
    if configured.project:
        is_same = settings.output is None or os.path.realpath(settings.output) == output
        return is_same and settings.package in (None, name, configured.package)
    if settings.output is None:
        return settings.package in (None, os.path.basename(output))
    return os.path.realpath(_output("", configured, settings)) == output


def _target(
    name: str, configured: ClientConfiguration, command_line: CommandLine
) -> ClientTarget:
    settings = command_line.settings
    merged = _merge(configured, settings)
    if merged.spec is None:
        client = f"the client {name!r}" if name else "the configuration"
        raise click.UsageError(f"{client} has no document: add `spec`")
    spec = read_location(merged.spec)
    headers = command_line.headers
    if merged.project:
        output = configured_folder(merged, name, spec)
        return ClientTarget(spec, output, merged, output.parents[1], headers)
    package = merged.package or name or default_package(spec)
    output = _output(package, configured, settings)
    return ClientTarget(spec, output, merged, headers=headers)


def _merge(
    configured: ClientConfiguration, settings: ClientConfiguration
) -> ClientConfiguration:
    """Override the configuration of a client by the settings on the command line."""
    options = replace(
        _override(configured.options, settings.options),
        selection=_override(configured.options.selection, settings.options.selection),
    )
    merged = _override(configured, settings)
    if settings.spec is not None and settings.spec != configured.spec:
        # The configured hash and headers belong to the configured document.
        merged = replace(merged, sha256=settings.sha256, header_env=settings.header_env)
    return replace(merged, options=options)


_Settings = TypeVar("_Settings", ClientConfiguration, ClientOptions, Selection)


def _override(base: _Settings, settings: _Settings) -> _Settings:
    """`base` overridden by every setting that is not the default; lists replace, not merge."""
    defaults = type(settings)()
    return replace(
        base,
        **{
            each.name: getattr(settings, each.name)
            for each in fields(settings)
            if getattr(settings, each.name) != getattr(defaults, each.name)
        },
    )


def _output(
    package: str, configured: ClientConfiguration, settings: ClientConfiguration
) -> Path:
    """The folder to write: `-o DIR`, or the folder of `--package NAME` inside of DIR."""
    if settings.output is None:
        if configured.output is not None and settings.package in (None, package):
            return _package_folder(configured.output, "output")
        return DEFAULT_FOLDER / package
    name = Path(os.path.abspath(settings.output)).name
    if settings.package is not None and settings.package != name:
        if os.path.isfile(os.path.join(settings.output, MANIFEST_NAME)):
            sibling = os.path.join(os.path.dirname(settings.output), settings.package)
            raise click.UsageError(
                f"{settings.output} is a client, and cannot contain another: "
                f"to build one beside it, give -o {sibling}"
            )
        return Path(os.path.normpath(settings.output)) / settings.package
    return _package_folder(settings.output, "'-o' / '--output'")


def _package_folder(path: str, option: str) -> Path:
    name = Path(os.path.abspath(path)).name
    if not is_package_name(name):
        raise click.BadParameter(
            f"the folder is the package, and {name!r} is not a name that Python can import",
            param_hint=option,
        )
    return Path(os.path.normpath(path))


def _relative_to_current_folder(
    name: str, client: ClientConfiguration, file: ConfigurationFile
) -> ClientConfiguration:
    """Convert the paths of a client, which are relative to the file."""

    def convert(path: str) -> str:
        joined = os.path.join(file.path.parent, path)
        relative = os.path.relpath(joined)
        # On the command line, `-` is standard input.
        is_unclear = relative.startswith(os.pardir) or relative == STDIN_ARGUMENT
        return os.path.abspath(joined) if is_unclear else relative

    package = (
        client.package or name or default_package(parse_location(client.spec or "api"))
    )
    output = client.output or f"{DEFAULT_FOLDER}/{package}"
    return replace(client, output=output).with_paths(convert)
