"""A gateway as an ASGI application: it keeps the keys, and calls an API for pages and programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.routing import Route, Router

from generator.gateway.call import call, prepare_call, record_refusal
from generator.gateway.call_body import read_call_body
from generator.gateway.credentials import credential_parts, entered_secrets
from generator.gateway.layers import LimitsLayer, RedactionLayer, ResponseHeadersLayer
from generator.gateway.opened import Gateway
from generator.gateway.preview import preview
from generator.gateway.proxy import Proxy
from generator.gateway.responses import RESULT_HEADER, GatewayError, JsonResponse
from generator.serving.asgi import App, Receive, Scope, Send, headers_of, only_value
from generator.serving.credentials import CredentialsError
from generator.serving.guard import Hosts, TokenGuard, check_token

SESSION_HEADER: Final = "codegen-session"
_PROXY: Final = "/proxy"
_LONGEST_SESSION: Final = 100
_Handler = Callable[[Request], Awaitable[App]]


def create_gateway(gateway: Gateway, hosts: Hosts, token: str) -> App:
    """Return an application with both doors of a gateway.

    It may be mounted below a path of another application, which then awaits `gateway.aclose()` at
    its end: frameworks tell only the outer application. State is in the memory of its process.

    Args:
        gateway: the opened API, with the policy.
        hosts: the names that the server may be addressed by.
        token: the token that each request must have: at least 32 characters.

    Raises:
        ServeError: the token is too short.
    """
    check_token(token, "the token of the gateway")
    gateway.redactor.add(token)
    app: App = LimitsLayer(_Doors(gateway), gateway.request.limits, gateway.redactor)
    app = RedactionLayer(app, gateway.redactor)
    app = TokenGuard(
        app,
        hosts,
        token,
        allowed_origins=gateway.request.allowed_origins,
        accepts_basic=True,
        exposed_headers=(RESULT_HEADER, "Content-Disposition"),
    )
    return ResponseHeadersLayer(app)


class _Doors:
    """Routes requests to the handlers of the gateway, and to the proxy."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._proxy = Proxy(gateway)
        routes = [
            _route("/call", "POST", self._call),
            _route("/preview", "POST", self._preview),
            _route("/session", "GET", self._session),
            _route("/credentials", "PUT", self._set_credentials),
            _route("/confirmations", "POST", self._confirm),
        ]
        self._routes = Router(
            routes, redirect_slashes=False, default=_not_found, lifespan=self._lifespan
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = _path_below(scope)
        if scope["type"] == "http" and path is not None:
            if self._gateway.audit_log.is_broken:
                raise _no_audit_log()
            session = _session_of(headers_of(scope))
            response = await self._proxy.forward(scope, receive, path, session)
            await response(scope, receive, send)
            return
        await self._routes(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, app: object) -> AsyncIterator[None]:
        yield
        await self._gateway.aclose()

    async def _call(self, request: Request) -> App:
        if self._gateway.audit_log.is_broken:
            raise _no_audit_log()
        async with AsyncExitStack() as resources:
            session = _session_of(headers_of(request.scope))
            body = await read_call_body(request, resources)
            try:
                prepared = prepare_call(self._gateway, body)
            except GatewayError as error:
                record_refusal(self._gateway, body, session, error)
                raise
            return await call(self._gateway, prepared, session, resources)

    async def _preview(self, request: Request) -> App:
        async with AsyncExitStack() as resources:
            body = await read_call_body(request, resources)
            prepared = prepare_call(self._gateway, body)
            return JsonResponse(await preview(self._gateway, prepared))

    async def _session(self, request: Request) -> App:
        gateway = self._gateway
        session = _session_of(headers_of(request.scope))
        confirmed = [
            server
            for server in gateway.servers
            if gateway.confirmations.is_confirmed(session, server)
        ]
        return JsonResponse(
            {
                "api": gateway.api.name,
                "title": gateway.catalogue.title,
                "base_url": gateway.server,
                "servers": list(gateway.servers),
                "read_only": gateway.request.read_only,
                "confirmed": list(confirmed),
                "credentials": {
                    "is_set": gateway.has_credentials,
                    "environment": list(gateway.api.credentials_env),
                    "parts": [
                        list(part) for part in credential_parts(gateway.api.package)
                    ],
                },
            }
        )

    async def _set_credentials(self, request: Request) -> App:
        body = await _json_object(request, "secrets")
        try:
            self._gateway.set_secrets(entered_secrets(body["secrets"]))
        except CredentialsError as error:
            raise GatewayError(400, "InvalidCredentials", str(error)) from None
        return JsonResponse(None, 204)

    async def _confirm(self, request: Request) -> App:
        body = await _json_object(request, "server", is_optional=True)
        server = body.get("server", self._gateway.server)
        if not self._gateway.is_called(server):
            raise GatewayError(400, "UnknownServer", "the document has no such server")
        session = _session_of(headers_of(request.scope))
        self._gateway.confirmations.confirm(session, server)
        return JsonResponse(None, 204)


def _route(path: str, method: str, handler: _Handler) -> Route:
    async def endpoint(request: Request) -> Any:
        return await handler(request)

    return Route(path, endpoint, methods=[method])


async def _json_object(
    request: Request, member: str, is_optional: bool = False
) -> dict[str, Any]:
    """Return the body of a request: an object with at most one member.

    Raises:
        GatewayError: it is something else. The message does not contain it.
    """
    content = await request.body()
    if is_optional and not content:
        return {}
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if media_type.lower() != "application/json":
        raise GatewayError(415, "UnsupportedMediaType", "send application/json")
    try:
        value = await request.json()
    except (ValueError, RecursionError):
        value = None
    required = set() if is_optional else {member}
    if not isinstance(value, dict) or not required <= value.keys() <= {member}:
        raise GatewayError(400, "InvalidBody", f"send an object with {member!r} only")
    return value


def _path_below(scope: Scope) -> bytes | None:
    """Return the escaped path of a request below the proxy; None for other requests."""
    if scope["type"] != "http":
        return None
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    prefix = quote(scope.get("root_path", "") + _PROXY).encode()
    path: bytes = raw.partition(b"?")[0].removeprefix(prefix)
    return path if raw.startswith(prefix + b"/") else None


def _session_of(headers: Any) -> str:
    """Return the session of a caller: an ID that it chose; empty for none.

    Raises:
        GatewayError: it is too long, or not printable ASCII.
    """
    session = only_value(headers.get(SESSION_HEADER)) or ""
    if len(session) > _LONGEST_SESSION or not (
        session.isascii() and session.isprintable()
    ):
        raise GatewayError(400, "InvalidSession", "a session is up to 100 characters")
    return session


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        raise GatewayError(404, "NotFound", "the gateway has no such path")


def _no_audit_log() -> GatewayError:
    return GatewayError(503, "AuditLogFailed", "the audit log cannot be written")
