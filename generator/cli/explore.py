"""`codegen explore`: a page with a form for every operation of an API."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Unpack

import click

from generator.cli.diagnostics.reporter import FAILURES, Reporter, diagnostics_options
from generator.cli.gateway_options import (
    GatewayArguments,
    gateway_options,
    gateway_request,
    http_address,
    missing_extra,
)
from generator.cli.terminal import print_error_line
from generator.config import THEMES, ExploreConfiguration, Theme, read_configuration
from generator.core.gc import without_collection
from generator.serving.request import ServeError

_DEFAULT_PORT = 8000


@click.command(
    "explore",
    epilog="""\b
Examples:
  codegen explore openapi.yaml
      serve pages of a document on 127.0.0.1:8000, and open the browser
  codegen explore stripe --tag customers --read-only
      serve a part of a client of codegen.toml, and only what reads
  codegen explore openapi.yaml -o site
      write the pages to a folder, for any web server
""",
)
@click.argument("target", metavar="[SPEC | CLIENT]", required=False)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a static site to DIR instead of serving. Its readers enter the URL of a gateway.",
)
@click.option(
    "--theme",
    type=click.Choice(list(THEMES)),
    help="Colors of the pages. [default: auto, as the reader's system]",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@gateway_options(_DEFAULT_PORT)
@diagnostics_options
def command(
    target: str | None,
    output: Path | None,
    theme: Theme | None,
    no_open: bool,
    reporter: Reporter,
    **arguments: Unpack[GatewayArguments],
) -> int:
    """Show an API as pages with a form for every operation.

    SPEC is a document, CLIENT the folder of a client or the name of one in the configuration, whose
    only client is shown by default. Calls go through a gateway that holds the credentials. The URL
    that is printed contains its token.
    """
    try:
        gateway = gateway_request(target, **arguments)
        file = gateway.configuration
        look = read_configuration(file).explore if file else ExploreConfiguration()
        look = replace(look, theme=theme or look.theme)
        # Deferred: the web server and the renderers are an extra, and slow to import.
        with without_collection():
            from generator.cli.explorer_server import (
                ExploreRequest,
                serve_explorer,
                write_explorer,
            )

        request = ExploreRequest(gateway, look, file.parent if file else Path.cwd())
        if output is not None:
            count = write_explorer(request, output)
            click.echo(f"wrote {count} files to {output}")
        else:
            announce = print_error_line if no_open else _open_browser
            serve_explorer(request, http_address(arguments), announce)
    except FAILURES as error:
        return reporter.report_failure(error, target or "", "nothing shown")
    except ServeError as error:
        raise click.UsageError(str(error)) from None
    except ModuleNotFoundError as error:
        message = missing_extra(error, "explore")
        if message is None:
            raise
        print_error_line(message)
        return 1
    return 0


def _open_browser(url: str) -> None:
    print_error_line(url)
    click.launch(url)
