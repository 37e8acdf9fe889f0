# SPDX-License-Identifier: MIT
"""The base classes of generated clients: `SyncClient` blocks, `AsyncBaseClient` awaits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from importlib import import_module
from time import sleep
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Never,
    ParamSpec,
    Self,
    TypeVar,
    cast,
    overload,
)

from ..http.errors import ApiConnectionError
from ..http.http_settings import AsyncHttpClient, HttpClient
from ..http.retries import Exchange, RetryPolicy
from ..http.transport import AsyncTransport, Request, Response, Transport
from ..operations.request_options import hide_options
from .api_response import ApiResponse, api_response, redirected
from .async_twin import asynchronous
from .base_client import BaseClient, PreparedRequest
from .request import request as request_undocumented

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint
    from .callers import AsyncCaller, Caller

_T = TypeVar("_T")
_P = ParamSpec("_P")
# Of the last overload of `raw`. No call matches it, on purpose: mypy reports it in one line, and
# would otherwise print the whole signature of the function.
_WrongArguments = TypeVar("_WrongArguments", bound=Never)


class SyncClient(BaseClient[Transport, HttpClient]):
    """Calls operations and waits for their responses. Safe to share between threads."""

    _is_async = False
    _pause: Callable[[float], object] = staticmethod(sleep)
    request = request_undocumented

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """Call an operation and return its decoded value.

        Args:
            endpoint: The operation.
            arguments: All arguments of its function, including `client` and `options`.

        Raises:
            TypeError: an argument is missing, unknown or of the wrong type; nothing was sent.
            ValueError: an argument is not valid; nothing was sent.
            ApiError: the request failed, or the response reports an error.
        """
        return cast(_T, self._perform(self._prepare(endpoint, arguments)))

    @overload
    def raw(
        self, method: Callable[_P, _T], /, *arguments: _P.args, **keywords: _P.kwargs
    ) -> ApiResponse[_T]: ...
    @overload
    def raw(
        self,
        function: Callable[Concatenate[Caller, _P], _T],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[_T]: ...
    @overload
    def raw(  # type: ignore[overload-cannot-match]  # on purpose
        self,
        function: Callable[..., _WrongArguments],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[_WrongArguments]: ...
    def raw(
        self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any
    ) -> ApiResponse[Any]:
        """Call an operation and return its HTTP response: `client.raw(client.customers.list)`.

        The content is decoded when `value` is read, so that any content can be received. Redirects
        that are not followed are responses as well, whether or not the document declares them.

        Args:
            function: Method of a resource of this client, function of the operation, or
                `client.request`.
            arguments: Positional arguments of the function, without the client.
            keywords: Keyword arguments and per-request options.

        Raises:
            TypeError: an argument is wrong, or `function` belongs to another client.
            ValueError: an argument is not valid.
            ApiError: the request failed, or the response reports an error.
        """
        hide_options(keywords)
        call = redirected(function, self, self._respond)
        return cast(ApiResponse[Any], call(*arguments, **keywords))

    def close(self) -> None:
        """Close all connections. Later calls raise `RuntimeError`."""
        if self._lender is not None:
            self._lender.close()
            return
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()

    def _perform(self, prepared: PreparedRequest) -> Any:
        return self._exchange_and_reader(prepared)[1]()

    def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        prepared = self._prepare(endpoint, arguments)
        exchange, read = self._exchange_and_reader(prepared)
        self._raise_for_error(endpoint, exchange)
        return api_response(exchange, read)

    def _exchange_and_reader(
        self, prepared: PreparedRequest
    ) -> tuple[Exchange, Callable[[], Any]]:
        """Perform a call; return also the function that decodes its response."""
        exchange = self._exchange(prepared, self._open_transport().send)
        return exchange, partial(self._read_value, prepared, exchange, self._perform)

    def _exchange(
        self, prepared: PreparedRequest, send: Callable[[Request], Response]
    ) -> Exchange:
        prepared = prepared.started()
        exchange = self._exchange_once(prepared, send)
        if not (prepared.follow_redirects and exchange.response.is_redirect):
            return exchange
        # Deferred, because few calls are redirected.
        from ..http.redirects import RedirectChain

        chain = RedirectChain(exchange.request)
        while (request := chain.next_request(exchange)) is not None:
            exchange = self._retry(request, prepared.policy, send)
        return chain.combine(exchange)

    def _exchange_once(
        self,
        prepared: PreparedRequest,
        send: Callable[[Request], Response],
    ) -> Exchange:
        """Send the request of a call, with a token if it needs one, and follow no redirect."""
        policy = prepared.policy
        need = prepared.needed_token
        if need is None:
            return self._retry(prepared.request, policy, send)
        send_token_request = self._open_transport().send
        return need.source.exchange(
            prepared.request,
            need,
            lambda request: self._retry(request, policy, send),
            lambda request: self._retry(request, policy, send_token_request),
        )

    def _retry(
        self,
        request: Request,
        policy: RetryPolicy,
        send: Callable[[Request], Response],
    ) -> Exchange:
        """Send a request until a response is final or no attempts are left."""
        loop = self._retry_loop(request, policy)
        while True:
            attempt = loop.begin()
            try:
                response = send(attempt)
            except ApiConnectionError as error:
                delay = loop.failed(error)
                if delay is None:
                    raise
            else:
                delay = loop.responded(response)
                if delay is None:
                    return loop.exchange(response)
            self._pause(delay)

    def _open_transport(self) -> Transport:
        if self._lender is not None:
            return self._lender._open_transport()
        if self._closed:
            raise RuntimeError("the client is closed")
        with self._lock:
            if self._transport is None:
                self._transport = self._default_transport()
            return self._transport

    def _default_transport(self) -> Transport:
        # Deferred, because importing the HTTP library takes longer than everything else.
        from ..http.httpx_transport import HttpxTransport

        return HttpxTransport(self._http_settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()


async def _asleep(seconds: float) -> None:
    # Deferred, because sync clients do not need `asyncio`, which is slow to import.
    await import_module("asyncio").sleep(seconds)


class AsyncBaseClient(BaseClient[AsyncTransport, AsyncHttpClient]):
    """Calls operations asynchronously. Each event loop that uses a client has its connections."""

    _is_async = True
    _pause: Callable[[float], Awaitable[object]] = staticmethod(_asleep)
    request = asynchronous(request_undocumented)

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """Like `SyncClient.call`; errors in arguments are raised before the result is awaited."""
        return self._perform(self._prepare(endpoint, arguments))

    @overload
    async def raw(
        self,
        method: Callable[_P, Awaitable[_T]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[_T]: ...
    @overload
    async def raw(
        self,
        function: Callable[Concatenate[AsyncCaller, _P], Awaitable[_T]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[_T]: ...
    @overload
    async def raw(  # type: ignore[overload-cannot-match]  # on purpose
        self,
        function: Callable[..., Awaitable[_WrongArguments]],
        /,
        *arguments: Any,
        **keywords: Any,
    ) -> ApiResponse[_WrongArguments]: ...
    async def raw(
        self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any
    ) -> ApiResponse[Any]:
        """Like `SyncClient.raw`: `await client.raw(client.customers.list)`."""
        hide_options(keywords)
        call = redirected(function, self, self._respond)
        return cast(ApiResponse[Any], await call(*arguments, **keywords))

    async def aclose(self) -> None:
        """Close all connections of this event loop. Later calls raise `RuntimeError`."""
        if self._lender is not None:
            await self._lender.aclose()
            return
        self._closed = True
        if self._transport is not None:
            await self._transport.close()

    async def _perform(self, prepared: PreparedRequest) -> Any:
        return (await self._exchange_and_reader(prepared))[1]()

    async def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        prepared = self._prepare(endpoint, arguments)
        exchange, read = await self._exchange_and_reader(prepared)
        self._raise_for_error(endpoint, exchange)
        return api_response(exchange, read)

    async def _exchange_and_reader(
        self, prepared: PreparedRequest
    ) -> tuple[Exchange, Callable[[], Any]]:
        """Like `SyncClient._exchange_and_reader`, awaited."""
        exchange = await self._exchange(prepared, self._open_transport().send)
        return exchange, partial(self._read_value, prepared, exchange, self._perform)

    async def _exchange(
        self,
        prepared: PreparedRequest,
        send: Callable[[Request], Awaitable[Response]],
    ) -> Exchange:
        prepared = prepared.started()
        exchange = await self._exchange_once(prepared, send)
        if not (prepared.follow_redirects and exchange.response.is_redirect):
            return exchange
        # Deferred, because few calls are redirected.
        from ..http.redirects import RedirectChain

        chain = RedirectChain(exchange.request)
        while (request := chain.next_request(exchange)) is not None:
            exchange = await self._retry(request, prepared.policy, send)
        return chain.combine(exchange)

    async def _exchange_once(
        self,
        prepared: PreparedRequest,
        send: Callable[[Request], Awaitable[Response]],
    ) -> Exchange:
        """Like `SyncClient._exchange_once`, awaited."""
        policy = prepared.policy
        need = prepared.needed_token
        if need is None:
            return await self._retry(prepared.request, policy, send)
        send_token_request = self._open_transport().send
        return await need.source.exchange_async(
            prepared.request,
            need,
            lambda request: self._retry(request, policy, send),
            lambda request: self._retry(request, policy, send_token_request),
        )

    async def _retry(
        self,
        request: Request,
        policy: RetryPolicy,
        send: Callable[[Request], Awaitable[Response]],
    ) -> Exchange:
        """Like `SyncClient._retry`, awaited."""
        loop = self._retry_loop(request, policy)
        while True:
            attempt = loop.begin()
            try:
                response = await send(attempt)
            except ApiConnectionError as error:
                delay = loop.failed(error)
                if delay is None:
                    raise
            else:
                delay = loop.responded(response)
                if delay is None:
                    return loop.exchange(response)
            await self._pause(delay)

    def _open_transport(self) -> AsyncTransport:
        if self._lender is not None:
            return self._lender._open_transport()
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._transport is None:
            self._transport = self._default_transport()
        return self._transport

    def _default_transport(self) -> AsyncTransport:
        from ..http.httpx_transport import AsyncHttpxTransport

        return AsyncHttpxTransport(self._http_settings)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.aclose()
