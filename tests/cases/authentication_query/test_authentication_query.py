"""An API key in the query."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_api_key_in_query(client_package: Any, operations: Any, server: Server) -> None:
    with client_package.Client("k&y", base_url=server.url) as client:
        operations.get_me(client)
        assert server.last.query == "api_key=k%26y"
        operations.get_health(client)
        assert server.last.query == ""


def test_errors_have_no_secrets(
    client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({}, status=500)
    with (
        client_package.Client("k3y", base_url=server.url) as client,
        pytest.raises(client_package.ApiStatusError) as caught,
    ):
        operations.get_me(client)
    assert "k3y" not in str(caught.value) + repr(caught.value.__dict__)
