"""`codegen mcp`: serve the operations of APIs as tools, for the Model Context Protocol."""

from __future__ import annotations

import asyncio
from typing import Literal

import click


@click.command(
    "mcp",
    epilog="""\b
Examples:
  codegen mcp stripe
      serve the client `stripe_client` of codegen.toml over standard input and output
  codegen mcp openapi.yaml --read-only
      serve the operations of a document that only read
""",
)
@click.argument("targets", metavar="[SPEC | CLIENT]...", nargs=-1, required=True)
@click.option("--read-only", is_flag=True, help="Only operations that read.")
@click.option(
    "--allow", multiple=True, metavar="PATTERN", help="Only these operations."
)
@click.option("--deny", multiple=True, metavar="PATTERN", help="Not these operations.")
@click.option("--base-url", metavar="URL", help="Server instead of the document's.")
@click.option(
    "--tools",
    "mode",
    type=click.Choice(["find", "each"]),
    default="find",
    show_default=True,
    help="Four tools that find operations, or one for each operation.",
)
def command(
    targets: tuple[str, ...],
    read_only: bool,
    allow: tuple[str, ...],
    deny: tuple[str, ...],
    base_url: str | None,
    mode: Literal["find", "each"],
) -> None:
    """Serve operations as tools for chat clients and agents."""
    # Deferred: the protocol's library is an extra, and slow to import.
    from generator.mcp.serve import ServeRequest, serve

    asyncio.run(serve(ServeRequest(targets, base_url, read_only, allow, deny, mode)))
