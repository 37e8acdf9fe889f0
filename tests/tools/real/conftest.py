"""Fixtures: the clients of Stripe's and Discord's documents, with tools."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.folders import STRIPE
from tests.tools.real.tool_apis import ToolApi, open_tool_api


@pytest.fixture(scope="session")
def stripe(tmp_path_factory: pytest.TempPathFactory) -> ToolApi:
    """Stripe's API, from the document without prose."""
    return _open(STRIPE, tmp_path_factory.mktemp("stripe"))


@pytest.fixture(scope="session")
def stripe_with_prose(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> ToolApi:
    """Stripe's API, from the whole document."""
    document = shared / "specs" / "stripe-2026-05-27.json"
    return _open(document, tmp_path_factory.mktemp("stripe-with-prose"))


@pytest.fixture(scope="session")
def discord(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> ToolApi:
    """Discord's API."""
    document = shared / "specs" / "discord-3.1.json"
    schemes = ("bot_token", "oauth2")
    return _open(document, tmp_path_factory.mktemp("discord"), schemes)


@pytest.fixture(params=["stripe", "discord"])
def tool_api(request: pytest.FixtureRequest) -> ToolApi:
    """Each of the APIs."""
    api: ToolApi = request.getfixturevalue(request.param)
    return api


def _open(document: Path, folder: Path, schemes: tuple[str, ...] = ()) -> ToolApi:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CODEGEN_CACHE", str(folder / "cache"))
        return open_tool_api(document, folder, schemes)
