"""Bearer tokens, and operations without authentication."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture
def authenticated(client_package: Any, server: Server) -> Any:
    with client_package.Client("s3cret", base_url=server.url) as client:
        yield client


def test_string_is_bearer_token(
    authenticated: Any, operations: Any, server: Server
) -> None:
    operations.get_me(authenticated)
    assert server.last.headers["authorization"] == "Bearer s3cret"


def test_open_operation_sends_no_credentials(
    authenticated: Any, operations: Any, server: Server
) -> None:
    operations.get_health(authenticated)
    assert "authorization" not in server.last.headers


def test_missing_credentials_send_nothing(
    client_package: Any, operations: Any, server: Server
) -> None:
    client = client_package.Client(base_url=server.url)
    with pytest.raises(client_package.ApiError, match="get_me needs credentials"):
        operations.get_me(client)
    assert server.requests == []
    operations.get_health(client)


def test_anonymous_client(client: Any, operations: Any, server: Server) -> None:
    operations.get_me(client)
    assert "authorization" not in server.last.headers


def test_other_credentials_override_scheme(
    client_package: Any, operations: Any, server: Server
) -> None:
    class Key:
        def placements(self) -> tuple[tuple[str, str, str], ...]:
            return (("header", "X-Key", "k3y"),)

    with client_package.Client(Key(), base_url=server.url) as client:
        operations.get_me(client)
    assert server.last.headers["x-key"] == "k3y"


def test_errors_and_reprs_have_no_secrets(
    authenticated: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({}, status=401)
    with pytest.raises(client_package.ApiStatusError) as caught:
        operations.get_me(authenticated)
    shown = (repr(authenticated), str(caught.value), repr(caught.value.__dict__))
    assert not any("s3cret" in output for output in shown)


@pytest.mark.parametrize("secret", ["", " s3cret", "s3cret\n"])
def test_invalid_credentials(secret: str, client_package: Any) -> None:
    with pytest.raises(ValueError, match="the token"):
        client_package.Client(secret)


def test_token_from_the_environment(
    client_package: Any,
    operations: Any,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUTHENTICATION_BEARER_API_KEY", "s3cret")
    client = client_package.Client(base_url=server.url)
    monkeypatch.delenv("AUTHENTICATION_BEARER_API_KEY")
    with client, client_package.Client(base_url=server.url) as other:
        operations.get_me(client)
        assert server.last.headers["authorization"] == "Bearer s3cret"
        with pytest.raises(client_package.ApiError, match="_API_KEY"):
            operations.get_me(other)
