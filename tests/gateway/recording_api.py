"""An API on this machine that records what it receives, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Received:
    """A request: nothing unescaped, names of headers in lower case."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        """The query, escaped."""
        return urlsplit(self.target).query

    def header(self, name: str) -> str | None:
        """The value of a header; None without it."""
        return dict(self.headers).get(name)


@dataclass(frozen=True, slots=True)
class Reply:
    """A response, whose body is sent in these chunks."""

    chunks: Iterable[bytes] = (b"{}",)
    status: int = 200
    media_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = field(default=())


def as_json(value: Any, status: int = 200, **headers: str) -> Reply:
    """Return a response with JSON."""
    pairs = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return Reply((json.dumps(value).encode(),), status, headers=pairs)


class _Handler(BaseHTTPRequestHandler):
    server: RecordingApi
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        received = Received(
            self.command,
            self.path,
            tuple((name.lower(), value) for name, value in self.headers.items()),
            self._body(),
        )
        self.server.requests.append(received)
        reply = self.server.replies.get(received.path, _echo)(received)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Request-Id", "req_1")
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status in (204, 304):
            self.end_headers()
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for chunk in reply.chunks:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    do_DELETE = do_GET = do_HEAD = do_PATCH = do_POST = do_PUT = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


def _echo(received: Received) -> Reply:
    return as_json({"id": "cus_1", "name": "Ada"})


class RecordingApi(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 until it is closed.

    Attributes:
        requests: what was received.
        replies: what to reply, by path.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Received] = []
        self.replies: dict[str, Callable[[Received], Reply]] = {}
        self._thread = Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def last(self) -> Received:
        """What was received last."""
        return self.requests[-1]

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self._thread.join()
        self.server_close()
