"""What the tests of the whole have: a server to call, and Stripe's own samples."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cases.serving import HttpServer, Server


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


@pytest.fixture(scope="session")
def samples(shared: Path) -> Mapping[str, Any]:
    """An object of every resource, as Stripe publishes them, by its schema's name."""
    text = (shared / "fixtures" / "stripe-fixtures.json").read_text("utf-8")
    resources: Mapping[str, Any] = json.loads(text)["resources"]
    return resources
