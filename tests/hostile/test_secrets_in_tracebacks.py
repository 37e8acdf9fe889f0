"""No exception of a client shows credentials: in its message, or in a variable of any function.

Every way in which a call can fail is combined with every kind of credentials.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote_plus, unquote, urlsplit

import pytest

from tests.hostile.clients import compile_document, import_client, write_client
from tests.hostile.shown_secrets import frames_of, shown_secrets
from tests.runtime.local_server import send, serve

SECRET = 'sk_live_T0P/SECR3T+&"x\\' + "y" * 90
TOKEN = "access_T0KEN/" + "z" * 90
REFRESH = "refresh_T0K/" + "w" * 90
SECRETS = (SECRET, TOKEN, REFRESH)
OBJECT = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}},
}


def ok(schema: Any, media_type: str = "application/json") -> Any:
    content = {media_type: {"schema": schema}}
    return {"200": {"description": "Good.", "content": content}}


def document(schemes: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose operations accept any one of `schemes`."""
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
    }
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    page = {
        "type": "object",
        "required": ["data", "next"],
        "properties": {
            "data": {"type": "array", "items": OBJECT},
            "next": {"type": "string", "format": "uri"},
        },
    }
    upload = {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Secretive", "version": "1"},
        "servers": [{"url": "http://127.0.0.1:1"}],
        "security": [{scheme: []} for scheme in schemes if scheme != "cookie"],
        "components": {"securitySchemes": schemes},
        "paths": {
            "/items/{name}": {
                "get": {
                    "operationId": "getItem",
                    "parameters": [name],
                    "responses": ok(OBJECT),
                },
                "post": {
                    "operationId": "postItem",
                    "parameters": [name],
                    "requestBody": {"required": True, "content": upload},
                    "responses": ok(OBJECT),
                },
            },
            "/pages": {
                "get": {
                    "operationId": "getPages",
                    **({"security": [{"cookie": []}]} if "cookie" in schemes else {}),
                    "parameters": [cursor],
                    "responses": ok(page),
                }
            },
            "/events/{name}": {
                "get": {
                    "operationId": "getEvents",
                    "parameters": [name],
                    "responses": ok(OBJECT, "text/event-stream"),
                }
            },
            "/files/{name}": {
                "get": {
                    "operationId": "getFile",
                    "parameters": [name],
                    "responses": ok(
                        {"type": "string", "format": "binary"},
                        "application/octet-stream",
                    ),
                }
            },
        },
    }


SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Odd"},
    "query": {"type": "apiKey", "in": "query", "name": "k"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "basic": {"type": "http", "scheme": "basic"},
    "other": {"type": "http", "scheme": "DPoP"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "https://x.example", "scopes": {}}},
    },
}


