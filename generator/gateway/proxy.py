"""The second door: forward requests to the API's own paths, with the credentials added."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from urllib.parse import unquote_plus

from generator.gateway.audit_log import AuditRecord
from generator.gateway.call import require_confirmation
from generator.gateway.credentials import credential_names
from generator.gateway.match_path import PathError, PathMatcher
from generator.gateway.opened import Gateway
from generator.gateway.responses import GatewayError, StreamedResponse
from generator.runtime.http.errors import ApiError
from generator.runtime.http.headers import Headers
from generator.runtime.http.http_settings import HttpSettings
from generator.runtime.http.live_httpx_transport import AsyncLiveHttpxTransport
from generator.runtime.http.live_responses import (
    AsyncLiveResponse,
    response_head,
    take_time,
)
from generator.runtime.http.live_transports import open_response_async
from generator.runtime.http.transport import Response
from generator.runtime.tools.catalogue import CatalogueOperation
from generator.serving.asgi import (
    App,
    RawHeaders,
    Receive,
    Scope,
    headers_of,
    only_value,
)

# Fields of one connection (RFC 9110, section 7.6.1), besides those that `Connection` names.
_HOP_BY_HOP: Final = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)
# What callers send and the API must not get: their credentials; where they are; methods and paths
# other than those that were checked; codings that the gateway cannot search for secrets.
_NOT_FORWARDED: Final = frozenset(
    {
        *("authorization", "cookie", "cookie2", "host", "expect", "accept-encoding"),
        *("origin", "referer", "forwarded", "via", "content-length"),
        *("x-http-method", "x-http-method-override", "x-method-override"),
        *("x-original-url", "x-rewrite-url", "x-original-uri", "x-real-ip"),
    }
)
_NOT_FORWARDED_PREFIXES: Final = (
    *("sec-", "access-control-", "x-forwarded-", "codegen-", "cf-", "proxy-"),
)
# What the API sends and callers must not get: cookies, since those of one port are sent to all
# others; policies for the API's own host; and the length of content that is decoded and redacted.
_NOT_RETURNED: Final = frozenset(
    {
        *("set-cookie", "set-cookie2", "clear-site-data", "strict-transport-security"),
        *("content-length", "content-encoding", "date", "server", "alt-svc", "refresh"),
        *("content-security-policy", "content-security-policy-report-only", "nel"),
        *("report-to", "reporting-endpoints", "service-worker-allowed", "sourcemap"),
        *("x-content-type-options", "referrer-policy", "cache-control", "link"),
        *("cross-origin-resource-policy", "x-frame-options", "x-sourcemap"),
    }
)
_NOT_RETURNED_PREFIXES: Final = ("access-control-", "codegen-")


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a request is forwarded to.

    Attributes:
        operation: the operation that the path belongs to.
        server: its base URL.
        path: the escaped path below the server.
        query: the escaped query; empty for none.
    """

    operation: CatalogueOperation
    server: str
    path: bytes
    query: bytes


class _Body:
    """The body of a caller's request, which is sent while it arrives.

    It stands for the request body of an endpoint, and for its content.

    Attributes:
        length: the number of bytes; None if the caller does not announce it.
    """

    replayable: Final = False
    is_async: Final = True
    empty: Final = None

    def __init__(self, receive: Receive, length: int | None, media_type: str) -> None:
        self._receive = receive
        self._media_type = media_type
        self.length = length

    def encode_given(self, *arguments: object) -> tuple[_Body, str]:
        """Return the content and its media type."""
        return self, self._media_type

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise GatewayError(400, "Disconnected", "the caller disconnected")
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body", False):
                return


class _Sender:
    """Sends the requests of the client, and leaves the last response open."""

    def __init__(self, transport: AsyncLiveHttpxTransport) -> None:
        self._transport = transport
        self.live: AsyncLiveResponse | None = None

    async def send(self, request: Any) -> Response:
        """Send a request and return the response without its content."""
        await self.close()
        self.live = await open_response_async(self._transport, request)
        take_time(self.live)
        return response_head(self.live)

    async def close(self) -> None:
        """Close the response."""
        if self.live is not None:
            await self.live.close()


