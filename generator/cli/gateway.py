"""`codegen gateway`: call an API for pages and programs that do not have its keys."""

from __future__ import annotations

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
from generator.core.gc import without_collection
from generator.serving.request import ServeError

_DEFAULT_PORT = 8010


@click.command(
    "gateway",
    epilog="""\b
Examples:
  codegen gateway stripe
      serve a client of codegen.toml on 127.0.0.1:8010
  codegen gateway openapi.yaml --read-only --tag invoices
      serve the operations of a document that only read, of one tag
  codegen gateway stripe --allow-origin https://docs.example.com
      let the pages of a site call the API
""",
)
@click.argument("target", metavar="[SPEC | CLIENT]", required=False)
@gateway_options(_DEFAULT_PORT)
@diagnostics_options
def command(
    target: str | None, reporter: Reporter, **arguments: Unpack[GatewayArguments]
) -> int:
    """Call an API for pages and programs that do not have its keys.

    SPEC is a document, CLIENT the folder of a client or the name of one in the configuration, whose
    only client is served by default. The URL that is printed contains the token that callers must
    send.
    """
    try:
        request = gateway_request(target, **arguments)
        # Deferred: the web server is an extra, and slow to import.
        with without_collection():
            from generator.gateway.serve import serve_gateway

        serve_gateway(request, http_address(arguments), print_error_line)
    except FAILURES as error:
        return reporter.report_failure(error, target or "", "nothing served")
    except ServeError as error:
        raise click.UsageError(str(error)) from None
    except ModuleNotFoundError as error:
        message = missing_extra(error, "gateway")
        if message is None:
            raise
        print_error_line(message)
        return 1
    return 0
