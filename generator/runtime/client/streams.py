# SPDX-License-Identifier: MIT
"""Clients of APIs with streams: a call returns its response while the items arrive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..http.retries import Exchange
from ..streaming.stream_endpoint import StreamEndpoint
from .base_client import PreparedRequest
from .live_clients import AsyncLiveClient, LiveClient


class StreamClient(LiveClient):
    """A `LiveClient` that leaves the response of a `StreamEndpoint` open."""

    def _exchange_and_reader(
        self, prepared: PreparedRequest
    ) -> tuple[Exchange, Callable[[], Any]]:
        if not isinstance(prepared.endpoint, StreamEndpoint):
            return super()._exchange_and_reader(prepared)
        # Deferred, because most calls return no stream.
        from ..streaming.open_stream import StreamOpener

        opener = StreamOpener(prepared.endpoint, self._open_transport())
        try:
            exchange = self._exchange(prepared, opener.send)
            stream = opener.stream(exchange, self._config.package)
        except BaseException:
            # Such as an error of a hook, when the response is open already.
            opener.close()
            raise
        if stream is not None:
            return exchange, lambda: stream
        return exchange, partial(self._read_value, prepared, exchange, self._perform)


class AsyncStreamClient(AsyncLiveClient):
    """An `AsyncLiveClient` that leaves the response of a `StreamEndpoint` open."""

    async def _exchange_and_reader(
        self, prepared: PreparedRequest
    ) -> tuple[Exchange, Callable[[], Any]]:
        if not isinstance(prepared.endpoint, StreamEndpoint):
            return await super()._exchange_and_reader(prepared)
        from ..streaming.open_stream import AsyncStreamOpener

        opener = AsyncStreamOpener(prepared.endpoint, self._open_transport())
        try:
            exchange = await self._exchange(prepared, opener.send)
            stream = opener.stream(exchange, self._config.package)
        except BaseException:
            await opener.close()
            raise
        if stream is not None:
            return exchange, lambda: stream
        return exchange, partial(self._read_value, prepared, exchange, self._perform)
