"""OAuth2: tokens are fetched, kept while they are good, and fetched anew when they are not."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.cases.authentication_oauth2.conftest import SECRET, TOKEN
from tests.cases.serving import Received, Server


def asked(server: Server) -> list[Received]:
    """The requests for a token."""
    return [each for each in server.requests if each.path == "/token"]


def tokens(server: Server) -> list[str]:
    """What the calls were sent with."""
    calls = [each for each in server.requests if each.path == "/things"]
    return [each.headers["authorization"].removeprefix("Bearer ") for each in calls]


def test_a_string_is_an_access_token(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client("t0", base_url=server.url) as client:
        operations.get_things(client)
    assert tokens(server) == ["t0"]


def test_a_token_is_fetched_once_for_the_scopes_of_the_operation(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    operations.get_things(authorized)
    operations.get_things(authorized)
    [request] = asked(server)
    assert request.form == [("grant_type", "client_credentials"), ("scope", "read")]
    pair = b64encode(b"me:s3cr%26t").decode()
    assert request.headers["authorization"] == f"Basic {pair}"
    assert tokens(server) == ["t1", "t1"]


def test_a_token_with_more_scopes_does_for_fewer(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    operations.post_things(authorized)
    operations.get_things(authorized)
    assert [dict(each.form)["scope"] for each in asked(server)] == ["read write"]


def test_the_user_may_say_the_scopes_and_what_else_there_is(
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
    [request] = asked(server)
    assert "authorization" not in request.headers
    assert dict(request.form) == {
        "grant_type": "client_credentials",
        "client_id": "me",
        "client_secret": SECRET,
        "scope": "all",
        "audience": "things",
    }


@pytest.mark.parametrize("seconds", [0, "0", 0.0])
def test_a_token_that_has_expired_is_not_used_again(
    seconds: object,
    authorized: Any,
    operations: Any,
    server: Server,
    credentials: Any,
) -> None:
    server.answer({**TOKEN, "expires_in": seconds})
    operations.get_things(authorized)
    operations.get_things(authorized)
    assert len(asked(server)) == 2
    [kept] = credentials._cached.values()
    assert len(kept) == 1


@pytest.mark.parametrize("seconds", [None, "soon", -1, True, [1], 10**400, "1e999"])
def test_nonsense_for_a_lifetime_says_nothing(
    seconds: object, authorized: Any, operations: Any, server: Server
) -> None:
    server.answer({**TOKEN, "expires_in": seconds})
    operations.get_things(authorized)
    operations.get_things(authorized)
    assert len(asked(server)) == 1


def test_a_token_that_is_refused_is_fetched_anew_once(
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


def test_the_same_token_again_is_not_tried_again(
    authorized: Any, operations: Any, server: Server, errors: Any
) -> None:
    server.answer(TOKEN)
    server.answer({}, status=401)
    server.answer(TOKEN)
    with pytest.raises(errors.AuthenticationError):
        operations.get_things(authorized)
    assert tokens(server) == ["t1"]


def test_threads_share_one_fetch(
    authorized: Any, operations: Any, server: Server
) -> None:
    server.answer(TOKEN)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: operations.get_things(authorized), range(16)))
    assert len(asked(server)) == 1
    assert tokens(server) == ["t1"] * 16


def test_tasks_share_one_fetch(
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
    # Another event loop finds what this one has fetched.
    asyncio.run(run())
    assert len(asked(server)) == 1
    assert tokens(server) == ["t1"] * 16


def test_a_refused_token_is_fetched_anew_by_those_who_await_it(
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


def test_a_refresh_token_gives_tokens_and_may_be_replaced(
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
    grants = [dict(each.form) for each in asked(server)]
    assert [each["refresh_token"] for each in grants] == ["r1", "r2"]
    assert grants[0]["client_id"] == "me"
    assert kept == ["r2"]


@pytest.mark.parametrize(
    ("grant", "url"),
    [("ClientCredentials", "/token"), ("RefreshToken", "/refresh")],
)
def test_the_document_says_where_tokens_come_from(
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


def test_a_function_gives_a_token_for_each_call(
    client_package: Any, operations: Any, server: Server
) -> None:
    given = iter(("t1", "t2", "t3"))
    source = client_package.TokenFrom(lambda: next(given))
    server.answer({}, status=204)
    server.answer({}, status=401)
    server.answer({}, status=204)
    with client_package.Client(source, base_url=server.url) as client:
        operations.get_things(client)
        operations.get_things(client)
    assert tokens(server) == ["t1", "t2", "t3"]


def test_an_async_function_gives_tokens_to_an_async_client(
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


def test_no_print_shows_a_secret(authorized: Any, credentials: Any) -> None:
    assert repr(credentials) == "ClientCredentials(…)"
    assert SECRET not in repr(authorized)


def test_what_cannot_be_meant_is_refused_at_once(client_package: Any) -> None:
    make = client_package.ClientCredentials
    with pytest.raises(ValueError, match="the client secret is empty"):
        make("me", "")
    with pytest.raises(TypeError, match="list of strings"):
        make("me", SECRET, scopes="read")
    with pytest.raises(ValueError, match="client_secret_jwt"):
        make("me", SECRET, method="client_secret_jwt")
    with pytest.raises(ValueError, match="user name or password") as caught:
        make("me", SECRET, token_url="https://ada:s3cret@login.example")
    assert "s3cret" not in str(caught.value)
