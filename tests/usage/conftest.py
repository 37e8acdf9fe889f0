"""Fixtures of the usage tests: Stripe's client and a local HTTP server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generated.stripe_client import Client
from tests.cases.serving import Server
from tests.real.stripe_responses import KEY


@pytest.fixture
def pauses() -> list[float]:
    """The delays before retries, in seconds, which the client records instead of sleeping."""
    return []


@pytest.fixture
def client(server: Server, pauses: list[float]) -> Iterator[Client]:
    """Stripe's client, connected to the local server, without delays before retries."""
    with Client(KEY, base_url=server.url) as client:
        client._pause = pauses.append
        yield client
