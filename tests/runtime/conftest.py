"""What the tests of the runtime share: a client that sends nothing, and what it would send."""

from __future__ import annotations

import pytest

from tests.runtime.little_client.client import Client
from tests.runtime.recording import Recorder


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def client(recorder: Recorder) -> Client:
    """A client for which each answer counts, also those that would be worth another attempt."""
    return Client("sk_test_123", transport=recorder, max_retries=0)
