"""A server that answers each request with bytes that a test wrote, HTTP or not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class RawServer:
    """Listens on this machine; `answer` is what it says, and `requests` are what it heard."""

    def __init__(self) -> None:
        self.answer = b""
        self.requests: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def serve(self) -> None:
        """Answer until `close`."""
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection, suppress(OSError):
                    self._converse(connection)

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _converse(self, connection: socket.socket) -> None:
        connection.settimeout(30)
        heard = b""
        while b"\r\n\r\n" not in heard:
            more = connection.recv(65536)
            if not more:
                return
            heard += more
        self.requests.append(heard)
        connection.sendall(self.answer)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A server that ends with the block."""
    server = RawServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(30)


def http(
    content: bytes,
    status: str = "200 OK",
    kind: str = "application/json",
    **headers: str,
) -> bytes:
    """An answer as HTTP has it; `Content_Encoding` is the header `Content-Encoding`."""
    named = {"Content-Type": kind, "Content-Length": str(len(content)), **headers}
    lines = "".join(
        f"{name.replace('_', '-')}: {each}\r\n" for name, each in named.items()
    )
    return (
        f"HTTP/1.1 {status}\r\n{lines}Connection: close\r\n\r\n".encode("latin-1")
        + content
    )
