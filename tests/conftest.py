"""What all tests share: how properties are tested, a flag, and the real documents.

A property is tried on the same examples in each run, however slow the machine: a change is not
judged by luck. `CODEGEN_EXAMPLES=2000` in the environment asks for new ones, as many as that in
tests/hostile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "codegen",
    derandomize="CODEGEN_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("codegen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-expected",
        action="store_true",
        help="write anew instead of comparing: tests/cases/*/expected, tests/diff/expected, "
        "and the rules in docs/reference/diff.md",
    )


@pytest.fixture(scope="session", autouse=True)
def _no_cache() -> Iterator[None]:
    """Nothing is taken from the cache of the person who runs the tests, and nothing put there."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CODEGEN_CACHE", "")
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and samples, beside the repository."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents and samples are not beside the repository")
    return folder
