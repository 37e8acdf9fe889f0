"""A server on this machine that keeps what it is sent and answers what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
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
        self.requests.append(received)
        if self._answers:
            self._latest = self._answers.pop(0)
        return self._latest


_EMPTY = _Answer(200, {"Content-Type": "application/json"}, b"{}")


class _Handler(BaseHTTPRequestHandler):
    server: HttpServer

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        is_chunked = self.headers.get("Transfer-Encoding") == "chunked"
        body = b"".join(self._chunks()) if is_chunked else self.rfile.read(length)
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

    def _chunks(self) -> Iterator[bytes]:
        """The content of a body that comes in chunks (RFC 9112, section 7.1)."""
        # A body that breaks off ends with an empty line.
        while size := int(self.rfile.readline() or b"0", 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test says what it saw."""


class HttpServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 from a thread of its own, until it is closed."""

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
