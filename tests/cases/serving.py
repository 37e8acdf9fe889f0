"""A server on this machine that keeps what it is sent and answers what it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: nothing unescaped; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def form(self) -> list[tuple[str, str]]:
        """The body's names and values."""
        return parse_qsl(self.body.decode("ascii"), keep_blank_values=True)

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The query's names and values."""
        return parse_qsl(self.query, keep_blank_values=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


class Server:
    """What a test sees of the server: the requests so far, and a way to set the answers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Received] = []
        self._answers: list[_Answer] = []
        self._latest = _EMPTY
        self._lock = Lock()

    @property
    def last(self) -> Received:
        """The request that came last."""
        return self.requests[-1]

    def answer(
        self,
        value: Any = None,
        status: int = 200,
        media_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer with `value`, bytes as they are and anything else as JSON, until told otherwise.

        Told several times, it gives one answer after the other.
        """
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        every = {"Content-Type": media_type, **(headers or {})}
        self._answers.append(_Answer(status, every, content))

    def take(self, received: Received) -> _Answer:
        """The answer to a request: what was told, and an empty object before that."""
        with self._lock:
            self.requests.append(received)
            if self._answers:
                self._latest = self._answers.pop(0)
            return self._latest


_EMPTY = _Answer(200, {"Content-Type": "application/json"}, b"{}")


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._body()
        if body is None:
            # Whoever gave up sending has gone on; what came of it is nobody's request.
            self.close_connection = True
            return
        answer = self.server.told.take(
            Received(self.command, path, query, headers, body)
        )
        has_content = answer.status not in (204, 304)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if has_content:
            self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if has_content and self.command != "HEAD":
            self.wfile.write(answer.content)

    def __getattr__(self, name: str) -> Any:
        """What serves a method, whichever it is."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def _body(self) -> bytes | None:
        """The body; None if it breaks off."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            return self._chunks()
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        return body if len(body) == length else None

    def _chunks(self) -> bytes | None:
        """The content of a body that comes in chunks (RFC 9112, section 7.1)."""
        body = bytearray()
        while line := self.rfile.readline():
            size = int(line, 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return bytes(body)
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test says what it saw."""


class HttpServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 from a thread of its own, until it is closed."""

    # All the calls of a test at once: whoever finds no place waits a second before asking again.
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told = self.fresh()
        self._thread = Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def fresh(self) -> Server:
        """Forget all requests and answers."""
        self.told = Server(f"http://127.0.0.1:{self.server_port}")
        return self.told

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
