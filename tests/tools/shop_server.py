"""A server for the client of shop.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.runtime.local_server import send, serve

SECRET = "sk_test_made_up_123"
_NAMES = ["c1", "c2", "c3", "c4", "c5"]
_PER_PAGE = 2


@dataclass
class Shop:
    """The requests that the server received, and the responses that replace its own.

    Attributes:
        url: The URL of the server.
        requests: Method, path and body of each request.
        errors: The status, body and headers of the response, by path.
    """

    url: str = ""
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    errors: dict[str, tuple[int, Any, dict[str, Any]]] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """The paths of the requests, with their queries."""
        return [path for _, path, _ in self.requests]

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        """Respond to a request."""
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        self.requests.append((handler.command, handler.path, body))
        url = urlsplit(handler.path)
        query = parse_qs(url.query)
        if url.path in self.errors:
            status, content, added = self.errors[url.path]
            data = (
                content if isinstance(content, bytes) else json.dumps(content).encode()
            )
            send(handler, data, status, **added)
        elif url.path == "/customers" and handler.command == "GET":
            _send_json(handler, _customers(query))
        elif url.path == "/orders":
            page = int(query.get("page", ["1"])[0])
            link = f'<{self.url}/orders?page={page + 1}>; rel="next"'
            headers = {"Link": link} if page < 3 else {}
            _send_json(handler, [{"id": f"o{page}"}], **headers)
        elif url.path.endswith("/contents"):
            send(handler, b"%PDF-1.7", Content_Type="application/pdf; charset=x")
        elif url.path == "/events" or b'"stream":true' in body:
            events = "".join(f'data: {{"number": {n}}}\n\n' for n in range(300))
            send(handler, events.encode(), Content_Type="text/event-stream")
        elif handler.command == "DELETE":
            send(handler, b"", 204)
        else:
            sent = {"id": "c9", "headers": dict(handler.headers.items())}
            _send_json(handler, sent, Request_Id="req_7")


def _customers(query: dict[str, list[str]]) -> dict[str, Any]:
    if "ending_before" in query:
        end = _NAMES.index(query["ending_before"][0])
        start = max(end - _PER_PAGE, 0)
        has_more = start > 0
    else:
        after = query.get("starting_after")
        start = _NAMES.index(after[0]) + 1 if after else 0
        end = start + _PER_PAGE
        has_more = end < len(_NAMES)
    return {"data": [{"id": name} for name in _NAMES[start:end]], "has_more": has_more}


def _send_json(handler: BaseHTTPRequestHandler, data: Any, **headers: str) -> None:
    content = json.dumps(data).encode()
    send(handler, content, 200, Content_Type="application/json", **headers)


@contextmanager
def open_shop() -> Iterator[Shop]:
    """Run the server during a `with` block."""
    shop = Shop()
    with serve(shop.respond) as url:
        shop.url = url
        yield shop
