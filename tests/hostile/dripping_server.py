"""A local server that sends a byte now and then, so that no single wait for it takes long."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, repeat
from typing import TypeAlias

PAUSE = 0.03
"""The time between two bytes, in seconds."""

_MOST_BYTES = 400

Converse: TypeAlias = Callable[[socket.socket], None]


def drip(connection: socket.socket, pieces: Iterable[bytes]) -> None:
    """Send pieces one at a time, for at most 20 seconds."""
    for _, piece in zip(range(_MOST_BYTES), pieces, strict=False):
        connection.sendall(piece)
        time.sleep(PAUSE)


def receive_head(connection: socket.socket) -> bytes:
    """Receive the header fields of a request."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(1)
        if not chunk:
            break
        received += chunk
    return received


def dripping(head: bytes, *pieces: bytes) -> Converse:
    """Return a conversation: `head` at once, and then the last pieces again and again."""

    def converse(connection: socket.socket) -> None:
        receive_head(connection)
        connection.sendall(head)
        *first, last = pieces
        drip(connection, chain(first, repeat(last)))

    return converse


@contextmanager
def dripping_server(converse: Converse) -> Iterator[str]:
    """Run a server for the duration of a `with` block; yield its host and port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve_one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            converse(connection)

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(
                    target=serve_one, args=(connection,), daemon=True
                ).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
