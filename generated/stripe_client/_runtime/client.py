"""What sends the calls of generated operations: `SyncClient`, and `AsyncBaseClient` to await."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from time import sleep
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    Self,
    TypeVar,
    cast,
)

from .api import Api
from .attempts import Exchange
from .base_client import BaseClient, Prepared, saved_by
from .errors import ApiConnectionError
from .event_loop import asleep
from .raw import ApiResponse, Redirected, response_of, unbound
from .saving import Destination, Sink, saving
from .transport import (
    AsyncStreamingTransport,
    AsyncTransport,
    Request,
    Response,
    StreamingTransport,
    Transport,
)

if TYPE_CHECKING:
    from .calling import AsyncCaller, Caller
    from .endpoint import Endpoint

__all__ = ["Api", "AsyncBaseClient", "SyncClient"]

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
        caller = Redirected(self._respond)
        return cast(
            ApiResponse[_T], unbound(function, self)(caller, *arguments, **keywords)
        )

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
        with saving(to) as sink:
            caller = Redirected(partial(self._save, sink))
            answer: Any = unbound(function, self)(caller, *arguments, **keywords)
        return cast(ApiResponse[None], answer)

    def close(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()

    def _perform(self, prepared: Prepared) -> Any:
        return self._answered(prepared)[1]

    def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        return response_of(*self._answered(self._prepared(endpoint, arguments)))

    def _answered(self, prepared: Prepared) -> tuple[Exchange, Any]:
        transport = self._opened()
        opening = prepared.endpoint.opening(transport)
        exchange = self._exchange(prepared, (opening or transport).send)
        return exchange, self._value(prepared, exchange, opening, self._perform)

    def _save(
        self, sink: Sink, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[None]:
        prepared = saved_by(sink, self._prepared(endpoint, arguments))
        transport = self._opened()

        def send(request: Request) -> Response:
            sink.begin()
            if isinstance(transport, StreamingTransport):
                return transport.send_to(request, sink.write)
            return sink.take(transport.send(request))

        return self._saved(prepared, self._exchange(prepared, send))

    def _exchange(
        self, prepared: Prepared, send: Callable[[Request], Response]
    ) -> Exchange:
        if prepared.needs:
            source, opened = prepared.needs[0].source, self._opened()
            return source.exchange(prepared, self._exchange, send, opened.send)
        attempts = self._attempts(prepared)
        while True:
            attempts.begin()
            try:
                response = send(prepared.request)
            except ApiConnectionError as error:
                delay = attempts.failed(error)
                if delay is None:
                    raise
            else:
                delay = attempts.answered(response)
                if delay is None:
                    return attempts.exchange(response)
            self._pause(delay)

    def _opened(self) -> Transport:
        if self._closed:
            raise RuntimeError("the client is closed")
        with self._lock:
            if self._transport is None:
                # The HTTP library takes longer to import than all the rest.
                from .http_transport import HttpTransport

                self._transport = HttpTransport()
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
        caller = Redirected(self._respond)
        answer: Any = await unbound(function, self)(caller, *arguments, **keywords)
        return cast(ApiResponse[_T], answer)

    async def save(
        self,
        to: Destination,
        function: Callable[Concatenate[AsyncCaller, _P], Coroutine[Any, Any, bytes]],
        /,
        *arguments: _P.args,
        **keywords: _P.kwargs,
    ) -> ApiResponse[None]:
        """As `SyncClient.save`. The file itself is written without awaiting."""
        with saving(to) as sink:
            caller = Redirected(partial(self._save, sink))
            answer: Any = await unbound(function, self)(caller, *arguments, **keywords)
        return cast(ApiResponse[None], answer)

    async def aclose(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        self._closed = True
        if self._transport is not None:
            await self._transport.close()

    async def _perform(self, prepared: Prepared) -> Any:
        return (await self._answered(prepared))[1]

    async def _respond(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[Any]:
        return response_of(*await self._answered(self._prepared(endpoint, arguments)))

    async def _answered(self, prepared: Prepared) -> tuple[Exchange, Any]:
        transport = self._opened()
        opening = prepared.endpoint.async_opening(transport)
        exchange = await self._exchange(prepared, (opening or transport).send)
        return exchange, self._value(prepared, exchange, opening, self._perform)

    async def _save(
        self, sink: Sink, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> ApiResponse[None]:
        prepared = saved_by(sink, self._prepared(endpoint, arguments))
        transport = self._opened()

        async def send(request: Request) -> Response:
            sink.begin()
            if isinstance(transport, AsyncStreamingTransport):
                return await transport.send_to(request, sink.write)
            return sink.take(await transport.send(request))

        return self._saved(prepared, await self._exchange(prepared, send))

    async def _exchange(
        self, prepared: Prepared, send: Callable[[Request], Awaitable[Response]]
    ) -> Exchange:
        if prepared.needs:
            source, opened = prepared.needs[0].source, self._opened()
            return await source.exchange_async(
                prepared, self._exchange, send, opened.send
            )
        attempts = self._attempts(prepared)
        while True:
            attempts.begin()
            try:
                response = await send(prepared.request)
            except ApiConnectionError as error:
                delay = attempts.failed(error)
                if delay is None:
                    raise
            else:
                delay = attempts.answered(response)
                if delay is None:
                    return attempts.exchange(response)
            await self._pause(delay)

    def _opened(self) -> AsyncTransport:
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._transport is None:
            from .http_transport import AsyncHttpTransport

            self._transport = AsyncHttpTransport()
        return self._transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.aclose()
