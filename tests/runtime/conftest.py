"""What the tests of the runtime share: the real sample objects, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and samples, beside the repository."""
    folder = Path(__file__).parents[3] / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents and samples are not beside the repository")
    return folder
