"""Serve the operations of APIs over the Model Context Protocol."""

from __future__ import annotations

import gc
import sys
from typing import Any, Final

from mcp.server.lowlevel import Server

from generator.agent import Agent
from generator.mcp.request import ServeRequest
from generator.mcp.server import create_server, serve_stdio
from generator.mcp.tools import ToolServer
from generator.serving.apis import (
    create_client,
    open_apis,
    resolve_credentials,
    secrets_to_redact,
)
from generator.serving.http_client import NotingHttpClient
from generator.serving.redaction import RedactingStream, Redactor
from generator.serving.request import Announce, ServeError

_LONGEST_NAME: Final = 40


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
            # Deferred: brings the web server.
            from generator.mcp.http import serve_http

            await serve_http(server, request.address, redactor, announce)
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
