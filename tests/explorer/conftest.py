"""Fixtures of the tests of the explorer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.catalogue.clients import client_with_tools
from tests.explorer.browsing import Tab, open_browser
from tests.explorer.served import Explorer, serve_explorer
from tests.gateway.conftest import api, shop_client
from tests.mcp.conftest import stripe_client

__all__ = ["api", "client_with_tools", "shop_client", "stripe_client"]


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