def _package(schemes: Mapping[str, Any], folder: Path) -> Iterator[ModuleType]:
    client = compile_document(document(schemes))
    assert client is not None
    root = write_client(client, folder)
    with import_client(root):
        yield import_module(root.name)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A client of an API with all security schemes."""
    yield from _package(SCHEMES, tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def bearer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A client of an API with one security scheme, for which a string is enough."""
    yield from _package({"b": SCHEMES["bearer"]}, tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The URL of a server that fails in many ways and repeats what it received."""
    with serve(_respond) as served:
        yield served


def _respond(handler: BaseHTTPRequestHandler) -> None:
    length = int(handler.headers.get("Content-Length") or 0)
    body = handler.rfile.read(length).decode("latin-1")
    raw = f"{handler.path} {' '.join(handler.headers.values())} {body}"
    echo = f"{raw} {unquote(raw)}"
    parts = urlsplit(handler.path)
    _, kind, name, *_ = (*parts.path.split("/"), "", "")
    name = name or kind
    secret = next(
        (value for key, value in handler.headers.items() if key in SENT_HEADERS),
        unquote(parts.query),
    )
    flat = "".join(character for character in secret if character.isprintable())
    if name == "slow":
        time.sleep(0.3)
    elif name == "nothing":
        handler.connection.shutdown(socket.SHUT_RDWR)
    elif name == "garbage":
        handler.wfile.write(f"{flat}\r\n\r\n".encode())
        handler.close_connection = True
    elif name == "bad-header":
        handler.wfile.write(f"HTTP/1.1 200 OK\r\n{flat}\r\n\r\n".encode())
        handler.close_connection = True
    elif name == "short":
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
        handler.wfile.write(f"{head}Content-Length: 999\r\n\r\nx".encode())
        handler.close_connection = True
    elif name == "redirect":
        send(handler, b"", 302, Location=f"/items/redirect?again={quote_plus(flat)}")
    elif name == "redirect-app":
        send(handler, b"", 302, Location=f"app:{quote_plus(flat)}")
    elif name == "undecodable":
        send(
            handler,
            json.dumps({"id": echo})[:-1].encode(),
            Content_Type=f"application/json; x={flat}",
        )
    elif name == "wrong-type":
        send(handler, json.dumps([echo]).encode(), Content_Type="application/json")
    elif name == "lacking":
        send(
            handler, json.dumps({"ID": echo}).encode(), Content_Type="application/json"
        )
    elif name == "events":
        event = f"data: {json.dumps({'id': 'x'})}\n\ndata: [1\n\n"
        send(handler, event.encode(), Content_Type="text/event-stream")
    elif name == "pages":
        again = f"http://{handler.headers['Host']}{handler.path}"
        page = {"data": [{"id": "1"}], "next": again}
        send(handler, json.dumps(page).encode(), Content_Type="application/json")
    elif name == "token":
        grant = {
            "access_token": TOKEN,
            "token_type": "bearer",
            "refresh_token": REFRESH,
        }
        send(handler, json.dumps(grant).encode(), Content_Type="application/json")
    elif name == "other-token":
        grant = {"access_token": TOKEN, "token_type": "mac", "refresh_token": REFRESH}
        send(handler, json.dumps(grant).encode(), Content_Type="application/json")
    elif name == "no-token":
        send(
            handler,
            json.dumps({"token": echo}).encode(),
            Content_Type="application/json",
        )
    elif name == "refused-token":
        refusal = {"error": echo, "error_description": echo}
        send(
            handler, json.dumps(refusal).encode(), 400, Content_Type="application/json"
        )
    else:
        message = {"message": echo, "code": flat, "type": echo}
        content = json.dumps({"error": message}).encode()
        send(handler, content, 401, Content_Type="application/json", X_Request_Id=flat)


SENT_HEADERS = ("Authorization", "X-Odd", "Cookie", "X-Custom-Key")

Make = Callable[[ModuleType, str], dict[str, Any]]


def _credentials(name: str, *arguments: Any, **keywords: Any) -> Make:
    def make(package: ModuleType, url: str) -> dict[str, Any]:
        given = {
            key: value.replace("{url}", url) if isinstance(value, str) else value
            for key, value in keywords.items()
        }
        return {"credentials": getattr(package, name)(*arguments, **given)}

    return make


class Custom:
    """Credentials of the user's own class."""

    def placements(self) -> Any:
        return (("header", "X-Odd", SECRET),)


CREDENTIALS: Mapping[str, Make] = {
    "bearer": _credentials("Bearer", SECRET),
    "header key": _credentials("ApiKey", SECRET, "X-Odd"),
    "query key": _credentials("ApiKey", SECRET, "k", "query"),
    "cookie key": _credentials("ApiKey", SECRET, "sid", "cookie"),
    "basic": _credentials("Basic", "user", SECRET),
    "other": _credentials("Http", SECRET, "DPoP"),
    "function": _credentials("TokenFrom", lambda: SECRET.replace('"', "'")),
    "by scheme": _credentials("Credentials", header=SECRET),
    "custom": lambda package, url: {"credentials": Custom()},
    "client headers": lambda package, url: {"headers": {"X-Custom-Key": SECRET}},
    "client query": lambda package, url: {"query": {"api_key": SECRET}},
    "client credentials": _credentials(
        "ClientCredentials", "me", SECRET, token_url="{url}/token"
    ),
    "posted secret": _credentials(
        "ClientCredentials",
        *("me", SECRET),
        token_url="{url}/token",
        method="client_secret_post",
        parameters={"password": SECRET},
    ),
    "refresh token": _credentials(
        "RefreshToken", SECRET, "me", SECRET, token_url="{url}/token"
    ),
}
ASYNC_CREDENTIALS = ("header key", "query key", "posted secret")
TOKEN_FAILURES = (
    *("refused-token", "no-token", "other-token", "nothing", "garbage", "bad-header"),
    *("slow", "short", "redirect", "undecodable"),
)


class Kit:
    """A client, sync or async, and how to call its operations."""

    def __init__(
        self, package: ModuleType, url: str, is_async: bool, settings: dict[str, Any]
    ) -> None:
        self.package, self.url, self.is_async = package, url, is_async
        self.settings = {"base_url": url, "max_retries": 0, "timeout": 10, **settings}
        self.operations = import_module(f"{package.__name__}.operations")

    def client(self, **settings: Any) -> Any:
        made = self.package.AsyncClient if self.is_async else self.package.Client
        return made(**{**self.settings, **settings})

    def function(self, name: str) -> Any:
        return getattr(self.operations, f"{name}_async" if self.is_async else name)

    def run(self, act: Callable[[Any], Any], **settings: Any) -> Any:
        """Return what `act` returns for a new client, awaited if the client is async."""

        async def main() -> Any:
            async with self.client(**settings) as client:
                result = act(client)
                return await result if inspect.isawaitable(result) else result

        if self.is_async:
            return asyncio.run(main())
        with self.client(**settings) as client:
            return act(client)

    def call(self, name: str, *arguments: Any, **keywords: Any) -> Any:
        return self.run(
            lambda client: self.function(name)(client, *arguments, **keywords)
        )


def _fail(*_: Any) -> None:
    raise RuntimeError("a hook failed")


def _pieces() -> Iterator[bytes]:
    yield b"1"
    raise RuntimeError("an upload failed")


def _iterate(kit: Kit, name: str) -> Any:
    def sync(client: Any) -> None:
        for _ in kit.function("get_events")(client, name):
            pass

    async def run(client: Any) -> None:
        async for _ in await kit.function("get_events")(client, name):
            pass

    return kit.run(run if kit.is_async else sync)


def _pages(kit: Kit) -> Any:
    def sync(client: Any) -> None:
        for _ in kit.function("get_pages")(client).auto_paging():
            pass

    async def run(client: Any) -> None:
        async for _ in kit.function("get_pages")(client):
            pass

    return kit.run(run if kit.is_async else sync)


def _stream(kit: Kit, name: str) -> Any:
    def sync(client: Any) -> None:
        with client.stream(kit.function("get_file"), name) as response:
            response.read()

    async def run(client: Any) -> None:
        async with client.stream(kit.function("get_file"), name) as response:
            await response.aread()

    return kit.run(run if kit.is_async else sync)


def _cancel(kit: Kit) -> Any:
    async def run(client: Any) -> None:
        async with asyncio.timeout(0.05):
            await kit.function("get_item")(client, "slow")

    if not kit.is_async:
        raise TimeoutError("only tasks can be cancelled")
    return kit.run(run)


def _closed(kit: Kit) -> Any:
    clients: list[Any] = []
    kit.run(clients.append)
    result = kit.function("get_item")(clients[0], "x")
    return asyncio.run(result) if kit.is_async else result


class BrokenTransport:
    """A transport of the user's own that raises."""

    def send(self, request: Any) -> Any:
        raise RuntimeError(f"no transport for {request!r}")

    def close(self) -> None:
        """There is nothing to close."""


class BrokenAsyncTransport:
    async def send(self, request: Any) -> Any:
        raise RuntimeError(f"no transport for {request!r}")

    async def close(self) -> None:
        """There is nothing to close."""


def _broken_transport(kit: Kit) -> Any:
    transport = BrokenAsyncTransport() if kit.is_async else BrokenTransport()
    return kit.run(
        lambda client: kit.function("get_item")(client, "x"), transport=transport
    )


def _own_http_client(kit: Kit, name: str) -> Any:
    httpx2: Any = import_module("httpx2")

    async def run() -> None:
        async with httpx2.AsyncClient() as own, kit.client(http_client=own) as client:
            await kit.function("get_item")(client, name)

    if kit.is_async:
        return asyncio.run(run())
    with httpx2.Client() as own, kit.client(http_client=own) as client:
        return kit.function("get_item")(client, name)


FAILURES: Mapping[str, Callable[[Kit], Any]] = {
    "path that leads out": lambda kit: kit.call("get_item", ".."),
    "empty path": lambda kit: kit.call("get_item", ""),
    "unknown option": lambda kit: kit.call("get_item", "x", extra_header={"a": "b"}),
    "wrong timeout": lambda kit: kit.call("get_item", "x", timeout="x"),
    "wrong retries": lambda kit: kit.call("get_item", "x", max_retries=-1),
    "wrong header": lambda kit: kit.call("get_item", "x", extra_headers={"X": "a\nb"}),
    "wrong query": lambda kit: kit.call("get_item", "x", extra_query=3),
    "wrong body": lambda kit: kit.call("get_item", "x", extra_body={"x": object()}),
    "missing file": lambda kit: kit.call(
        "post_item", "x", body=Path("/does/not/exist")
    ),
    "upload that fails": lambda kit: kit.call("post_item", "x", body=_pieces()),
    "no connection": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "x"),
        base_url="http://127.0.0.1:1",
    ),
    "invalid host": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "x"), base_url="http://a..b:80"
    ),
    "proxy": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "x"),
        proxy="http://127.0.0.1:1",
    ),
    "timeout": lambda kit: kit.call("get_item", "slow", timeout=0.05),
    "total timeout": lambda kit: kit.call(
        "get_item", "slow", timeout=kit.package.Timeout(total=0.05)
    ),
    "cancelled": _cancel,
    "no response": lambda kit: kit.call("get_item", "nothing"),
    "no HTTP": lambda kit: kit.call("get_item", "garbage"),
    "invalid header": lambda kit: kit.call("get_item", "bad-header"),
    "short response": lambda kit: kit.call("get_item", "short"),
    "error status": lambda kit: kit.call("get_item", "refused"),
    "error status, retried": lambda kit: kit.call("get_item", "refused", max_retries=1),
    "raw error status": lambda kit: kit.run(
        lambda client: client.raw(kit.function("get_item"), "refused")
    ),
    "undecodable": lambda kit: kit.call("get_item", "undecodable"),
    "wrong type": lambda kit: kit.call("get_item", "wrong-type"),
    "strict": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "lacking"), strict=True
    ),
    "undeclared redirect": lambda kit: kit.call("get_item", "redirect"),
    "redirect in circles": lambda kit: kit.call(
        "get_item", "redirect", follow_redirects=True
    ),
    "redirect to an app": lambda kit: kit.call("get_item", "redirect-app"),
    "request with a wrong method": lambda kit: kit.run(
        lambda client: client.request("G T", "/items/x")
    ),
    "request with a wrong path": lambda kit: kit.run(
        lambda client: client.request("GET", "/../x", query={"k": SECRET})
    ),
    "request with an unescaped path": lambda kit: kit.run(
        lambda client: client.request("GET", "/x y", headers={"X-Custom-Key": SECRET})
    ),
    "request elsewhere": lambda kit: kit.run(
        lambda client: client.request(
            "GET", "http://other.example/", query={"k": SECRET}
        )
    ),
    "request with two bodies": lambda kit: kit.run(
        lambda client: client.request("POST", "/x", json=1, data={})
    ),
    "request refused": lambda kit: kit.run(
        lambda client: client.request("GET", f"/items/x?secret={quote_plus(SECRET)}")
    ),
    "stream undecodable": lambda kit: _iterate(kit, "events"),
    "stream broken": lambda kit: _iterate(kit, "short"),
    "stream refused": lambda kit: _iterate(kit, "refused"),
    "pages without end": _pages,
    "download broken": lambda kit: _stream(kit, "short"),
    "download refused": lambda kit: _stream(kit, "refused"),
    "save broken": lambda kit: kit.run(
        lambda client: client.save("/dev/null/x", kit.function("get_file"), "x")
    ),
    "save refused": lambda kit: kit.run(
        lambda client: client.save(Path("unused"), kit.function("get_file"), "refused")
    ),
    "request hook": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "x"), on_request=_fail
    ),
    "response hook": lambda kit: kit.run(
        lambda client: kit.function("get_item")(client, "x"), on_response=_fail
    ),
    "broken transport": _broken_transport,
    "own HTTP client": lambda kit: _own_http_client(kit, "refused"),
    "own HTTP client, no HTTP": lambda kit: _own_http_client(kit, "garbage"),
    "with_options": lambda kit: kit.client().with_options(timeout="x"),
    "with_options, unknown": lambda kit: kit.client().with_options(time_out=1),
    "with_options, wrong headers": lambda kit: kit.client().with_options(
        headers={"X": "a\nb"}
    ),
    "with_options, wrong credentials": lambda kit: kit.client().with_options(
        credentials=7
    ),
    "with_options, wrong proxy": lambda kit: kit.client().with_options(
        proxy=f"ftp://user:{quote_plus(SECRET)}@127.0.0.1"
    ),
    "closed": _closed,
}


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def check(fail: Callable[[], Any]) -> BaseException:
    """Check that the exception of `fail` shows no secret, and return it."""
    error: Exception | None = None
    try:
        fail()
    except Exception as raised:
        error = raised
    assert error is not None, "nothing was raised"
    shown = shown_secrets(error, SECRETS)
    assert not shown, f"{type(error).__name__}: {error}\n" + "\n".join(shown)
    return error


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("failure", FAILURES)
def test_failed_calls_show_no_secrets(
    package: ModuleType,
    url: str,
    failure: str,
    is_async: bool,
    caplog: pytest.LogCaptureFixture,
    subtests: pytest.Subtests,
) -> None:
    caplog.set_level(logging.DEBUG)
    # The twins share most of the code.
    kinds = ASYNC_CREDENTIALS if is_async else CREDENTIALS
    for name in kinds:
        with subtests.test(credentials=name):
            kit = Kit(package, url, is_async, CREDENTIALS[name](package, url))
            check(partial(FAILURES[failure], kit))
            check_logs(caplog, package)


