"""Bearer tokens, and operations that take none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture
def authenticated(client_package: Any, server: Server) -> Any:
    with client_package.Client("s3cret", base_url=server.url) as client:
        yield client


def test_a_string_is_sent_as_a_bearer_token(
    authenticated: Any, operations: Any, server: Server
) -> None:
    operations.get_me(authenticated)
    assert server.last.headers["authorization"] == "Bearer s3cret"


def test_an_operation_without_security_gets_no_credentials(
    authenticated: Any, operations: Any, server: Server
) -> None:
    operations.get_health(authenticated)
    assert "authorization" not in server.last.headers


def test_a_client_without_credentials_says_so_before_it_sends(
    client_package: Any, operations: Any, server: Server
) -> None:
    client = client_package.Client(base_url=server.url)
    with pytest.raises(client_package.ApiError, match="get_me needs credentials"):
        operations.get_me(client)
    assert server.requests == []
    operations.get_health(client)


def test_no_credentials_can_be_meant(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_me(client)
    assert "authorization" not in server.last.headers


def test_other_credentials_take_the_place_of_the_documents_own(
    client_package: Any, operations: Any, server: Server
) -> None:
    class Key:
        def placements(self) -> tuple[tuple[str, str, str], ...]:
            return (("header", "X-Key", "k3y"),)

    with client_package.Client(Key(), base_url=server.url) as client:
        operations.get_me(client)
    assert server.last.headers["x-key"] == "k3y"


def test_no_failure_and_no_print_shows_the_secret(
    authenticated: Any, client_package: Any, operations: Any, server: Server
) -> None:
    server.answer({}, status=401)
    with pytest.raises(client_package.ApiStatusError) as caught:
        operations.get_me(authenticated)
    shown = (repr(authenticated), str(caught.value), repr(caught.value.__dict__))
    assert not any("s3cret" in each for each in shown)


@pytest.mark.parametrize("secret", ["", " s3cret", "s3cret\n"])
def test_credentials_that_are_empty_or_spoilt_are_refused(
    secret: str, client_package: Any
) -> None:
    with pytest.raises(ValueError, match="the token"):
        client_package.Client(secret)
