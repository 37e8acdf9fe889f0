"""OAuth2: error responses of token endpoints."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.authentication_oauth2.conftest import SECRET
from tests.cases.serving import Server


def test_token_error_has_reason_without_secrets(
    authorized: Any, operations: Any, server: Server, errors: Any
) -> None:
    told = {
        "error": "invalid_client",
        "error_description": f"no {SECRET}\n\x1b[31m here",
    }
    server.answer(told, status=401)
    with pytest.raises(errors.ApiTokenError) as caught:
        operations.get_things(authorized)
    error = caught.value
    assert (error.status, error.error) == (401, "invalid_client")
    assert error.description == "no …  [31m here"
    assert "/token refused with status 401, invalid_client: no …" in str(error)
    assert SECRET not in repr((error.args, error.__dict__))
    assert isinstance(error, errors.ApiCredentialsError)
    assert len(server.requests) == 1


@pytest.mark.parametrize("said", ["", " \n", 7])
def test_token_error_without_reason(
    said: object, authorized: Any, operations: Any, server: Server, errors: Any
) -> None:
    server.answer({"error": said, "error_description": said}, status=400)
    with pytest.raises(errors.ApiTokenError) as caught:
        operations.get_things(authorized)
    assert (caught.value.error, caught.value.description) == (None, None)
    assert str(caught.value).endswith("refused with status 400")


@pytest.mark.parametrize("replacement", ["", "r\n2", 7])
def test_invalid_refresh_token_is_ignored(
    replacement: object, client_package: Any, operations: Any, server: Server
) -> None:
    kept: list[str] = []
    own = client_package.RefreshToken(
        "r1", token_url=f"{server.url}/token", on_new=kept.append
    )
    server.answer({"access_token": "t1", "refresh_token": replacement})
    with client_package.Client(own, base_url=server.url) as client:
        operations.get_things(client)
    assert kept == []


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"", 200),
        (b"<html>", 200),
        (b"[" * 100_000, 200),
        (b"\xff\xfe", 200),
        ([], 200),
        ({}, 200),
        ({"access_token": None}, 200),
        ({"access_token": ""}, 200),
        ({"access_token": "a\r\nX-Evil: 1"}, 200),
        ({"access_token": "s p a c e"}, 200),
        ({"access_token": "\ud800"}, 200),
        ({"access_token": "t1", "token_type": "mac"}, 200),
        ({"access_token": "t1", "token_type": 7}, 200),
        ({"access_token": "t1", "error": "sorry"}, 200),
        ({"error": ["odd"], "error_description": {}}, 400),
        (b"not json", 404),
        ({"access_token": "t1"}, 302),
    ],
)
def test_invalid_token_response(
    answer: object,
    status: int,
    authorized: Any,
    operations: Any,
    server: Server,
    errors: Any,
) -> None:
    server.answer(answer, status=status, headers={"Location": "http://127.0.0.1:9/"})
    with pytest.raises(errors.ApiTokenError) as caught:
        operations.get_things(authorized)
    assert "t1" not in str(caught.value) + repr(caught.value.__dict__)
    assert len(server.requests) == 1


def test_token_endpoint_unreachable(
    client_package: Any, operations: Any, server: Server, errors: Any
) -> None:
    own = client_package.ClientCredentials(
        "me", SECRET, token_url="http://127.0.0.1:1/token"
    )
    with (
        client_package.Client(own, base_url=server.url, max_retries=0) as client,
        pytest.raises(errors.ApiConnectionError, match=":1/token"),
    ):
        operations.get_things(client)
