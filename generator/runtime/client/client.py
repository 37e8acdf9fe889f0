# SPDX-License-Identifier: MIT
"""The clients: `SyncClient` sends a call and waits for it, `AsyncBaseClient` awaits it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from time import sleep
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, cast

from ..http.errors import ApiConnectionError
from ..http.event_loop import asleep
from ..http.retries import Exchange, RetryPolicy
from ..http.transport import AsyncTransport, Request, Response, Transport
from .api_response import ApiResponse, RedirectedCaller, api_response, unbound_function
from .base_client import BaseClient, PreparedRequest

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint
    from .callers import AsyncCaller, Caller

_T = TypeVar("_T")
_P = ParamSpec("_P")


class SyncClient(BaseClient[Transport]):
    """Sends calls and waits for their answers. Safe to use from several threads at once."""

    _is_async = False
    _pause: Callable[[float], object] = staticmethod(sleep)

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """Calls an operation. `arguments` are those of its function, `client` and `options` too.

        Raises:
            TypeError, ValueError: an argument is wrong; nothing was sent.
            ApiError: the call failed.
        """
        return cast(_T, self._perform(self._prepared(endpoint, arguments)))

    def raw(
        self,
        function: Callable[Concatenate[Caller, _P], _T],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[_T]:
        """Calls an operation, and gives the whole answer: `client.raw(get_customers, limit=3)`.

        Methods of resources work too; type checkers know the functions only.

        Raises:
            TypeError, ValueError, ApiError: as the call itself.
        """
        caller = RedirectedCaller(self._respond)
        return cast(
            ApiResponse[_T],
            unbound_function(function, self)(caller, *arguments, **keywords),
        )

    def close(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()

    def _perform(self, prepared: PreparedRequest) -> Any:
        return self._exchange_and_value(prepared)[1]

    def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        return api_response(
            *self._exchange_and_value(self._prepared(endpoint, arguments))
        )

    def _exchange_and_value(self, prepared: PreparedRequest) -> tuple[Exchange, Any]:
        transport = self._open_transport()
        opener = prepared.endpoint.opener(transport)
        exchange = self._exchange(prepared, (opener or transport).send)
        return exchange, self._value(prepared, exchange, opener, self._perform)

    def _exchange(
        self, prepared: PreparedRequest, send: Callable[[Request], Response]
    ) -> Exchange:
        policy = prepared.policy
        if not prepared.needs:
            return self._retry(prepared.request, policy, send)
        send_token_request = self._open_transport().send
        return prepared.needs[0].source.exchange(
            prepared.request,
            prepared.needs,
            lambda request: self._retry(request, policy, send),
            lambda request: self._retry(request, policy, send_token_request),
        )

    def _retry(
        self,
        request: Request,
        policy: RetryPolicy,
        send: Callable[[Request], Response],
    ) -> Exchange:
        """Send a request until a response counts, or there are no more attempts."""
        loop = self._retry_loop(request, policy)
        while True:
            loop.begin()
            try:
                response = send(request)
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
        if self._closed:
            raise RuntimeError("the client is closed")
        with self._lock:
            if self._transport is None:
                # The HTTP library takes longer to import than all the rest.
                from ..http.httpx_transport import HttpxTransport

                self._transport = HttpxTransport()
            return self._transport

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()


class AsyncBaseClient(BaseClient[AsyncTransport]):
    """Sends calls, to be awaited. One belongs to one event loop."""

    _is_async = True
    _pause: Callable[[float], Awaitable[object]] = staticmethod(asleep)

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """As `SyncClient.call`; wrong arguments are told at once, not when it is awaited."""
        return self._perform(self._prepared(endpoint, arguments))

    async def raw(
        self,
        function: Callable[Concatenate[AsyncCaller, _P], Coroutine[Any, Any, _T]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[_T]:
        """As `SyncClient.raw`: `await client.raw(get_customers_async, limit=3)`."""
        caller = RedirectedCaller(self._respond)
        response: Any = await unbound_function(function, self)(
            caller, *arguments, **keywords
        )
        return cast(ApiResponse[_T], response)

    async def aclose(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        self._closed = True
        if self._transport is not None:
            await self._transport.close()

    async def _perform(self, prepared: PreparedRequest) -> Any:
        return (await self._exchange_and_value(prepared))[1]

    async def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        return api_response(
            *await self._exchange_and_value(self._prepared(endpoint, arguments))
        )

    async def _exchange_and_value(
        self, prepared: PreparedRequest
    ) -> tuple[Exchange, Any]:
        transport = self._open_transport()
        opener = prepared.endpoint.async_opener(transport)
        exchange = await self._exchange(prepared, (opener or transport).send)
        return exchange, self._value(prepared, exchange, opener, self._perform)

    async def _exchange(
        self,
        prepared: PreparedRequest,
        send: Callable[[Request], Awaitable[Response]],
    ) -> Exchange:
        policy = prepared.policy
        if not prepared.needs:
            return await self._retry(prepared.request, policy, send)
        send_token_request = self._open_transport().send
        return await prepared.needs[0].source.exchange_async(
            prepared.request,
            prepared.needs,
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
            loop.begin()
            try:
                response = await send(request)
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
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._transport is None:
            from ..http.httpx_transport import AsyncHttpxTransport

            self._transport = AsyncHttpxTransport()
        return self._transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.aclose()
