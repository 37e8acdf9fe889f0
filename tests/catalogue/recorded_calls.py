"""Clients of the cases with tools, and the requests that their calls send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest.mock import patch

from generator.config import NO_OPTIONS, read_configuration
from tests.cases.building import document_of, source_of
from tests.compiling import compiled_client
from tests.runtime.recording import Recorder


def tools_package_of(case: str) -> str:
    """The name that a case's client with tools is imported under."""
    return f"{case}_tools"


@cache
def compiled_with_tools(case: str) -> Mapping[str, bytes]:
    """The files of a case's client with tools."""
    configuration = document_of(case).with_name("codegen.toml")
    options = NO_OPTIONS
    if configuration.exists():
        [client] = read_configuration(configuration).clients.values()
        options = client.options
    package = tools_package_of(case)
    files = compiled_client(
        source_of(case), package, replace(options, tools=True)
    ).files
    return {each.path: each.content for each in files}


def recorded(package: ModuleType, call: Callable[[Any], object]) -> list[object]:
    """What a call with a client sends: method, URL, headers and body of each request."""
    transport = Recorder()
    client = package.Client(
        package.Anonymous(),
        base_url="http://127.0.0.1:1",
        transport=transport,
        max_retries=0,
    )
    base = import_module(f"{package.__name__}._runtime.client.base_client")
    # Boundaries and idempotency keys.
    same = b"\x01".__mul__
    with patch("os.urandom", same), patch.object(base, "urandom", same):
        call(client)
    return [
        (request.method, request.url, request.headers, _body(request.content))
        for request in transport.requests
    ]


def _body(content: Any) -> bytes | None:
    return content if isinstance(content, bytes | None) else b"".join(content)
