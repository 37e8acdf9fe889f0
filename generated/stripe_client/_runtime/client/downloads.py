# SPDX-License-Identifier: MIT
"""Clients of APIs with downloads: `client.save` writes the content of a response to a file.

`client.stream` leaves the response open, to read its content in chunks.
"""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Generator,
    Mapping,
)
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import replace
from functools import partial
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Never,
    ParamSpec,
    TypeVar,
    cast,
    overload,
)

from ..http.downloads import Destination, DownloadTarget, download_target
from ..operations.read_response import status_error
from ..operations.request_options import hide_options
from .api_response import ApiResponse, api_response, redirected
from .base_client import PreparedRequest
from .live_clients import AsyncLiveClient, LiveClient
from .streamed_response import (
    AsyncResponseOpener,
    AsyncStreamedResponse,
    ResponseOpener,
    StreamedResponse,
)

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint
    from .callers import AsyncCaller, Caller

_P = ParamSpec("_P")
# Of an overload that no call matches, as in `client.raw`.
_WrongArguments = TypeVar("_WrongArguments", bound=Never)


class DownloadClient(LiveClient):
    """A `LiveClient` that can write the content of a response to a file."""

    @overload
    def save(
        self,
        to: Destination,
        method: Callable[_P, bytes],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]: ...
    @overload
    def save(
        self,
        to: Destination,
        function: Callable[Concatenate[Caller, _P], bytes],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]: ...
    @overload
    def save(  # type: ignore[overload-cannot-match]  # on purpose
        self,
        to: Destination,
        function: Callable[..., _WrongArguments],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[None]: ...
    def save(
        self,
        to: Destination,
        function: Callable[..., Any],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[None]:
        """Call an operation and write the content of its response to a file in chunks.

        A file given by its path is created only after the download is complete. An open file is
        written to directly; if it is not seekable, a broken download is not retried.

        Args:
            to: Path of the file, or a file open for writing in binary mode.
            function: Method of a resource of this client, or function of the operation.
            arguments: Positional arguments of the function, without the client.
            keywords: Keyword arguments and per-request options.

        Returns:
            The response, without value and content.

        Raises:
            OSError: the file cannot be written.
            TypeError: an argument is wrong, or `function` belongs to another client.
            ValueError: an argument is not valid.
            ApiError: the request failed, or the response reports an error.
        """
        hide_options(keywords)
        with download_target(to) as target:
            call = redirected(function, self, partial(self._save, target))
            return cast(ApiResponse[None], call(*arguments, **keywords))

    def _save(
        self,
        target: DownloadTarget,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
    ) -> ApiResponse[None]:
        prepared = _adjust_retries(target, self._prepare(endpoint, arguments))
        send = partial(target.receive, self._open_transport())
        exchange = self._exchange(prepared, send)
        if not exchange.response.is_success:
            raise status_error(endpoint, exchange, self._config)
        return api_response(exchange, _no_value)

    @overload
    def stream(
        self,
        method: Callable[_P, object],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> AbstractContextManager[StreamedResponse]: ...
    @overload
    def stream(
        self,
        function: Callable[Concatenate[Caller, _P], object],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> AbstractContextManager[StreamedResponse]: ...
    def stream(
        self,
        function: Callable[..., object],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> AbstractContextManager[StreamedResponse]:
        """Call an operation and read the content of its response in chunks, in a `with` block:

            with client.stream(get_report, "r_1") as response:
                for chunk in response.iter_bytes():
                    ...

        The request is sent when the block begins, and retried until a response begins. The end of
        the block releases the connection, even if the content was not read to its end.

        Args:
            function: Function of the operation, or a method of a resource of this client.
            arguments: Positional arguments of the function, without the client.
            keywords: Keyword arguments and per-request options.

        Raises:
            TypeError: an argument is wrong, or `function` belongs to another client.
            ValueError: an argument is not valid.
            ApiError: when the block begins: the request failed, or the response reports an error.
        """
        hide_options(keywords)
        call = redirected(function, self, self._stream)
        return cast(
            AbstractContextManager[StreamedResponse], call(*arguments, **keywords)
        )

    def _stream(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> AbstractContextManager[StreamedResponse]:
        # Prepared here, so that a wrong argument raises at the call.
        return self._opened(self._prepare(endpoint, arguments))

    @contextmanager
    def _opened(
        self, prepared: PreparedRequest
    ) -> Generator[StreamedResponse, None, None]:
        opener = ResponseOpener(self._open_transport())
        try:
            exchange = self._exchange(prepared, opener.send)
            self._raise_for_error(prepared.endpoint, exchange)
            yield opener.response(exchange)
        finally:
            opener.close()


class AsyncDownloadClient(AsyncLiveClient):
    """An `AsyncLiveClient` that can write the content of a response to a file."""

    @overload
    async def save(
        self,
        to: Destination,
        method: Callable[_P, Awaitable[bytes]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]: ...
    @overload
    async def save(
        self,
        to: Destination,
        function: Callable[Concatenate[AsyncCaller, _P], Awaitable[bytes]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]: ...
    @overload
    async def save(  # type: ignore[overload-cannot-match]  # on purpose
        self,
        to: Destination,
        function: Callable[..., Awaitable[_WrongArguments]],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[None]: ...
    async def save(
        self,
        to: Destination,
        function: Callable[..., Any],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[None]:
        """Like `DownloadClient.save`, awaited. Writing to the file blocks the event loop."""
        hide_options(keywords)
        with download_target(to) as target:
            call = redirected(function, self, partial(self._save, target))
            return cast(ApiResponse[None], await call(*arguments, **keywords))

    async def _save(
        self,
        target: DownloadTarget,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
    ) -> ApiResponse[None]:
        prepared = _adjust_retries(target, self._prepare(endpoint, arguments))
        send = partial(target.receive_async, self._open_transport())
        exchange = await self._exchange(prepared, send)
        if not exchange.response.is_success:
            raise status_error(endpoint, exchange, self._config)
        return api_response(exchange, _no_value)

    @overload
    def stream(
        self,
        method: Callable[_P, object],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> AbstractAsyncContextManager[AsyncStreamedResponse]: ...
    @overload
    def stream(
        self,
        function: Callable[Concatenate[AsyncCaller, _P], object],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> AbstractAsyncContextManager[AsyncStreamedResponse]: ...
    def stream(
        self,
        function: Callable[..., object],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> AbstractAsyncContextManager[AsyncStreamedResponse]:
        """Like `DownloadClient.stream`, in an `async with` block."""
        hide_options(keywords)
        call = redirected(function, self, self._stream)
        return cast(
            AbstractAsyncContextManager[AsyncStreamedResponse],
            call(*arguments, **keywords),
        )

    def _stream(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> AbstractAsyncContextManager[AsyncStreamedResponse]:
        return self._opened(self._prepare(endpoint, arguments))

    @asynccontextmanager
    async def _opened(
        self, prepared: PreparedRequest
    ) -> AsyncGenerator[AsyncStreamedResponse, None]:
        opener = AsyncResponseOpener(self._open_transport())
        try:
            exchange = await self._exchange(prepared, opener.send)
            self._raise_for_error(prepared.endpoint, exchange)
            yield opener.response(exchange)
        finally:
            await opener.close()


def _no_value() -> None:
    """The value of a response whose content is in a file."""


def _adjust_retries(
    target: DownloadTarget, prepared: PreparedRequest
) -> PreparedRequest:
    """Disable retries of a broken download if the target cannot be rewound."""
    if target.can_start_over:
        return prepared
    return prepared._replace(request=replace(prepared.request, repeatable=False))
