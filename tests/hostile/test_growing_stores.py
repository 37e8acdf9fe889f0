"""Servers that send ever new cookies and tokens: a client keeps a bounded number of them."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import count

import pytest

from generator.runtime.auth.credentials import NeededToken
from generator.runtime.auth.oauth2 import ClientCredentials
from generator.runtime.http.retries import Exchange
from generator.runtime.http.transport import Request
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.operations.customers import get_customer
from tests.runtime.local_server import send, serve
from tests.runtime.recording import make_response

URL = "http://127.0.0.1/token"


@pytest.fixture
def server() -> Iterator[str]:
    numbers = count()

    def respond(handler: BaseHTTPRequestHandler) -> None:
        number = next(numbers)
        length = 5000 if number % 2 else 10
        send(handler, b"{}", Set_Cookie=f"c{number}={'x' * length}; Path=/")

    with serve(respond) as url:
        yield url


def test_cookies_are_bounded(server: str) -> None:
    with Client("sk", base_url=server, keep_cookies=True) as client:
        for _ in range(150):
            get_customer(client, "x")
        transport = client._open_transport()
        names = transport.cookie_names(server)  # type: ignore[attr-defined]  # no protocol has it
    # The latest ones, without those that are too long.
    assert names == {f"c{number}" for number in range(50, 150, 2)}


def test_expired_tokens_are_dropped() -> None:
    numbers = count()

    def issue(request: Request) -> Exchange:
        number = next(numbers)
        response = make_response(
            {"access_token": f"t{number}", "expires_in": 0, "scope": f"s{number}"}
        )
        return Exchange(request, response, None, 1, 0.0)

    source = ClientCredentials("id", "made-up-secret", token_url=URL)
    request = Request("GET", URL, URL, (), None, None)
    for number in range(20):
        need = NeededToken(source, (), None)
        # Each call sends one token request, although its token is expired on arrival.
        assert source.obtain(request, need, issue) == f"t{number}"
    assert sum(map(len, source._cached.values())) == 1
