"""Fixtures: clients with tools, and the API that they call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.config import ClientOptions
from generator.frontend.document_request import DocumentRequest
from generator.workflows.build import BuildRequest, build
from tests.mcp.echo_api import EchoApi
from tests.real.folders import STRIPE

ECHO = Path(__file__).with_name("echo.yaml")


def build_client(document: Path, folder: Path) -> Path:
    """Build the client of a document with tools, and return its folder."""
    options = ClientOptions(tools=True)
    build(BuildRequest(DocumentRequest(document), folder, options=options))
    return folder


@pytest.fixture(scope="session")
def echo_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a client of the local API."""
    return build_client(ECHO, tmp_path_factory.mktemp("echo") / "echo_client")


@pytest.fixture(scope="session")
def stripe_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a client of Stripe's API."""
    return build_client(STRIPE, tmp_path_factory.mktemp("stripe") / "stripe_client")


@pytest.fixture
def api() -> Iterator[EchoApi]:
    """The local API."""
    served = EchoApi()
    yield served
    served.close()
