"""Clients of the cases with tools, and the requests that their calls send."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from generator.config import NO_OPTIONS, read_configuration
from tests.cases.building import document_of, source_of, write
from tests.compiling import compiled_client
from tests.runtime.recording import Recorder


def package_with_tools(case: str, folder: Path) -> ModuleType:
    """The client of a case, built with tools into `folder`, which Python imports from."""
    name = f"{case}_tools"
    if name not in sys.modules:
        configuration = document_of(case).with_name("codegen.toml")
        options = NO_OPTIONS
        if configuration.exists():
            [client] = read_configuration(configuration).clients.values()
            options = client.options
        files = compiled_client(
            source_of(case), name, replace(options, tools=True)
        ).files
        write({each.path: each.content for each in files}, folder / name)
    return import_module(name)


def recorded(package: ModuleType, call: Callable[[Any], object]) -> list[object]:
    """What a call with a client sends: method, URL, headers and body of each request."""
    transport = Recorder()
    client = package.Client(
        package.Anonymous(),
        base_url="http://127.0.0.1:1",
        transport=transport,
        max_retries=0,
    )
    # Boundaries and idempotency keys.
    with patch("os.urandom", lambda size: b"\x01" * size), _urandom_of(package):
        call(client)
    return [
        (request.method, request.url, request.headers, _body(request.content))
        for request in transport.requests
    ]


@contextmanager
def _urandom_of(package: ModuleType) -> Iterator[None]:
    """Replace `urandom` where the client imported it by name."""
    base = import_module(f"{package.__name__}._runtime.client.base_client")
    with patch.object(base, "urandom", lambda size: b"\x01" * size):
        yield


def _body(content: Any) -> bytes | None:
    return content if isinstance(content, bytes | None) else b"".join(content)


def without_unset(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as they are given to a function."""
    return dict(arguments)
