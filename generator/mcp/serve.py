"""Serve the operations of APIs over the Model Context Protocol."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from mcp.server.lowlevel import Server

from generator.agent import Agent
from generator.mcp.apis import (
    create_client,
    open_apis,
    resolve_credentials,
    secrets_to_redact,
)
from generator.mcp.http_client import NotingHttpClient
from generator.mcp.redaction import RedactingStream, Redactor
from generator.mcp.request import HttpAddress, ServeError, ServeRequest
from generator.mcp.server import create_server, serve_stdio
from generator.mcp.tools import ToolServer

TOKEN_VARIABLE: Final = "CODEGEN_MCP_TOKEN"
_LONGEST_NAME: Final = 40
_SHORTEST_TOKEN: Final = 32

Announce = Callable[[str], None]
"""Shows a line to the person who started the server."""


async def serve(request: ServeRequest, announce: Announce) -> None:
    """Serve: one host over standard input and output, until it closes them; or over HTTP.

    Raises:
        DocumentError: a target is unknown, or its document cannot be read.
        InvalidDocumentError: a document is invalid.
        OutputError: a client cannot be written.
        ServeError: credentials or the token in the environment cannot be used, the address cannot
            be listened on, a pattern matches no operation, or there are too many for a tool each.
    """
    redactor = Redactor()
    stderr = sys.stderr
    redacting = RedactingStream(stderr, redactor)
    sys.stderr = redacting
    try:
        server = await create_tool_server(request, redactor)
        # What lives now lives until the end: the collector need not look at it again.
        gc.freeze()
        if request.address is None:
            await serve_stdio(server)
        else:
            await _serve_http(server, request.address, redactor, announce)
    finally:
        redacting.finish()
        sys.stderr = stderr


async def create_tool_server(request: ServeRequest, redactor: Redactor) -> Server[Any]:
    """Return the server of a request. Secrets are added to the redactor. Raises as `serve`."""
    apis = open_apis(request.targets, request.configuration)
    secrets = resolve_credentials(apis, request.credentials)
    agent = Agent(
        read_only=request.read_only,
        allow=request.selection.patterns or None,
        deny=request.selection.exclude,
        upload_folders=request.upload_folders,
        download_folder=request.download_folder,
    )
    for api in apis:
        own = secrets.get(api.name)
        for secret in secrets_to_redact(api, own):
            redactor.add(secret)
        keep_cookies = bool(api.package.AsyncClient.api.session_cookies)
        http_client = NotingHttpClient(redactor, keep_cookies)
        client = create_client(api, own, request.base_url, http_client)
        await agent.register_api(api.name, client=client)
    name = "-".join(api.name for api in apis)[:_LONGEST_NAME]
    try:
        tools = ToolServer(agent, request.mode, redactor)
    except ValueError as error:
        raise ServeError(str(error)) from None
    return create_server(tools, name)


async def _serve_http(
    server: Server[Any], address: HttpAddress, redactor: Redactor, announce: Announce
) -> None:
    # Deferred: brings the web server.
    from generator.mcp.http import create_app, create_token, listen, serve_http, url_of

    token = os.environ.get(TOKEN_VARIABLE, "")
    if token and len(token) < _SHORTEST_TOKEN:
        raise ServeError(
            f"{TOKEN_VARIABLE} is too short: use at least {_SHORTEST_TOKEN} random characters"
        )
    try:
        listener = listen(address.host, address.port)
    except OSError as error:
        place = f"{address.host}:{address.port}"
        raise ServeError(f"cannot listen on {place}: {error.strerror}") from None
    with listener:
        announce(f"serving on {url_of(listener, address.host)}")
        if not token:
            token = create_token()
            announce(f"Authorization: Bearer {token}")
        redactor.add(token)
        port: int = listener.getsockname()[1]
        await serve_http(create_app(server, address.host, port, token), listener)
