"""Per-request options of an API."""

from __future__ import annotations

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
