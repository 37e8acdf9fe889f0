"""An API key in a header."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def test_api_key_in_header(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client("k3y", base_url=server.url) as client:
        operations.get_me(client)
        assert server.last.headers["x-api-key"] == "k3y"
        operations.get_health(client)
        assert "x-api-key" not in server.last.headers
