# SPDX-License-Identifier: MIT
"""Transports that can return a response before its content, for streams and downloads."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from .live_responses import (
    AsyncBufferedResponse,
    AsyncLiveResponse,
    BufferedResponse,
    LiveResponse,
)
from .transport import AsyncTransport, Request, Transport


@runtime_checkable
class LiveTransport(Transport, Protocol):
    """A transport that can return a response before its content, as streams require."""

    def open(self, request: Request) -> LiveResponse:
        """As `send`, but return once the status and header fields are received."""
        ...


@runtime_checkable
class AsyncLiveTransport(AsyncTransport, Protocol):
    """Async variant of `LiveTransport`."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        """As `LiveTransport.open`."""
        ...


def open_response(transport: Transport, request: Request) -> LiveResponse:
    """Send a request and return the response, before its content if the transport can do that."""
    if isinstance(transport, LiveTransport):
        return transport.open(request)
    return BufferedResponse(transport.send(request))


async def open_response_async(
    transport: AsyncTransport, request: Request
) -> AsyncLiveResponse:
    """Async variant of `open_response`."""
    if isinstance(transport, AsyncLiveTransport):
        return await transport.open(request)
    return AsyncBufferedResponse(await transport.send(request))
