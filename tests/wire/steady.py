"""A server that knows the document and nothing of this client: Steady, an npm package.

It refuses what the document does not allow, and makes up answers that it does.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generated.stripe_client._runtime.http.httpx_transport import (
    AsyncHttpxTransport,
    HttpxTransport,
)
from generated.stripe_client._runtime.http.transport import Request, Response

_BRACKETS = (
    "--validator-form-object-format=brackets",
    "--validator-form-array-format=brackets",
    "--validator-query-object-format=brackets",
    "--validator-query-array-format=brackets",
)
_ATTEMPTS = 300


def executable() -> str | None:
    """Where the server is on this machine."""
    return os.environ.get("STEADY") or shutil.which("steady")


@contextmanager
def serving(command: str, spec: Path) -> Iterator[str]:
    """The URL of a server of the document `spec`, for as long as the block lasts."""
    port = _free_port()
    place = ("--port", str(port), "--host", "127.0.0.1", "-q")
    with subprocess.Popen(
        [command, *place, *_BRACKETS, str(spec)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            # The command starts the server in a process of its own: both have to go.
            os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_ATTEMPTS):
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def as_steady_reads_it(request: Request) -> Request:
    """The same request, its arrays in the query without their numbers.

    Told that arrays in a query have brackets, Steady 0.22.2 reads `expand[]=x` and refuses
    `expand[0]=x`, an unknown parameter to it. Stripe's own client sends the latter, as we do. In
    form bodies Steady reads both.
    """
    path, mark, query = request.url.partition("?")
    return replace(request, url=path + mark + re.sub(r"%5B\d+%5D=", "%5B%5D=", query))


class Transport(HttpxTransport):
    """HTTP with queries as Steady reads them."""

    def send(self, request: Request) -> Response:
        return super().send(as_steady_reads_it(request))


class AsyncTransport(AsyncHttpxTransport):
    """The same, to be awaited."""

    async def send(self, request: Request) -> Response:
        return await super().send(as_steady_reads_it(request))
