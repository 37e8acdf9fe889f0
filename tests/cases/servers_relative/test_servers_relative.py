"""A relative server URL, which a file cannot resolve."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_base_url_resolves_relative_server(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client(base_url=f"{server.url}/v1") as client:
        operations.get_things(client)
    assert server.last.path == "/v1/things"


def test_missing_base_url(client_package: Any) -> None:
    for kind in (client_package.Client, client_package.AsyncClient):
        with pytest.raises(TypeError, match="Somewhere needs a base_url"):
            kind()
