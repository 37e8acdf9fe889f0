"""What sends the calls of generated operations: `SyncClient`, and `AsyncBaseClient` to await."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from inspect import currentframe
from threading import Lock
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import urlsplit

from .authentication import Authentication
from .endpoint import Endpoint
from .options import Timeout, unknown_option
from .requests import Configuration, build_request
from .responses import read_response
from .transport import AsyncTransport, Request, Response, Transport
from .unset import UNSET

__all__ = ["Api", "AsyncBaseClient", "SyncClient"]

_T = TypeVar("_T")

_NOT_ARGUMENTS = {"client", "options"}
_TIMEOUT = 80.0


@dataclass(frozen=True, slots=True)
class Api:
    """What the document says of the API as a whole.

    `authentication` makes credentials of the text that a user passes, if there is any way to.
    """

    title: str
    version: str
    server: str
    authentication: Callable[[str], Authentication] | None = None


class _Client:
    """What both clients share: their settings, and how a call becomes a request."""

    api: ClassVar[Api]

    def __init__(
        self,
        credentials: str | Authentication | None,
        base_url: str | None,
        timeout: float | Timeout | None,
        headers: Mapping[str, str] | None,
    ) -> None:
        agent = ("User-Agent", _user_agent(self.api))
        self._configuration = Configuration(
            package=_package(type(self)),
            server=self.api.server,
            base_url=_checked_url(base_url),
            authentication=_authentication(self.api, credentials),
            headers=(agent, *(headers or {}).items()),
            timeout=timeout,
        )

    def __repr__(self) -> str:
        url = self._configuration.base_url or self.api.server
        return f"{type(self).__name__}({url!r})"

    def _request(
        self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]
    ) -> Request:
        options: Mapping[str, Any] = arguments.get("options") or {}
        given = {
            name: value
            for name, value in arguments.items()
            if name not in _NOT_ARGUMENTS and value is not UNSET
        }
        problem = unknown_option(options, arguments.keys() - _NOT_ARGUMENTS)
        if problem is not None:
            raise TypeError(f"{_operation(endpoint)}() {problem}")
        return build_request(endpoint, given, options, self._configuration)

    def _result(
        self, endpoint: Endpoint[Any], request: Request, response: Response
    ) -> Any:
        return read_response(endpoint, request, response, self._configuration.package)


class SyncClient(_Client):
    """Sends calls and waits for their answers. Safe to use from several threads at once."""

    def __init__(
        self,
        credentials: str | Authentication | None = None,
        *,
        base_url: str | None = None,
        timeout: float | Timeout | None = _TIMEOUT,
        headers: Mapping[str, str] | None = None,
        transport: Transport | None = None,
    ) -> None:
        """Makes a client; nothing is sent yet.

        `credentials` are what the API's authentication makes of a string, or an `Authentication`.
        `base_url` takes the place of every server in the document. `timeout` is in seconds.

        Raises:
            ValueError: the credentials are empty, or `base_url` is no HTTP URL.
        """
        super().__init__(credentials, base_url, timeout, headers)
        self._transport = transport
        self._closed = False
        self._lock = Lock()

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """Calls an operation. `arguments` are those of its function, `client` and `options` too.

        Raises:
            TypeError, ValueError: an argument is wrong; nothing was sent.
            ApiError: the call failed.
        """
        request = self._request(endpoint, arguments)
        response = self._opened().send(request)
        result: _T = self._result(endpoint, request, response)
        return result

    def close(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        with self._lock:
            self._closed = True
        if self._transport is not None:
            self._transport.close()

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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncBaseClient(_Client):
    """Sends calls, to be awaited. One belongs to one event loop."""

    def __init__(
        self,
        credentials: str | Authentication | None = None,
        *,
        base_url: str | None = None,
        timeout: float | Timeout | None = _TIMEOUT,
        headers: Mapping[str, str] | None = None,
        transport: AsyncTransport | None = None,
    ) -> None:
        """As `SyncClient`."""
        super().__init__(credentials, base_url, timeout, headers)
        self._transport = transport
        self._closed = False

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """As `SyncClient.call`; wrong arguments are told at once, not when it is awaited."""
        return self._call(endpoint, self._request(endpoint, arguments))

    async def _call(self, endpoint: Endpoint[_T], request: Request) -> _T:
        response = await self._opened().send(request)
        result: _T = self._result(endpoint, request, response)
        return result

    async def aclose(self) -> None:
        """Closes the connections; the client cannot be used any more."""
        self._closed = True
        if self._transport is not None:
            await self._transport.close()

    def _opened(self) -> AsyncTransport:
        if self._closed:
            raise RuntimeError("the client is closed")
        if self._transport is None:
            from .http_transport import AsyncHttpTransport

            self._transport = AsyncHttpTransport()
        return self._transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _package(cls: type[_Client]) -> str:
    """The root package of the client: that of the first class to name the API, in
    `<package>.client`. A user's own subclass, wherever it is, has the same."""
    owners = [base for base in cls.__mro__ if "api" in vars(base)]
    return owners[-1].__module__.rpartition(".")[0]


def _operation(endpoint: Endpoint[Any]) -> str:
    """The name of the function that is calling, for messages, or of the operation."""
    frame = currentframe()
    for _ in range(3):
        frame = None if frame is None else frame.f_back
    return endpoint.name if frame is None else frame.f_code.co_name


def _authentication(
    api: Api, credentials: str | Authentication | None
) -> Authentication | None:
    if not isinstance(credentials, str):
        return credentials
    if api.authentication is None:
        raise TypeError(f"{api.title} takes no credentials in the form of a string")
    return api.authentication(credentials)


def _checked_url(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"base_url must begin with http:// or https://, not {url!r}")
    if parts.query or parts.fragment:
        raise ValueError(f"base_url must end before a '?' or '#': {url!r}")
    return url


def _user_agent(api: Api) -> str:
    """Source: RFC 9110, section 10.1.5."""
    name = _token(api.title) or "api"
    version = _token(api.version) or "0"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} python/{python}"


def _token(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z.]+", "-", text).strip("-.")
