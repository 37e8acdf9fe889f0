"""Fixtures of the runtime's tests: a client whose requests are recorded."""

from __future__ import annotations

import pytest

from tests.runtime.little_client.client import Client
from tests.runtime.recording import Recorder


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def client(recorder: Recorder) -> Client:
    """A client without retries, whose transport is `recorder`."""
    return Client("sk_test_123", transport=recorder, max_retries=0)
