"""Redirects from one server to another, on real connections."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx2
import pytest

from generator.runtime.auth.credentials import Anonymous
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.lists import get_report, get_report_async


class Redirector(BaseHTTPRequestHandler):
    """Redirects `/v1/…` to `/moved` on the server `target`, which shows its request headers."""

    target: str
    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        is_moved = self.path.startswith("/moved")
        self.send_response(200 if is_moved else 302)
        if not is_moved:
            self.send_header("Location", f"{self.target}/moved?signature=a%2Fb")
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b'{"id": "abc"')

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def servers() -> Iterator[tuple[str, str]]:
    Redirector.seen = []
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Redirector) as first,
        ThreadingHTTPServer(("127.0.0.1", 0), Redirector) as second,
    ):
        for server in (first, second):
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        urls = tuple(f"http://127.0.0.1:{s.server_port}" for s in (first, second))
        Redirector.target = urls[1]
        yield urls[0], urls[1]
        first.shutdown()
        second.shutdown()


def test_redirect_to_another_server(servers: tuple[str, str], tmp_path: Any) -> None:
    with Client("sk", base_url=servers[0], follow_redirects=True) as client:
        client.save(tmp_path / "report", get_report, "r")
    assert (tmp_path / "report").read_bytes() == b'{"id": "abc"'
    (_, first), (path, second) = Redirector.seen
    assert path == "/moved?signature=a%2Fb"
    assert first["authorization"] == "Bearer sk"
    assert "authorization" not in second
    assert second["host"] == servers[1].removeprefix("http://")


def test_redirect_takes_no_defaults_of_a_given_http_client(
    servers: tuple[str, str],
) -> None:
    options: dict[str, Any] = {
        "headers": {"X-Gateway": "s3cret", "User-Agent": "mine"},
        "auth": ("user", "s3cret"),
        "cookies": {"session": "s3cret"},
        "params": {"key": "s3cret"},
    }

    async def run() -> None:
        async with httpx2.AsyncClient(**options) as http_client:
            client = AsyncClient(
                Anonymous(), base_url=servers[0], http_client=http_client
            )
            await client.raw(get_report_async, "r", follow_redirects=True)

    with httpx2.Client(**options) as http_client:
        client = Client(Anonymous(), base_url=servers[0], http_client=http_client)
        client.raw(get_report, "r", follow_redirects=True)
    asyncio.run(run())
    assert len(Redirector.seen) == 4
    for (path, first), (other_path, second) in (
        Redirector.seen[:2],
        Redirector.seen[2:],
    ):
        assert "s3cret" in path
        assert first.keys() >= {"x-gateway", "authorization", "cookie"}
        assert other_path == "/moved?signature=a%2Fb"
        assert "s3cret" not in repr(second)
        assert not second.keys() & {"x-gateway", "authorization", "cookie"}
