"""The server that a call is sent to."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture(scope="module")
def servers(client_package: Any) -> Any:
    """The `servers` module of the client."""
    return import_module(f"{client_package.__name__}.servers")


class Recorder:
    """A transport that records URLs and returns empty responses."""

    def __init__(self, client_package: Any) -> None:
        runtime = f"{client_package.__name__}._runtime"
        headers = import_module(f"{runtime}.http.headers").Headers()
        self.answer = import_module(f"{runtime}.http.transport").Response(
            204, headers, b""
        )
        self.urls: list[str] = []

    def send(self, request: Any) -> Any:
        self.urls.append(request.url)
        return self.answer

    def close(self) -> None:
        """Close nothing."""


@pytest.mark.parametrize(
    ("operation", "url"),
    [
        ("get_plain", "https://eu.example.com/v2/plain"),
        ("get_uploads", "https://files.example.com/up/uploads"),
        ("post_uploads", "https://fast.example.com/uploads"),
    ],
)
def test_nearest_server_is_used(
    operation: str, url: str, client_package: Any, operations: Any
) -> None:
    recorder = Recorder(client_package)
    with client_package.Client(transport=recorder) as client:
        getattr(operations, operation)(client)
    assert recorder.urls == [url]


@pytest.mark.parametrize("operation", ["get_plain", "get_uploads", "post_uploads"])
@pytest.mark.parametrize("path", ["", "/", "/mock", "/mock/"])
def test_base_url_overrides_all_servers(
    operation: str, path: str, client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client(base_url=server.url + path) as client:
        getattr(operations, operation)(client)
    assert server.last.path == f"{path.rstrip('/')}/{operation.partition('_')[2]}"


def urls_with(client_package: Any, operations: Any, server: Any) -> list[str]:
    """Return the URLs of calls with this server."""
    recorder = Recorder(client_package)
    with client_package.Client(server=server, transport=recorder) as client:
        operations.get_plain(client)
        operations.get_uploads(client)
    return recorder.urls


def test_choose_server(client_package: Any, operations: Any, servers: Any) -> None:
    server = servers.region_example_com_version(region="us", version="v3/beta")
    own = "https://files.example.com/up/uploads"
    expected = ["https://us.example.com/v3/beta/plain", own]
    assert urls_with(client_package, operations, server) == expected
    expected = ["https://other.example.com/plain", own]
    assert urls_with(client_package, operations, servers.other()) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "eu.evil.example/"},
        {"region": "asia"},
        {"version": ".."},
        {"version": "v2/../.."},
        {"region": None},
    ],
)
def test_server_variable_rejects_unsafe_values(
    wrong: dict[str, Any], servers: Any
) -> None:
    with pytest.raises((TypeError, ValueError), match=r"region|as a segment of"):
        servers.region_example_com_version(**wrong)


def test_server_variable_is_escaped(servers: Any) -> None:
    server = servers.region_example_com_version(version="a?b#c d%2f\\é")
    assert server.url == "https://eu.example.com/a%3Fb%23c%20d%252f%5C%C3%A9/"


@pytest.mark.parametrize("url", ["example.com", "ftp://example.com", "http://a/?b=c"])
def test_invalid_base_url(url: str, client_package: Any) -> None:
    with pytest.raises(ValueError, match="base_url"):
        client_package.Client(base_url=url)
