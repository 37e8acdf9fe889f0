"""Fixtures: a stateful fake server, and a caller for each way to call an operation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire.callers import CALL_STYLES, Caller, create_caller
from tests.wire.shop import KEY, Shop
from tests.wire.stateful_server import StatefulServer


@pytest.fixture(scope="module")
def stateful_server() -> Iterator[StatefulServer]:
    server = StatefulServer()
    yield server
    server.close()


@pytest.fixture
def shop(stateful_server: StatefulServer) -> Shop:
    """The state of the fake server, initially empty."""
    stateful_server.shop = Shop()
    return stateful_server.shop


@pytest.fixture(params=CALL_STYLES)
def caller(
    request: pytest.FixtureRequest, stateful_server: StatefulServer, shop: Shop
) -> Iterator[Caller]:
    """A caller for each way to call an operation."""
    created = create_caller(request.param, KEY, stateful_server.url)
    yield created
    created.close()