class Proxy:
    """Forwards requests for the operations that are served.

    The generated client chooses and adds the credentials, and fetches tokens; requests use its
    connections.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._paths = PathMatcher(gateway.catalogue.operations)
        self._credential_names = credential_names(gateway.api.package)
        settings = HttpSettings(http_client=gateway.http_client)
        self._transport = AsyncLiveHttpxTransport(settings)

    async def forward(
        self, scope: Scope, receive: Receive, path: bytes, session: str
    ) -> App:
        """Forward a request, and return the response.

        Args:
            scope: the request.
            receive: returns its body.
            path: its escaped path below the proxy.
            session: the session of the caller; empty for none.

        Raises:
            GatewayError: no operation that is served has this path, a change is not confirmed, or
                the API does not respond.
        """
        record = _Recorder(self._gateway, scope["method"].upper(), session)
        try:
            target = self._target(scope, path)
            record.target = target
            require_confirmation(
                self._gateway, target.operation, session, target.server
            )
            return await self._send(self._prepare(scope, receive, target), record)
        except GatewayError as error:
            record.write(error.type)
            raise
        except (ApiError, self._gateway.bound.error) as error:
            record.write(type(error).__name__)
            raise self._failure(error) from None
        except BaseException as error:
            record.write(type(error).__name__)
            raise

    def _target(self, scope: Scope, path: bytes) -> _Target:
        method = scope["method"].upper()
        try:
            found = self._paths.find(method, path)
        except PathError as error:
            raise GatewayError(400, "InvalidPath", str(error)) from None
        served = {id(operation) for operation in self._gateway.operations}
        for operation in found:
            if id(operation) in served:
                server = self._gateway.server_of(operation)
                return _Target(operation, server, path, scope.get("query_string", b""))
        if found:
            raise GatewayError(
                403, "OperationNotAllowed", f"the policy does not allow {found[0].key}"
            )
        raise GatewayError(
            404,
            "UnknownOperation",
            f"the document has no operation {method} at this path",
        )

    def _prepare(self, scope: Scope, receive: Receive, target: _Target) -> Any:
        """Return the request as a prepared call of the client, with its credentials."""
        client = self._gateway.bound.client
        endpoint = self._gateway.endpoint(target.operation)
        headers = _forwarded(scope["headers"], self._credential_names["header"])
        body = _body_of(scope, receive, headers.pop("content-type", None))
        url = target.server.rstrip("/") + target.path.decode("ascii")
        query = _without_names(target.query, self._credential_names["query"])
        if query:
            url = f"{url}?{query}"
        undeclared = replace(
            endpoint, path=(), query=(), headers=(), cookies=None, body=body, pages=None
        )
        options = {
            "extra_headers": headers,
            "max_retries": 0,
            "follow_redirects": False,
        }
        arguments = {"client": client, "options": options}
        try:
            return client._prepare(undeclared, arguments, url)
        except (TypeError, ValueError) as error:
            raise GatewayError(400, "InvalidRequest", str(error)) from None

    async def _send(self, prepared: Any, record: _Recorder) -> App:
        sender = _Sender(self._transport)
        resources = AsyncExitStack()
        resources.push_async_callback(sender.close)
        try:
            await self._gateway.bound.client._exchange(prepared, sender.send)
        except BaseException:
            await resources.aclose()
            raise
        live = sender.live
        assert live is not None
        return StreamedResponse(
            live.status,
            list(_returned(live.headers)),
            live.pieces(),
            resources,
            partial(record.end, live),
        )

    def _failure(self, error: Exception) -> GatewayError:
        names = {cls.__name__ for cls in type(error).__mro__}
        status = 504 if "ApiTimeoutError" in names else 502
        if "ApiCredentialsError" in names:
            status = 400
        message = self._gateway.redactor.redact(str(error))
        return GatewayError(status, type(error).__name__, message)


class _Recorder:
    """Measures a request and writes its line in the audit log, once."""

    def __init__(self, gateway: Gateway, method: str, session: str) -> None:
        self._gateway = gateway
        self._method = method
        self._session = session
        self._start = time.monotonic()
        self.target: _Target | None = None

    def end(self, response: AsyncLiveResponse, error: BaseException | None) -> None:
        """Record a response that was sent, or was not because of an error."""
        self.write("ok" if error is None else type(error).__name__, response)

    def write(self, outcome: str, response: AsyncLiveResponse | None = None) -> None:
        """Record how the request ended."""
        target, api = self.target, self._gateway.bound.client.api
        operation = None if target is None else target.operation
        request_id = None
        if response is not None:
            request_id = response.headers.first(api.request_id_headers)
        self._gateway.audit_log.add(
            AuditRecord(
                door="proxy",
                operation=None if operation is None else operation.key,
                method=self._method,
                path=None if operation is None else operation.path,
                server="" if target is None else target.server,
                session=self._session,
                outcome=outcome,
                status=None if response is None else response.status,
                request_id=request_id,
                elapsed_ms=round((time.monotonic() - self._start) * 1000, 1),
            )
        )


def _body_of(scope: Scope, receive: Receive, media_type: str | None) -> _Body | None:
    """Return the body of a request; None if it has none."""
    headers = headers_of(scope)
    length = only_value(headers.get("content-length"))
    if "transfer-encoding" not in headers and length in (None, "0"):
        return None
    return _Body(
        receive,
        int(length) if length is not None else None,
        media_type or "application/octet-stream",
    )


def _without_names(query: bytes, names: Collection[str]) -> str:
    """Return an escaped query without the parameters of these names."""
    pairs = query.decode("latin-1").split("&")
    kept = (pair for pair in pairs if unquote_plus(pair.partition("=")[0]) not in names)
    return "&".join(kept)


def _forwarded(headers: RawHeaders, replaced: Collection[str]) -> dict[str, str]:
    """Return the headers of a caller that the API gets."""
    found: dict[str, str] = {}
    pairs = [
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in headers
    ]
    named = _named_by_connection(pairs)
    for name, value in pairs:
        is_dropped = name in _HOP_BY_HOP | _NOT_FORWARDED or name in named
        if is_dropped or name in replaced or name.startswith(_NOT_FORWARDED_PREFIXES):
            continue
        # Fields of the same name are a list (RFC 9110, section 5.3).
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _returned(headers: Headers) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers of the API that the caller gets."""
    pairs = [(name, value) for name in headers for value in headers.get_list(name)]
    named = _named_by_connection(pairs)
    for name, value in pairs:
        is_dropped = name in _HOP_BY_HOP | _NOT_RETURNED or name in named
        if not is_dropped and not name.startswith(_NOT_RETURNED_PREFIXES):
            yield name.encode("latin-1"), value.encode("latin-1")


def _named_by_connection(headers: Sequence[tuple[str, str]]) -> set[str]:
    return {
        option.strip().lower()
        for name, value in headers
        if name == "connection"
        for option in value.split(",")
    }
