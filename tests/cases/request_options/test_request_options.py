"""Per-request options of an API."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from tests.cases.serving import Server


def test_options_set_headers(client: Any, operations: Any, server: Server) -> None:
    operations.post_payment(
        client,
        amount=5,
        idempotency_key="key-1",
        extra_headers={"X-Extra": "more", "Accept": "application/json; v=2"},
    )
    assert server.last.headers["idempotency-key"] == "key-1"
    assert server.last.headers["x-extra"] == "more"
    assert server.last.headers["accept"] == "application/json; v=2"
    assert server.last.form == [("amount", "5")]


def test_call_headers_override_client_headers(
    client_package: Any, operations: Any, server: Server
) -> None:
    every = {"X-Account": "acct_1", "X-Other": "o"}
    with client_package.Client(base_url=server.url, headers=every) as client:
        operations.post_payment(client)
        assert server.last.headers["x-account"] == "acct_1"
        operations.post_payment(client, x_account="acct_2")
        assert server.last.headers["x-account"] == "acct_2"
        assert server.last.headers["x-other"] == "o"


def test_timeout_option(client_package: Any, operations: Any) -> None:
    # This server accepts the connection and never responds.
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        client_package.Client(
            base_url=f"http://127.0.0.1:{silent.getsockname()[1]}",
            timeout=None,
            max_retries=0,
        ) as client,
        pytest.raises(client_package.ApiTimeoutError),
    ):
        operations.post_payment(client, timeout=0.01)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("idempotency_keey", "idempotency_key"), ("amout", "amount")],
)
def test_misspelt_option_suggestion(
    wrong: str, right: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match=f"post_payment.*{wrong}.*{right}"):
        operations.post_payment(client, **{wrong: "x"})
    assert server.requests == []


def test_header_injection(client: Any, operations: Any, server: Server) -> None:
    with pytest.raises(ValueError, match="line break"):
        operations.post_payment(client, idempotency_key="a\r\nb: c")
    assert server.requests == []


def test_extra_query_and_body(client: Any, operations: Any, server: Server) -> None:
    extra: dict[str, Any] = {"beta": [1, 2]}
    operations.post_payment(client, amount=5, extra_query=extra, extra_body=extra)
    assert server.last.arguments == [("beta", "1"), ("beta", "2")]
    assert server.last.form == [("amount", "5"), ("beta", "1"), ("beta", "2")]


def test_options_that_are_none(client: Any, operations: Any, server: Server) -> None:
    operations.post_payment(
        client, amount=5, idempotency_key=None, extra_headers=None, timeout=None
    )
    assert server.last.form == [("amount", "5")]
    assert "idempotency-key" not in server.last.headers


def test_copy_shares_connections(client_package: Any, server: Server) -> None:
    with client_package.Client(base_url=server.url, query={"v": 1}) as client:
        copy = client.with_options(headers={"X-Copy": "1"}, query={"w": 2})
        copy.payments.create(amount=1)
        assert server.last.headers["x-copy"] == "1"
        assert server.last.query == "v=1&w=2"
        client.payments.create(amount=1)
        assert "x-copy" not in server.last.headers
        assert server.last.query == "v=1"
        copy.close()
        with pytest.raises(RuntimeError, match="the client is closed"):
            client.payments.create(amount=1)


def test_undocumented_request(client: Any, server: Server) -> None:
    server.answer({"id": "p"}, status=201)
    assert client.request("POST", "/refunds", json={"a": 1}) == {"id": "p"}
    assert (server.last.method, server.last.path) == ("POST", "/refunds")
    assert server.last.json == {"a": 1}
    response = client.raw(client.request, "GET", "/refunds", query={"limit": 2})
    assert (response.status, response.value) == (201, {"id": "p"})
    assert server.last.query == "limit=2"


def test_copy_and_undocumented_request_async(
    client_package: Any, server: Server
) -> None:
    server.answer({})
    server.answer([1])

    async def run() -> Any:
        async with client_package.AsyncClient(base_url=server.url) as client:
            await client.payments.create(amount=5, extra_body={"b": "c"})
            assert server.last.form == [("amount", "5"), ("b", "c")]
            copy = client.with_options(query={"v": 1})
            return await copy.request("PUT", "/refunds/1", data={"a": "b"})

    assert asyncio.run(run()) == [1]
    assert server.last.form == [("a", "b")]
    assert server.last.query == "v=1"


def test_base_url_from_the_environment(
    client_package: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUEST_OPTIONS_BASE_URL", server.url)
    with client_package.Client() as client:
        client.payments.create(amount=1)
    assert server.last.path == "/payments"
