# SPDX-License-Identifier: MIT
"""The clients of APIs with downloads: `client.save` writes the content of a response to a file."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from ..http.downloads import Destination, DownloadTarget, download_target
from ..operations.read_response import require_success
from .api_response import ApiResponse, RedirectedCaller, api_response, unbound_function
from .base_client import PreparedRequest
from .client import AsyncBaseClient, SyncClient

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint
    from .callers import AsyncCaller, Caller

_P = ParamSpec("_P")


class DownloadClient(SyncClient):
    """A `SyncClient` that can write what an operation returns to a file."""

    def save(
        self,
        to: Destination,
        function: Callable[Concatenate[Caller, _P], bytes],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]:
        """Calls an operation, and writes what it gives to a file, piece by piece.

        The file under a path is there when all of it is, or not at all. An open file is written to
        at once; if it cannot be wound back, a connection that breaks off is not tried again.

        Raises:
            OSError: the file cannot be written.
            TypeError, ValueError, ApiError: as the call itself.
        """
        with download_target(to) as target:
            caller = RedirectedCaller(partial(self._save, target))
            response: Any = unbound_function(function, self)(
                caller, *arguments, **keywords
            )
        return cast(ApiResponse[None], response)

    def _save(
        self,
        target: DownloadTarget,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
    ) -> ApiResponse[None]:
        prepared = _prepared_for(target, self._prepared(endpoint, arguments))
        send = partial(target.receive, self._open_transport())
        exchange = self._exchange(prepared, send)
        require_success(endpoint, exchange, self._config)
        return api_response(exchange, None)


class AsyncDownloadClient(AsyncBaseClient):
    """An `AsyncBaseClient` that can write what an operation returns to a file."""

    async def save(
        self,
        to: Destination,
        function: Callable[Concatenate[AsyncCaller, _P], Coroutine[Any, Any, bytes]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]:
        """Like `DownloadClient.save`. The file itself is written without awaiting."""
        with download_target(to) as target:
            caller = RedirectedCaller(partial(self._save, target))
            response: Any = await unbound_function(function, self)(
                caller, *arguments, **keywords
            )
        return cast(ApiResponse[None], response)

    async def _save(
        self,
        target: DownloadTarget,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
    ) -> ApiResponse[None]:
        prepared = _prepared_for(target, self._prepared(endpoint, arguments))
        send = partial(target.receive_async, self._open_transport())
        exchange = await self._exchange(prepared, send)
        require_success(endpoint, exchange, self._config)
        return api_response(exchange, None)


def _prepared_for(target: DownloadTarget, prepared: PreparedRequest) -> PreparedRequest:
    """The call; not repeated when its response breaks off, if the target cannot start over."""
    if target.can_start_over:
        return prepared
    return prepared._replace(request=replace(prepared.request, repeatable=False))
