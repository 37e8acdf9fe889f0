"""A server that knows nobody."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads this."""


def answer(server: HTTPServer) -> None:
    with server:
        server.handle_request()


def arrange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=answer, args=[server], daemon=True).start()
    return [f"http://127.0.0.1:{server.server_port}/openapi.json"]
