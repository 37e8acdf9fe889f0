"""What the tests of the whole have: a server to call, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generated.stripe_client import Client
from tests.cases.serving import HttpServer, Server
from tests.real.answers import KEY


@pytest.fixture(scope="session")
def http_server() -> Iterator[HttpServer]:
    """One server for all tests."""
    server = HttpServer()
    yield server
    server.close()


@pytest.fixture
def server(http_server: HttpServer) -> Server:
    """The server as this test sees it: nothing has come yet."""
    return http_server.fresh()


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """Stripe's client, which takes the server for Stripe."""
    with Client(KEY, base_url=server.url) as made:
        yield made
