"""OAuth2: tokens are fetched, cached while valid, and replaced when rejected."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.cases.authentication_oauth2.conftest import SECRET, TOKEN
from tests.cases.serving import Received, Server


def token_requests(server: Server) -> list[Received]:
    """Return the token requests."""
    return [request for request in server.requests if request.path == "/token"]


def tokens(server: Server) -> list[str]:
    """Return the access tokens of the calls."""
    calls = [request for request in server.requests if request.path == "/things"]
    return [
        request.headers["authorization"].removeprefix("Bearer ") for request in calls
    ]


def test_string_is_access_token(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client("t0", base_url=server.url) as client:
        operations.get_things(client)
    assert tokens(server) == ["t0"]


def test_token_is_cached_per_scopes(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    operations.get_things(authorized)
    operations.get_things(authorized)
    [request] = token_requests(server)
    assert request.form == [("grant_type", "client_credentials"), ("scope", "read")]
    pair = b64encode(b"me:s3cr%26t").decode()
    assert request.headers["authorization"] == f"Basic {pair}"
    assert tokens(server) == ["t1", "t1"]


def test_token_with_superset_of_scopes_is_reused(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    operations.post_things(authorized)
    operations.get_things(authorized)
    assert [dict(request.form)["scope"] for request in token_requests(server)] == [
        "read write"
    ]


def test_custom_scopes_and_parameters(
    client_package: Any, operations: Any, server: Server
) -> None:
    own = client_package.ClientCredentials(
        "me",
        SECRET,
        token_url=f"{server.url}/token",
        scopes=["all"],
        method="client_secret_post",
        parameters={"audience": "things"},
    )
    server.answer(TOKEN)
    with client_package.Client(own, base_url=server.url) as client:
        operations.get_things(client)
        operations.post_things(client)
    [request] = token_requests(server)
    assert "authorization" not in request.headers
    assert dict(request.form) == {
        "grant_type": "client_credentials",
        "client_id": "me",
        "client_secret": SECRET,
        "scope": "all",
        "audience": "things",
    }


@pytest.mark.parametrize("seconds", [0, "0", 0.0])
def test_expired_token_is_replaced(
    seconds: object,
    authorized: Any,
    operations: Any,
    server: Server,
    credentials: Any,
) -> None:
    server.answer({**TOKEN, "expires_in": seconds})
    operations.get_things(authorized)
    operations.get_things(authorized)
    assert len(token_requests(server)) == 2
    [kept] = credentials._cached.values()
    assert len(kept) == 1


@pytest.mark.parametrize("seconds", [None, "soon", -1, True, [1], 10**400, "1e999"])
def test_invalid_expires_in_is_ignored(
    seconds: object, authorized: Any, operations: Any, server: Server
) -> None:
    server.answer({**TOKEN, "expires_in": seconds})
    operations.get_things(authorized)
    operations.get_things(authorized)
    assert len(token_requests(server)) == 1


def test_rejected_token_is_replaced_once(
    authorized: Any, operations: Any, server: Server, errors: Any
) -> None:
    server.answer(TOKEN)
    server.answer({}, status=401)
    server.answer({**TOKEN, "access_token": "t2"})
    server.answer({}, status=204)
    operations.get_things(authorized)
    assert tokens(server) == ["t1", "t2"]
    server.answer({}, status=401)
    server.answer({**TOKEN, "access_token": "t3"})
    server.answer({}, status=401)
    with pytest.raises(errors.AuthenticationError):
        operations.get_things(authorized)
    assert tokens(server) == ["t1", "t2", "t2", "t3"]


def test_unchanged_token_is_not_retried(
    authorized: Any, operations: Any, server: Server, errors: Any
) -> None:
    server.answer(TOKEN)
    server.answer({}, status=401)
    server.answer(TOKEN)
    with pytest.raises(errors.AuthenticationError):
        operations.get_things(authorized)
    assert tokens(server) == ["t1"]


def test_threads_share_token_request(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: operations.get_things(authorized), range(16)))
    assert len(token_requests(server)) == 1
    assert tokens(server) == ["t1"] * 16


def test_tasks_share_token_request(
    client_package: Any, operations: Any, server: Server, credentials: Any
) -> None:
    async def run() -> None:
        async with client_package.AsyncClient(
            credentials, base_url=server.url
        ) as client:
            calls = (operations.get_things_async(client) for _ in range(8))
            await asyncio.gather(*calls)

    server.answer(TOKEN)
    asyncio.run(run())
    # Another event loop uses the same cached token.
    asyncio.run(run())
    assert len(token_requests(server)) == 1
    assert tokens(server) == ["t1"] * 16


def test_rejected_token_is_replaced_async(
    client_package: Any, operations: Any, server: Server, credentials: Any
) -> None:
    async def run() -> None:
        async with client_package.AsyncClient(
            credentials, base_url=server.url
        ) as client:
            await operations.get_things_async(client)

    server.answer(TOKEN)
    server.answer({}, status=401)
    server.answer({**TOKEN, "access_token": "t2"})
    server.answer({}, status=204)
    asyncio.run(run())
    assert tokens(server) == ["t1", "t2"]


def test_refresh_token_rotation(
    client_package: Any, operations: Any, server: Server
) -> None:
    kept: list[str] = []
    own = client_package.RefreshToken(
        "r1", "me", token_url=f"{server.url}/token", on_new=kept.append
    )
    server.answer({**TOKEN, "expires_in": 0, "refresh_token": "r2"})
    with client_package.Client(own, base_url=server.url) as client:
        operations.get_things(client)
        operations.get_things(client)
    grants = [dict(request.form) for request in token_requests(server)]
    assert [grant["refresh_token"] for grant in grants] == ["r1", "r2"]
    assert grants[0]["client_id"] == "me"
    assert kept == ["r2"]


@pytest.mark.parametrize(
    ("grant", "url"),
    [("ClientCredentials", "/token"), ("RefreshToken", "/refresh")],
)
def test_token_url_of_document(
    grant: str, url: str, client_package: Any, operations: Any
) -> None:
    asked: list[str] = []

    class Recorder:
        def send(self, request: Any) -> Any:
            asked.append(request.url)
            content = b'{"access_token": "t1"}' if len(asked) == 1 else b""
            headers = client_package.Headers([("Content-Type", "application/json")])
            return client_package.Response(200, headers, content)

        def close(self) -> None: ...

    own = getattr(client_package, grant)("me", SECRET)
    with client_package.Client(own, transport=Recorder()) as client:
        operations.get_things(client)
    assert asked == [
        f"https://login.oauth2.example{url}",
        "https://oauth2.example/things",
    ]


def test_token_function(client_package: Any, operations: Any, server: Server) -> None:
    given = iter(("t1", "t2", "t3"))
    source = client_package.TokenFrom(lambda: next(given))
    server.answer({}, status=204)
    server.answer({}, status=401)
    server.answer({}, status=204)
    with client_package.Client(source, base_url=server.url) as client:
        operations.get_things(client)
        operations.get_things(client)
    assert tokens(server) == ["t1", "t2", "t3"]


def test_async_token_function(
    client_package: Any, operations: Any, server: Server
) -> None:
    async def give() -> str:
        return "t1"

    async def run() -> None:
        async with client_package.AsyncClient(source, base_url=server.url) as client:
            await operations.get_things_async(client)

    source = client_package.TokenFrom(give)
    asyncio.run(run())
    assert tokens(server) == ["t1"]
    with (
        client_package.Client(source, base_url=server.url) as client,
        pytest.raises(TypeError, match="use an AsyncClient"),
    ):
        operations.get_things(client)


def test_reprs_have_no_secrets(authorized: Any, credentials: Any) -> None:
    assert repr(credentials) == "ClientCredentials(…)"
    assert SECRET not in repr(authorized)


def test_invalid_oauth2_arguments(client_package: Any) -> None:
    make = client_package.ClientCredentials
    with pytest.raises(ValueError, match="the client ID is empty"):
        make("", SECRET)
    with pytest.raises(ValueError, match="the client secret has white space"):
        make("me", f"{SECRET}\n")
    with pytest.raises(TypeError, match="list of strings"):
        make("me", SECRET, scopes="read")
    with pytest.raises(ValueError, match="client_secret_jwt"):
        make("me", SECRET, method="client_secret_jwt")
    with pytest.raises(ValueError, match="user name or password") as caught:
        make("me", SECRET, token_url="https://ada:s3cret@login.example")
    assert "s3cret" not in str(caught.value)
