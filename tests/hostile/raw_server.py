"""A local server that sends raw bytes chosen by a test, whether or not they are valid HTTP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class RawServer:
    """Sends the bytes in `response` for every request, and records the `requests`."""

    def __init__(self) -> None:
        self.response = b""
        self.requests: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def serve(self) -> None:
        """Serve until `close`."""
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection, suppress(OSError):
                    self._serve_one(connection)

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve_one(self, connection: socket.socket) -> None:
        connection.settimeout(30)
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return
            received += chunk
        self.requests.append(received)
        connection.sendall(self.response)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """Run a server for the duration of a `with` block."""
    server = RawServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(30)


def http_response(
    content: bytes,
    status: str = "200 OK",
    media_type: str = "application/json",
    **headers: str,
) -> bytes:
    """Format an HTTP response; `Content_Encoding` is the header `Content-Encoding`."""
    all_headers = {
        "Content-Type": media_type,
        "Content-Length": str(len(content)),
        **headers,
    }
    lines = "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in all_headers.items()
    )
    return (
        f"HTTP/1.1 {status}\r\n{lines}Connection: close\r\n\r\n".encode("latin-1")
        + content
    )
