"""API keys in cookies, which the server sets after a login."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import httpx2
import pytest

from tests.cases.serving import Server


@pytest.fixture
def errors(client_package: Any) -> Any:
    """The exceptions of the client."""
    return import_module(f"{client_package.__name__}.errors")


@pytest.fixture
def stranger(client_package: Any, server: Server) -> Iterator[Any]:
    """A client without credentials."""
    with client_package.Client(base_url=server.url, max_retries=0) as client:
        yield client


def set_cookie(server: Server, cookie: str = "SID=abc; Path=/; HttpOnly") -> None:
    server.answer(status=204, headers={"Set-Cookie": cookie})
    server.answer(status=204)


def test_session_cookie_is_kept_after_login(
    stranger: Any, operations: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    operations.get_account(stranger)
    assert server.last.headers["cookie"] == "SID=abc"


def test_session_cookie_is_kept_by_async_client(
    client_package: Any, operations: Any, server: Server
) -> None:
    set_cookie(server)

    async def run() -> None:
        async with client_package.AsyncClient(base_url=server.url) as client:
            await operations.login_async(client)
            await operations.get_account_async(client)

    asyncio.run(run())
    assert server.last.headers["cookie"] == "SID=abc"


def test_call_without_session_cookie_is_not_sent(
    stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server, "other=1; Path=/")
    operations.login(stranger)
    with pytest.raises(errors.ApiCredentialsError):
        operations.get_account(stranger)
    assert len(server.requests) == 1


def test_cookie_of_another_path_is_not_sent(
    stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server, "SID=abc; Path=/auth")
    operations.login(stranger)
    operations.get_account(stranger)
    assert server.last.headers["cookie"] == "SID=abc"
    with pytest.raises(errors.ApiCredentialsError):
        operations.get_state(stranger)


def test_cookie_of_another_domain_is_not_kept(
    stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server, "SID=abc; Domain=bank.example; Path=/")
    operations.login(stranger)
    with pytest.raises(errors.ApiCredentialsError):
        operations.get_account(stranger)


def test_expired_cookie_is_not_sent(
    stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    server.answer(status=204, headers={"Set-Cookie": "SID=; Path=/; Max-Age=0"})
    operations.get_account(stranger)
    operations.get_account(stranger)
    with pytest.raises(errors.ApiCredentialsError):
        operations.get_account(stranger)


def test_session_cookie_and_cookie_parameter(
    stranger: Any, operations: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    operations.get_state(stranger, theme="dark")
    assert server.last.headers["cookie"] == "theme=dark; SID=abc"


def test_given_credentials_replace_session_cookie(
    client_package: Any, stranger: Any, operations: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    mine = client_package.Credentials(session="mine")
    operations.get_account(stranger, credentials=mine)
    assert server.last.headers["cookie"] == "SID=mine"


def test_session_cookie_complements_given_credentials(
    client_package: Any, stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    with pytest.raises(errors.ApiCredentialsError):
        operations.put_state(stranger)
    operations.put_state(stranger, credentials=client_package.Credentials(csrf="t"))
    assert server.last.headers["cookie"] == "SID=abc"
    assert server.last.headers["x-csrf-token"] == "t"


def test_cookies_are_not_shared_between_clients(
    client_package: Any, stranger: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server)
    operations.login(stranger)
    with (
        client_package.Client(base_url=server.url) as other,
        pytest.raises(errors.ApiCredentialsError),
    ):
        operations.get_account(other)


def test_keep_cookies_false(
    client_package: Any, operations: Any, errors: Any, server: Server
) -> None:
    set_cookie(server)
    with client_package.Client(base_url=server.url, keep_cookies=False) as client:
        operations.login(client)
        with pytest.raises(errors.ApiCredentialsError):
            operations.get_account(client)


def test_cookies_of_given_http_client(
    client_package: Any, operations: Any, server: Server
) -> None:
    with (
        httpx2.Client(cookies={"SID": "given"}) as http_client,
        client_package.Client(base_url=server.url, http_client=http_client) as client,
    ):
        operations.get_account(client)
    assert server.last.headers["cookie"] == "SID=given"
