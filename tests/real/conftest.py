"""Fixtures of the tests with real documents: a local HTTP server and a client connected to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generated.stripe_client import Client
from tests.cases.serving import Server
from tests.real.stripe_responses import KEY


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """Stripe's client, connected to the local server."""
    with Client(KEY, base_url=server.url) as client:
        yield client
