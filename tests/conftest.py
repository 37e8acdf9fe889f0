"""Settings and fixtures of all tests: Hypothesis profiles, options, the cache, real documents.

Property tests use the same examples in every run, so that failures are reproducible. The
environment variable `CODEGEN_EXAMPLES=2000` requests that many new examples where tests use
`examples` of tests/property_settings.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.openapi.validation.process import ValidationProcess
from tests.cases.serving import HttpServer, Server
from tests.property_settings import ASKED, THOROUGH, USUAL

settings.register_profile(
    USUAL,
    max_examples=40,
    derandomize=ASKED is None,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(THOROUGH, settings.get_profile(USUAL), max_examples=100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-expected",
        action="store_true",
        help="rewrite instead of comparing: tests/cases/*/expected, tests/diff/expected, "
        "and the rules in docs/reference/diff.md",
    )
    parser.addoption(
        "--slow", action="store_true", help="also run the tests that are marked slow"
    )


def pytest_configure(config: pytest.Config) -> None:
    # Before test modules are imported: their decorators read the profile.
    settings.load_profile(THOROUGH if config.getoption("--slow") else USUAL)


# Folders with the slowest tests: builds of Stripe's document, type checkers. They run first, so
# that parallel processes finish at about the same time.
_SLOWEST_FOLDERS = ("corpus", "real", "usage", "hostile", "oracle", "benchmarks")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    items.sort(key=lambda item: item.path.parent.name not in _SLOWEST_FOLDERS)
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


@pytest.fixture(scope="session", autouse=True)
def _no_cache() -> Iterator[None]:
    """Disable the user's cache folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CODEGEN_CACHE", "")
        yield


@pytest.fixture(scope="session", autouse=True)
def _bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the processes that tests start share compiled modules where Python writes none."""
    with pytest.MonkeyPatch.context() as environment:
        if sys.dont_write_bytecode:
            # The parent is the same for all test processes.
            folder = tmp_path_factory.getbasetemp().parent / "bytecode"
            environment.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
            environment.setenv("PYTHONPYCACHEPREFIX", str(folder))
        yield


_START_PROCESS = ValidationProcess.start


@pytest.fixture(scope="session", autouse=True)
def _validation_in_this_process() -> Iterator[None]:
    """Validate documents without a second process, which would import the validator each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ValidationProcess, "start", ValidationProcess)
        yield


@pytest.fixture
def validation_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Validate documents in a second process, as users do."""
    monkeypatch.setattr(ValidationProcess, "start", _START_PROCESS)


@pytest.fixture(scope="session")
def http_server() -> Iterator[HttpServer]:
    """One server for all tests of a process."""
    server = HttpServer()
    yield server
    server.close()


@pytest.fixture
def server(http_server: HttpServer) -> Server:
    """The server, without requests and responses of other tests."""
    return http_server.fresh()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and samples beside the repository."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents and samples are not beside the repository")
    return folder
