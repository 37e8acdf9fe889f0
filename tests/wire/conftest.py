"""What a walk needs: a server that keeps things, and a hand to call it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire.hands import HANDS, Hand, hand
from tests.wire.shop import KEY, Shop
from tests.wire.stateful_server import StatefulServer


@pytest.fixture(scope="module")
def stateful_server() -> Iterator[StatefulServer]:
    server = StatefulServer()
    yield server
    server.close()


@pytest.fixture
def shop(stateful_server: StatefulServer) -> Shop:
    """What the server knows: nothing yet."""
    stateful_server.shop = Shop()
    return stateful_server.shop


@pytest.fixture(params=HANDS)
def by(
    request: pytest.FixtureRequest, stateful_server: StatefulServer, shop: Shop
) -> Iterator[Hand]:
    """Each way to call an operation."""
    made = hand(request.param, KEY, stateful_server.url)
    yield made
    made.close()
