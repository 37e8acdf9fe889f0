"""Fixtures of the tests of the explorer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.catalogue.clients import client_with_tools
from tests.explorer.browsing import Tab, open_browser
from tests.explorer.served import Explorer, serve_explorer

__all__ = ["client_with_tools"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser."""
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
