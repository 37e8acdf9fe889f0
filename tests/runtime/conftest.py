"""What the tests of the runtime share: the real sample objects, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.runtime.little_client.client import Client
from tests.runtime.recording import Recorder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and samples, beside the repository."""
    folder = Path(__file__).parents[3] / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents and samples are not beside the repository")
    return folder


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def client(recorder: Recorder) -> Client:
    return Client("sk_test_123", transport=recorder)
