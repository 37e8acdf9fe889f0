"""Serve the fake of `shop` over HTTP on 127.0.0.1."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Thread
from typing import Any

from tests.wire.forms import decode_form
from tests.wire.shop import FakeResponse, Received, Shop


class _Handler(BaseHTTPRequestHandler):
    server: StatefulServer
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        shop = self.server.shop
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        response = shop.handle(
            Received(self.command, path, decode_form(body or query), headers)
        )
        if response is None:
            self.close_connection = True
            self.connection.shutdown(SHUT_RDWR)
        else:
            self._send(response, f"req_{len(shop.requests)}")

    def _send(self, response: FakeResponse, request_id: str) -> None:
        content = json.dumps(response.value).encode()
        self.send_response(response.status)
        known = {"Content-Type": "application/json", "Request-Id": request_id}
        for name, value in {**known, **response.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_DELETE = do_GET = do_POST = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


class StatefulServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 in a background thread until it is closed."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shop = Shop()
        self._thread = Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.server_port}"

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self._thread.join()
        self.server_close()
