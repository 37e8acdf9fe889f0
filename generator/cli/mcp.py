"""`codegen mcp`: serve the operations of APIs as tools, for the Model Context Protocol."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, Literal

import click

from generator.cli.client_options import configuration_option, selection_options
from generator.cli.client_targets import find_current_configuration
from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.terminal import print_error_line
from generator.config import read_configuration
from generator.core.gc import without_collection
from generator.mcp.request import ServeRequest
from generator.serving.request import (
    CredentialsSource,
    HttpAddress,
    Selection,
    ServeError,
)

_EXTRA = ("mcp", "mcp_types", "uvicorn", "keyring")
_DEFAULT_PORT = 8000
_LOCAL = "127.0.0.1"
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


class _Port(click.IntRange):
    """A port: the optional value of `--http`, which may be followed by a target."""

    name = "port"

    def __init__(self) -> None:
        super().__init__(0, 65535)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        try:
            port: int = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(
                f"{value!r} is not a port: write --http=8000, or --http after all else",
                param,
                ctx,
            )
        return port


@click.command(
    "mcp",
    epilog="""\b
Examples:
  codegen mcp
      serve the clients of codegen.toml over standard input and output
  codegen mcp stripe --read-only
      serve the operations of one of them that only read
  codegen mcp openapi.yaml --tag invoices --tools each
      serve a selection of operations, as a tool each
  codegen mcp openapi.yaml --http
      serve over HTTP on 127.0.0.1:8000, with a token
  codegen mcp stripe --print-config vscode
      print what makes VS Code start the server
""",
)
@click.argument("targets", metavar="[SPEC | CLIENT]...", nargs=-1)
@selection_options
@click.option("--read-only", is_flag=True, help="Only operations that read.")
@click.option(
    "--tools",
    "mode",
    type=click.Choice(["find", "each"]),
    default="find",
    show_default=True,
    help="Four tools that find and call operations, or one for each of at most 40.",
)
@click.option("--base-url", metavar="URL", help="Server instead of the document's.")
@click.option(
    "--credentials-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A secret, or TOML with secrets by name, in a file that only you may read. "
    "[default: the client's environment variables]",
)
@click.option(
    "--keyring",
    is_flag=True,
    help="Secrets from the system's keyring: of the service codegen and the API's name.",
)
@click.option(
    "--upload-folder",
    "upload_folders",
    metavar="DIR",
    multiple=True,
    type=_FOLDER,
    help="Files below DIR may be sent. [default: no files]",
)
@click.option(
    "--download-folder",
    metavar="DIR",
    type=_FOLDER,
    help="Write downloads to DIR. [default: refuse them]",
)
@click.option(
    "--http",
    "port",
    metavar="[PORT]",
    type=_Port(),
    is_flag=False,
    flag_value=str(_DEFAULT_PORT),
    help="Serve over HTTP instead of standard input and output, on port 8000 by default. Prints "
    "the token that clients must send, unless CODEGEN_MCP_TOKEN is set.",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    help="With --http, listen there, without encryption. [default: 127.0.0.1]",
)
@click.option(
    "--print-config",
    "host_program",
    type=click.Choice(["claude", "vscode", "cursor"]),
    help="Print the entry for the configuration of a chat client, and end.",
)
@configuration_option
@diagnostics_options
def command(
    targets: tuple[str, ...],
    operations: tuple[str, ...],
    tags: tuple[str, ...],
    paths: tuple[str, ...],
    exclude: tuple[str, ...],
    read_only: bool,
    mode: Literal["find", "each"],
    base_url: str | None,
    credentials_file: Path | None,
    keyring: bool,
    upload_folders: tuple[Path, ...],
    download_folder: Path | None,
    port: int | None,
    host: str | None,
    host_program: Literal["claude", "vscode", "cursor"] | None,
    configuration: Path | None,
    reporter: Reporter,
) -> int:
    """Serve operations as tools for chat clients and agents.

    Each SPEC is a document, each CLIENT the folder of a client or the name of one in the
    configuration, all of whose clients are served by default.
    """
    if host is not None and port is None:
        raise click.UsageError("--host requires --http")
    try:
        file = configuration or find_current_configuration()
        names = targets or _configured_targets(file)
        if base_url is not None and len(names) > 1:
            raise click.UsageError(
                f"--base-url requires a single API, but there are {', '.join(names)}"
            )
        request = ServeRequest(
            targets=names,
            configuration=file,
            base_url=base_url,
            read_only=read_only,
            selection=Selection(operations, tags, paths, exclude),
            mode=mode,
            credentials=CredentialsSource(credentials_file, keyring),
            upload_folders=upload_folders,
            download_folder=download_folder,
            address=None if port is None else HttpAddress(host or _LOCAL, port),
        )
        if host_program is not None:
            _print_host_configuration(host_program, request)
        else:
            _serve(request)
    except FAILURES as error:
        return reporter.report_failure(error, " ".join(targets), "nothing served")
    except ServeError as error:
        raise click.UsageError(str(error)) from None
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        print_error_line(
            "codegen mcp needs an extra: pip install 'openapi-typed-codegen[agent]'"
        )
        return 1
    return 0


def _configured_targets(path: Path | None) -> tuple[str, ...]:
    """Return the names of all clients in a configuration.

    Raises:
        click.UsageError: there is none.
        DocumentError: it is invalid.
    """
    if path is None:
        raise click.UsageError(
            "give a document or a client, or write a configuration with `codegen init`"
        )
    clients = read_configuration(path).clients.items()
    return tuple(name or settings.package or "" for name, settings in clients)


def _serve(request: ServeRequest) -> None:
    # Deferred: the SDK is an extra, and slow to import.
    with without_collection():
        from generator.mcp.serve import serve

    asyncio.run(serve(request, print_error_line))


def _print_host_configuration(
    program: Literal["claude", "vscode", "cursor"], request: ServeRequest
) -> None:
    # Deferred: it brings the compiler, which builds a client that does not exist.
    from generator.mcp.host_configuration import host_configuration

    click.echo(json.dumps(host_configuration(program, request), indent=2))
