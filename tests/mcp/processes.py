"""Processes of `codegen mcp`, and everything that they write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

CODEGEN = (sys.executable, "-m", "generator", "mcp")
SECONDS = 60.0


def environment(**variables: str) -> dict[str, str]:
    """The environment of this process without credentials, and with these variables."""
    kept = {
        name: value for name, value in os.environ.items() if not name.endswith("_KEY")
    }
    return {**kept, "CODEGEN_CACHE": "", **variables}


class StdioProcess:
    """A server on standard input and output, whose messages are written by hand."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._messages: Queue[dict[str, Any]] = Queue()
        self._id = 0
        self.stdout = b""
        self.stderr = b""
        assert process.stdout
        assert process.stderr
        self._threads = [
            Thread(target=self._read_messages, args=(process.stdout,), daemon=True),
            Thread(target=self._read_errors, args=(process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def request(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Send a request, and return the response to it."""
        self._id += 1
        self.send({"id": self._id, "method": method, "params": params})
        while True:
            message = self._messages.get(timeout=SECONDS)
            if message.get("id") == self._id:
                return message

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""
        assert self._process.stdin
        line = json.dumps({"jsonrpc": "2.0", **message})
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def initialize(self) -> None:
        """Do the handshake."""
        client = {"name": "test", "version": "1"}
        version = {"protocolVersion": "2025-11-25", "capabilities": {}}
        self.request("initialize", {**version, "clientInfo": client})
        self.send({"method": "notifications/initialized"})

    def finish(self) -> int:
        """Close standard input, and return the exit code."""
        assert self._process.stdin
        self._process.stdin.close()
        code = self._process.wait(SECONDS)
        for thread in self._threads:
            thread.join(SECONDS)
        return code

    def _read_messages(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.stdout += line
            self._messages.put(json.loads(line))

    def _read_errors(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.stderr += line


@contextmanager
def stdio_process(*arguments: str, **variables: str) -> Iterator[StdioProcess]:
    """Start a server on standard input and output for the duration of a `with` block."""
    with subprocess.Popen(
        [*CODEGEN, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**variables),
    ) as process:
        try:
            yield StdioProcess(process)
        finally:
            process.kill()


class HttpProcess:
    """A server over HTTP.

    Attributes:
        url: its URL.
        token: the token that it printed; empty if it was set.
        stderr: what it wrote.
    """

    def __init__(self, process: subprocess.Popen[bytes], has_token: bool) -> None:
        assert process.stderr
        self.stderr = b""
        self.url = self._line(process.stderr, rb"http://\S+")
        self.token = (
            "" if has_token else self._line(process.stderr, rb"(?<=Bearer )\S+")
        )
        self._thread = Thread(target=self._read, args=(process.stderr,), daemon=True)
        self._thread.start()

    def _line(self, stream: IO[bytes], pattern: bytes) -> str:
        line = stream.readline()
        self.stderr += line
        found = re.search(pattern, line)
        assert found, line + stream.read()
        return found[0].decode()

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.stderr += line

    def join(self) -> None:
        """Wait for the rest of `stderr`, once the process has ended."""
        self._thread.join(SECONDS)


@contextmanager
def http_process(*arguments: str, **variables: str) -> Iterator[HttpProcess]:
    """Start a server over HTTP for the duration of a `with` block."""
    with subprocess.Popen(
        [*CODEGEN, *arguments, "--http=0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(**variables),
    ) as process:
        try:
            started = HttpProcess(process, "CODEGEN_MCP_TOKEN" in variables)
            yield started
        finally:
            process.terminate()
            process.wait(SECONDS)
        started.join()


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [*CODEGEN, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=cwd,
        env=environment(),
        check=False,
    )
