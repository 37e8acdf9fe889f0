"""Fixtures of the tests of the explorer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.catalogue.clients import client_with_tools
from tests.explorer.browsing import Tab, open_browser
from tests.explorer.served import Explorer, serve_explorer
from tests.gateway.conftest import SHOP
from tests.gateway.recording_api import RecordingApi
from tests.mcp.conftest import build_client
from tests.real.folders import STRIPE

__all__ = ["client_with_tools"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser.

    While it is open, its event loop runs in the thread of the tests, where others run their own.
    """
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def explorer() -> Iterator[Explorer]:
    """An explorer without pages."""
    with serve_explorer() as served:
        yield served


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A page in the browser."""
    opened = Tab(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def stripe_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a client of Stripe's API."""
    return build_client(STRIPE, tmp_path_factory.mktemp("stripe") / "stripe_client")


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a client of a shop's API, which has many kinds of operations."""
    return build_client(SHOP, tmp_path_factory.mktemp("shop") / "shop_client")


@pytest.fixture
def api() -> Iterator[RecordingApi]:
    """An API that records what it receives."""
    served = RecordingApi()
    yield served
    served.close()
