"""Run Steady, a mock server from npm that validates requests against a document.

It rejects invalid requests and generates valid responses, independently of this project.
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
    """The path of the server's command; None if it is not installed."""
    return os.environ.get("STEADY") or shutil.which("steady")


@contextmanager
def run_server(command: str, spec: Path) -> Iterator[str]:
    """Run a server for the document `spec` during a `with` block, and return its URL."""
    port = _free_port()
    address = ("--port", str(port), "--host", "127.0.0.1", "-q")
    with subprocess.Popen(
        [command, *address, *_BRACKETS, str(spec)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            # The command starts the server in another process: end the whole group.
            os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
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
    raise AssertionError("the server does not respond")


def adapt_query(request: Request) -> Request:
    """Remove the indices of arrays in the query: `expand[0]=x` becomes `expand[]=x`.

    With bracketed arrays in queries, Steady 0.22.2 accepts only the latter; Stripe's official
    client and ours send the former. In form bodies Steady accepts both.
    """
    path, mark, query = request.url.partition("?")
    return replace(request, url=path + mark + re.sub(r"%5B\d+%5D=", "%5B%5D=", query))


class Transport(HttpxTransport):
    """A transport that adapts queries to Steady."""

    def send(self, request: Request) -> Response:
        return super().send(adapt_query(request))


class AsyncTransport(AsyncHttpxTransport):
    """The asynchronous twin of `Transport`."""

    async def send(self, request: Request) -> Response:
        return await super().send(adapt_query(request))
