"""HTTP Basic authentication."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.cases.serving import Server


def test_string_is_user_name(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client("ada", base_url=server.url) as client:
        operations.get_me(client)
    expected = b64encode(b"ada:").decode()
    assert server.last.headers["authorization"] == f"Basic {expected}"


def test_user_name_and_password(
    client_package: Any, operations: Any, server: Server
) -> None:
    pair = client_package.Basic("ada", "pä:ss")
    with client_package.Client(pair, base_url=server.url) as client:
        operations.get_me(client)
    expected = b64encode("ada:pä:ss".encode()).decode()
    assert server.last.headers["authorization"] == f"Basic {expected}"
    assert "ss" not in repr(pair)


def test_user_name_with_colon_is_rejected(client_package: Any) -> None:
    with pytest.raises(ValueError, match="must not contain ':'") as caught:
        client_package.Basic("ada:s3cret", "")
    assert "s3cret" not in str(caught.value)


def test_user_name_and_password_from_the_environment(
    client_package: Any,
    operations: Any,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with client_package.Client(base_url=server.url) as client:
        missing = "AUTHENTICATION_BASIC_USERNAME"
        with pytest.raises(client_package.ApiError, match=missing):
            operations.get_me(client)
    monkeypatch.setenv("AUTHENTICATION_BASIC_USERNAME", "ada")
    monkeypatch.setenv("AUTHENTICATION_BASIC_PASSWORD", "p:w")
    with client_package.Client(base_url=server.url) as client:
        operations.get_me(client)
    expected = b64encode(b"ada:p:w").decode()
    assert server.last.headers["authorization"] == f"Basic {expected}"
