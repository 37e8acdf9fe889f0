"""Calls that fail, in every way in which a call can, with every kind of credentials."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote_plus

from tests.hostile.echoing_api import SECRET

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
