"""A server whose answer is larger than what may come."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from generator.source.load import fetch
from generator.source.load.content_coding import Content, TooLargeError


class TooLarge(Content):
    def feed(self, chunk: bytes) -> None:
        raise TooLargeError


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads this."""


def answer(server: HTTPServer) -> None:
    with server:
        server.handle_request()


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(fetch, "Content", TooLarge)
    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=answer, args=[server], daemon=True).start()
    return [f"http://127.0.0.1:{server.server_port}/openapi.json"]
