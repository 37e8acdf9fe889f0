"""A server on 127.0.0.1 that records requests and returns the responses that a test sets."""

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
    """A request as it was sent, escaped; names of header fields are in lower case."""

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
        """The names and values of a form."""
        return parse_qsl(self.body.decode("ascii"), keep_blank_values=True)

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The names and values of the query."""
        return parse_qsl(self.query, keep_blank_values=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


class Server:
    """What a test sees of the server: the requests so far, and a way to set the responses."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Received] = []
        self._answers: list[_Answer] = []
        self._latest = _EMPTY
        self._lock = Lock()

    @property
    def last(self) -> Received:
        """The last request."""
        return self.requests[-1]

    def answer(
        self,
        value: Any = None,
        status: int = 200,
        media_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Respond with `value`: bytes as they are, anything else as JSON.

        Several calls set several responses, of which the last one is repeated.
        """
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        every = {"Content-Type": media_type, **(headers or {})}
        self._answers.append(_Answer(status, every, content))

    def take(self, received: Received) -> _Answer:
        """Record a request; return the next response, or an empty object if none was set."""
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
            # The client stopped sending. The test that did this may have ended.
            self.close_connection = True
            return
        answer = self.server.current.take(
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
        """Return the handler of any method."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def _body(self) -> bytes | None:
        """Return the body; None if it is incomplete."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            return self._chunks()
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        return body if len(body) == length else None

    def _chunks(self) -> bytes | None:
        """Return the content of a body in chunks (RFC 9112, section 7.1); None if incomplete."""
        body = bytearray()
        while line := self.rfile.readline():
            size = int(line, 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return bytes(body)
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


class HttpServer(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1, in a thread, until it is closed."""

    # Enough for all calls of a test at once. Others would wait a second before they try again.
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.current = self.fresh()
        self._thread = Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def fresh(self) -> Server:
        """Forget all requests and responses."""
        self.current = Server(f"http://127.0.0.1:{self.server_port}")
        return self.current

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self._thread.join()
        self.server_close()
