# SPDX-License-Identifier: MIT
"""Clients that can read a response while it arrives, for streams and downloads."""

from __future__ import annotations

from ..http.transport import AsyncTransport, Transport
from .client import AsyncBaseClient, SyncClient


class LiveClient(SyncClient):
    """A `SyncClient` whose default transport can return a response before its content."""

    def _default_transport(self) -> Transport:
        # Deferred, like the transport of `SyncClient`.
        from ..http.live_httpx_transport import LiveHttpxTransport

        return LiveHttpxTransport(self._http_settings)


class AsyncLiveClient(AsyncBaseClient):
    """Async variant of `LiveClient`."""

    def _default_transport(self) -> AsyncTransport:
        from ..http.live_httpx_transport import AsyncLiveHttpxTransport

        return AsyncLiveHttpxTransport(self._http_settings)
