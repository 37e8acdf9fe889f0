"""An HTTP server on this machine whose responses a function writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeAlias

Respond: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serve(respond: Respond) -> Iterator[str]:
    """Run a server during a `with` block and return its URL.

    Args:
        respond: Called for each request, whose body has not been read, to write the response.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            respond(self)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """Ignore clients that hang up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def send(
    handler: BaseHTTPRequestHandler,
    content: bytes,
    status: int = 200,
    **headers: str,
) -> None:
    """Send a response; `_` in a header name becomes `-`."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)
