"""A local API for the document `echo.yaml`: it records requests, and repeats them in responses."""

from __future__ import annotations

import html
import json
import select
import time
from base64 import b64encode, urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus, urlsplit

SECONDS = 20.0


class _Handler(BaseHTTPRequestHandler):
    server: EchoApi
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size).decode("utf-8", "replace")
        self.server.requests.append((self.command, self.path, body))
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        match self.command, parts.path:
            case "GET", "/notes":
                count = int(query.get("count", ["2"])[0])
                notes = [_note(index) for index in range(count)]
                self._send(200, {"notes": notes, "total": count})
            case "POST", "/notes":
                sent = json.loads(body)
                text = "x" * sent.get("size", 0) or sent["text"]
                self._send(201, {"id": "note_1", "text": text, "tags": []})
            case "DELETE", _:
                self._send(204, None)
            case "GET", "/slow":
                self._wait()
            case "GET", "/report":
                self._send(200, None, b"%PDF-1.7")
            case "GET", _:
                error = {"error": {"message": "no such note", "code": "not_found"}}
                self._send(404, error)
            case _:
                self._echo(body)

    def _echo(self, body: str) -> None:
        """Repeat the request in every form that servers are known to use."""
        received = f"{self.path}\n{self.headers}\n{body}"
        values = [*self.headers.values(), self.path, body]
        tokens = [value.split(" ")[-1] for value in values if value]
        forms = {
            "raw": received,
            "quoted": quote(received),
            "form": quote_plus(received),
            "base64": b64encode(received.encode()).decode(),
            "urlsafe": urlsafe_b64encode(received.encode()).decode(),
            "json": json.dumps({"in": json.dumps(received)}),
            "html": html.escape(received),
            "hex": [token.encode().hex() for token in tokens],
            "upper": received.upper(),
            "split": "\u200b".join(received),
            "names": dict.fromkeys(tokens, 1),
        }
        status = (json.loads(body) if body[:1] == "{" else {}).get("status", 200)
        if status >= 400:
            message = f"{'.' * (900 if status == 500 else 0)}{tokens} {received}"
            forms = {"error": {"message": message, "code": tokens[0], "type": body}}
        self._send(status, forms)

    def _wait(self) -> None:
        """Respond after a while, unless the client gives up."""
        self.server.waiting.set()
        deadline = time.monotonic() + self.server.delay
        while time.monotonic() < deadline:
            readable, _, _ = select.select([self.connection], [], [], 0.02)
            if readable and not self.connection.recv(1):
                self.server.aborted.set()
                self.close_connection = True
                return
        self._send(200, {"report": "ready"})

    def _send(self, status: int, value: Any, content: bytes | None = None) -> None:
        if content is None:
            content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Request-Id", "req_1")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_DELETE = do_GET = do_POST = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


def _note(index: int) -> dict[str, Any]:
    return {"id": f"note_{index}", "text": f"Text {index}. " * 5, "tags": ["a", "b"]}


class EchoApi(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 in a background thread until it is closed.

    Attributes:
        requests: the method, path and body of each request.
        delay: how long `/slow` takes, in seconds.
        waiting: set when a request for `/slow` has arrived.
        aborted: set when the client of one has given up.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, str, str]] = []
        self.delay = SECONDS
        self.waiting = Event()
        self.aborted = Event()
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
