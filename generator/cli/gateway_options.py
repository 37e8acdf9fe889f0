"""Options of the commands that start a gateway."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypedDict, TypeVar, Unpack

import click

from generator.cli.client_options import configuration_option, selection_options
from generator.cli.client_targets import find_current_configuration
from generator.config import read_configuration
from generator.gateway.request import GatewayRequest
from generator.serving.request import CredentialsSource, HttpAddress, Selection

EXTRA = ("starlette", "python_multipart", "uvicorn", "keyring", "markdown_it", "nh3")
LOCAL = "127.0.0.1"
_Command = TypeVar("_Command", bound=Callable[..., object])


class _Option(Protocol):
    """A decorator that adds an option to a command."""

    def __call__(self, command: _Command, /) -> _Command: ...


_GATEWAY: tuple[_Option, ...] = (
    click.option("--read-only", is_flag=True, help="Only operations that read."),
    click.option(
        "--allow-changes",
        is_flag=True,
        help="Make changes without a confirmation in each session.",
    ),
    click.option("--base-url", metavar="URL", help="Server instead of the document's."),
    click.option(
        "--credentials-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A secret, or TOML with secrets by name, in a file that only you may read. "
        "[default: the client's environment variables]",
    ),
    click.option(
        "--keyring",
        is_flag=True,
        help="Secrets from the system's keyring: of the service codegen and the API's name.",
    ),
    click.option(
        "--allow-origin",
        "allowed_origins",
        metavar="ORIGIN",
        multiple=True,
        help="Pages of this site may call the gateway: https://docs.example.com.",
    ),
    click.option(
        "--audit-log",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Append a line of JSON to FILE for each call, without arguments and secrets.",
    ),
    click.option(
        "--host",
        metavar="ADDRESS",
        default=LOCAL,
        show_default=True,
        help="Listen there, without encryption. Needs CODEGEN_GATEWAY_TOKEN if other "
        "machines can reach it.",
    ),
)


class GatewayArguments(TypedDict):
    """The arguments of a command with `gateway_options`."""

    operations: tuple[str, ...]
    tags: tuple[str, ...]
    paths: tuple[str, ...]
    exclude: tuple[str, ...]
    read_only: bool
    allow_changes: bool
    base_url: str | None
    credentials_file: Path | None
    keyring: bool
    allowed_origins: tuple[str, ...]
    audit_log: Path | None
    host: str
    port: int
    configuration: Path | None


def gateway_options(default_port: int) -> _Option:
    """Return a decorator that adds the options of a gateway, and those that select operations."""

    def add_options(command: _Command) -> _Command:
        command = configuration_option(command)
        command = click.option(
            "--port",
            type=click.IntRange(0, 65535),
            default=default_port,
            show_default=True,
            help="Port to listen on; 0 for any that is free.",
        )(command)
        for option in reversed(_GATEWAY):
            command = option(command)
        return selection_options(command)

    return add_options


def gateway_request(
    target: str | None, **arguments: Unpack[GatewayArguments]
) -> GatewayRequest:
    """Convert the arguments of a command with `gateway_options`.

    Args:
        target: a document or a client; None for the only client of the configuration.
        arguments: the arguments.

    Raises:
        click.UsageError: no target is given, and the configuration has none or several.
        DocumentError: the configuration is invalid.
        PolicyError: the policy cannot be applied as it is written.
    """
    file = arguments["configuration"] or find_current_configuration()
    return GatewayRequest(
        target=target or _only_client(file),
        configuration=file,
        base_url=arguments["base_url"],
        read_only=arguments["read_only"],
        allow_changes=arguments["allow_changes"],
        selection=Selection(
            arguments["operations"],
            arguments["tags"],
            arguments["paths"],
            arguments["exclude"],
        ),
        credentials=CredentialsSource(
            arguments["credentials_file"], arguments["keyring"]
        ),
        allowed_origins=arguments["allowed_origins"],
        audit_log=arguments["audit_log"],
    )


def http_address(arguments: GatewayArguments) -> HttpAddress:
    """Return the address to listen on."""
    return HttpAddress(arguments["host"], arguments["port"])


def missing_extra(error: ModuleNotFoundError, command: str) -> str | None:
    """Return what to install for a command; None if another module is missing."""
    if (error.name or "").partition(".")[0] not in EXTRA:
        return None
    return f"codegen {command} needs an extra: pip install 'openapi-typed-codegen[explore]'"


def _only_client(path: Path | None) -> str:
    if path is None:
        raise click.UsageError(
            "give a document or a client, or write a configuration with `codegen init`"
        )
    clients = read_configuration(path).clients.items()
    names = [name or settings.package or "" for name, settings in clients]
    if len(names) != 1:
        known = f": {', '.join(names)}" if names else ""
        raise click.UsageError(f"name one client of {path}{known}")
    return names[0]
