"""Fixtures: clients, the API that they call, and gateways between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.recording_api import RecordingApi
from tests.gateway.served import API_KEY, ServedGateway, request_for, serve
from tests.mcp.conftest import build_client, stripe_client

__all__ = ["stripe_client"]

SHOP = Path(__file__).with_name("shop.yaml")
KEY = "query key/4242&=+"
HEADER_KEY = "header-key-4242"
COOKIE = "cookie+4242/x"
PASSWORD = "pass:word/4242"
SECRETS = (API_KEY, KEY, HEADER_KEY, COOKIE, PASSWORD)

StartGateway = Callable[..., ServedGateway]


@pytest.fixture(scope="session")
def shop_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a client of the shop."""
    return build_client(SHOP, tmp_path_factory.mktemp("shop") / "shop_client")


@pytest.fixture
def api() -> Iterator[RecordingApi]:
    """The API."""
    served = RecordingApi()
    yield served
    served.close()


@pytest.fixture
def secrets_file(tmp_path: Path) -> Path:
    """A file with a secret for each security scheme of the shop."""
    path = tmp_path / "secrets.toml"
    path.write_text(
        f"token = '{API_KEY}'\nkey = '{KEY}'\nheader_key = '{HEADER_KEY}'\ncookie = '{COOKIE}'\n"
        f"[login]\nusername = 'ada'\npassword = '{PASSWORD}'\n"
    )
    path.chmod(0o600)
    return path


@pytest.fixture
def start(
    shop_client: Path, api: RecordingApi, secrets_file: Path
) -> Iterator[StartGateway]:
    """Starts gateways to the shop."""
    with ExitStack() as stack:

        def start_gateway(**changes: Any) -> ServedGateway:
            request = request_for(shop_client, api.url, secrets_file, **changes)
            return stack.enter_context(serve(request))

        yield start_gateway


@pytest.fixture
def shop(start: StartGateway) -> ServedGateway:
    """A gateway to the shop, which makes changes without a confirmation."""
    return start()