def check_logs(caplog: pytest.LogCaptureFixture, package: ModuleType) -> None:
    loggers = (package.__name__, "httpx2")
    messages = [
        record.getMessage() for record in caplog.records if record.name in loggers
    ]
    assert not [message for message in messages if SECRET[:12] in message]
    caplog.clear()


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("failure", TOKEN_FAILURES)
def test_failed_token_requests_show_no_secrets(
    package: ModuleType,
    url: str,
    failure: str,
    is_async: bool,
    caplog: pytest.LogCaptureFixture,
    subtests: pytest.Subtests,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("client credentials", "posted secret", "refresh token"):
        with subtests.test(credentials=name):
            settings = CREDENTIALS[name](package, f"{url}/items/{failure}?key=")
            kit = Kit(package, url, is_async, {**settings, "timeout": 0.2})
            check(partial(kit.call, "get_item", "x"))
            check_logs(caplog, package)


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_hook_for_refresh_tokens_shows_no_secrets(
    package: ModuleType, url: str, is_async: bool
) -> None:
    received: list[str] = []

    def store(token: str) -> None:
        received.append(token)
        raise RuntimeError("the disk is full")

    credentials = package.RefreshToken(
        SECRET, "me", SECRET, token_url=f"{url}/token", on_new=store
    )
    kit = Kit(package, url, is_async, {"credentials": credentials})
    check(lambda: kit.call("get_item", "x"))
    assert [type(token) for token in received] == [str]
    assert received == [REFRESH]


REFUSED = f"{SECRET}\n"
REFUSALS: Mapping[str, Callable[[ModuleType], Any]] = {
    "client": lambda module: module.Client(REFUSED),
    "client, bytes": lambda module: module.Client(SECRET.encode()),
    "client, pair": lambda module: module.Client(("user", SECRET)),
    "client, mapping": lambda module: module.Client({"key": SECRET}),
    "client, by name": lambda module: module.Client(api_key=SECRET),
    "client, header": lambda module: module.Client(SECRET, headers={"X": REFUSED}),
    "client, headers": lambda module: module.Client(headers=[("X", SECRET)]),
    "client, query": lambda module: module.Client(query=SECRET),
    "client, query value": lambda module: module.Client(
        query={SECRET[:3]: [SECRET, {1}]}
    ),
    "client, other setting": lambda module: module.Client(SECRET, timeout="x"),
    "client, URL": lambda module: module.Client(
        base_url=f"https://me:{quote_plus(SECRET)}@x.example"
    ),
    "client, URL without a scheme": lambda module: module.Client(
        base_url=f"me:{quote_plus(SECRET)}@x.example"
    ),
    "client, URL with a query": lambda module: module.Client(
        base_url=f"https://x.example/?key={quote_plus(SECRET)}"
    ),
    "client, invalid URL": lambda module: module.Client(
        base_url=f"https://me:{quote_plus(SECRET)}@[x.example"
    ),
    "client, proxy": lambda module: module.Client(
        proxy=f"ftp://me:{quote_plus(SECRET)}@x.example"
    ),
    "client, invalid proxy": lambda module: module.Client(
        proxy=f"http://me:{quote_plus(SECRET)}@x.example:port"
    ),
    "bearer": lambda module: module.Bearer(REFUSED),
    "bearer, bytes": lambda module: module.Bearer(SECRET.encode()),
    "key": lambda module: module.ApiKey(REFUSED, "X-Odd"),
    "basic": lambda module: module.Basic(f"{SECRET}:", SECRET),
    "basic, bytes": lambda module: module.Basic("me", SECRET.encode()),
    "basic, surrogates": lambda module: module.Basic("me", f"{SECRET}\ud800"),
    "scheme": lambda module: module.Http(REFUSED, "DPoP"),
    "client credentials": lambda module: module.ClientCredentials("me", REFUSED),
    "client credentials, bytes": lambda module: module.ClientCredentials(
        "me", SECRET.encode()
    ),
    "client credentials, method": lambda module: module.ClientCredentials(
        "me", SECRET, method="x"
    ),
    "client credentials, scopes": lambda module: module.ClientCredentials(
        "me", SECRET, scopes="x"
    ),
    "client credentials, URL": lambda module: module.ClientCredentials(
        "me", SECRET, token_url=f"https://me:{quote_plus(SECRET)}@x.example"
    ),
    "client credentials, parameters": lambda module: module.ClientCredentials(
        "me", SECRET, parameters={"password": f"{SECRET}\ud800"}
    ),
    "refresh token": lambda module: module.RefreshToken(REFUSED, "me", SECRET),
    "refresh token, scopes": lambda module: module.RefreshToken(SECRET, scopes="x"),
    "class": lambda module: module.Client(module.Bearer),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refused_credentials_are_not_shown(package: ModuleType, refusal: str) -> None:
    error = check(lambda: REFUSALS[refusal](package))
    assert isinstance(error, (TypeError, ValueError, AttributeError))


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    "options",
    [
        {"credentials": REFUSED},
        {"credentials": SECRET, "timeout": "x"},
        {"api_key": SECRET},
        {"extra_headers": {"X-Odd": REFUSED}},
        {"extra_headers": {"X-Odd": SECRET}, "max_retries": -1},
        {"extra_query": {"key": SECRET}, "timeout": "x"},
    ],
    ids=str,
)
def test_options_of_calls_are_not_shown(
    bearer: ModuleType, url: str, options: dict[str, Any], is_async: bool
) -> None:
    kit = Kit(bearer, url, is_async, {})
    check(lambda: kit.call("get_item", "x", **options))
    get_item = kit.function("get_item")
    check(lambda: kit.run(lambda client: client.raw(get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.save("f", get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.stream(get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.items.get(1, 2, 3, **options)))


def test_refused_environment_variable_is_not_shown(
    bearer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (variable,) = bearer.Client.api.credentials_env
    monkeypatch.setenv(variable, REFUSED)
    assert variable in str(check(bearer.Client))
    monkeypatch.delenv(variable)
    monkeypatch.setenv(bearer.Client.api.base_url_env, f"https://me:{SECRET}@x.example")
    check(bearer.Client)


def test_functions_of_the_http_library_are_in_no_traceback(
    package: ModuleType, url: str
) -> None:
    for name in ("garbage", "nothing", "slow"):
        kit = Kit(
            package,
            url,
            False,
            {"credentials": package.Bearer(SECRET), "timeout": 0.05},
        )
        error = check(partial(kit.call, "get_item", name))
        files = [frame.f_code.co_filename for frame in frames_of(error)]
        assert not any(
            "httpx" in file or "httpcore" in file
            for file in files
            if "_runtime" not in file
        )


def test_own_exceptions_keep_their_tracebacks(package: ModuleType, url: str) -> None:
    kit = Kit(package, url, False, {"credentials": package.Bearer(SECRET)})
    names = {
        failure: [
            frame.f_code.co_name
            for frame in frames_of(check(partial(FAILURES[failure], kit)))
        ]
        for failure in ("upload that fails", "request hook", "broken transport")
    }
    assert "_pieces" in names["upload that fails"], names
    assert "_fail" in names["request hook"]
    assert "send" in names["broken transport"]
    try:
        raise KeyError("before")
    except KeyError:
        with pytest.raises(Exception, match="onnect") as caught:
            FAILURES["no connection"](kit)
    outer: BaseException | None = caught.value
    while outer is not None and not isinstance(outer, KeyError):
        outer = outer.__context__
    assert outer is not None
    assert outer.__traceback__ is not None
