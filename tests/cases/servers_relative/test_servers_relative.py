"""A server that begins where the document is, which a file does not tell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_the_user_says_where_the_api_is(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client(base_url=f"{server.url}/v1") as client:
        operations.get_things(client)
    assert server.last.path == "/v1/things"


def test_a_client_without_an_address_cannot_be_made(client_package: Any) -> None:
    for kind in (client_package.Client, client_package.AsyncClient):
        with pytest.raises(TypeError, match="Somewhere needs a base_url"):
            kind()
