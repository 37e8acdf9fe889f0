"""What the tests of daily use share: Stripe's client, and a server on this machine."""

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
def pauses() -> list[float]:
    """How long the client would have waited before it tried again."""
    return []


@pytest.fixture
def client(server: Server, pauses: list[float]) -> Iterator[Client]:
    """Stripe's client, which takes the server for Stripe, and wastes no time."""
    with Client(KEY, base_url=server.url) as made:
        made._pause = pauses.append
        yield made
