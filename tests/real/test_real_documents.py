"""Clients of real documents: complete, importable, formatted, typed and of limited size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.folders import build, contents, run_python

DOCUMENTS = {
    "stripe_client": "stripe-2026-05-27.json",
    "stripe_2023_client": "stripe-2023-08-16.json",
    "discord_client": "discord-3.1.json",
}
COUNTS = {
    "stripe_client": "619/619 operations, 1578/1578 schemas, 0 dropped",
    "stripe_2023_client": "468/468 operations, 819/819 schemas, 0 dropped",
    "discord_client": "242/242 operations, 539/539 schemas, 0 dropped",
}
IMPORT_ALL = """
import sys
from importlib import import_module
from pkgutil import walk_packages

package = import_module(sys.argv[1])
for module in walk_packages(package.__path__, f"{package.__name__}."):
    imported = import_module(module.name)
    for name in dir(imported):
        getattr(imported, name)
print(sum(name.startswith(sys.argv[1]) for name in sys.modules))
"""
MAX_LINES = 150_000
MAX_BYTES = 8_000_000

# Clients of whole documents; tests/real/test_generated_client.py has the committed one.
pytestmark = pytest.mark.slow

every_document = pytest.mark.parametrize("package", DOCUMENTS)


@pytest.fixture(scope="module")
def clients(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client of each document and the output of its build."""
    folder = tmp_path_factory.mktemp("clients")
    for package, name in DOCUMENTS.items():
        output = build(shared / "specs" / name, package, cwd=folder)
        (folder / f"{package}.txt").write_text(output)
    return folder


@every_document
def test_nothing_dropped(package: str, clients: Path) -> None:
    assert COUNTS[package] in (clients / f"{package}.txt").read_text()


@every_document
def test_every_module_and_name_can_be_imported(package: str, clients: Path) -> None:
    process = run_python("-W", "error", "-c", IMPORT_ALL, package, cwd=clients)
    modules = sum(path.endswith(".py") for path in contents(clients / package))
    assert (process.stderr, process.stdout.strip()) == ("", str(modules))


@pytest.mark.slow
@every_document
def test_client_is_formatted_like_black(package: str, clients: Path) -> None:
    process = run_python(
        *("-m", "black", "--check", "--target-version", "py311", package),
        cwd=clients,
        BLACK_CACHE_DIR=str(clients / "black"),
    )
    assert process.returncode == 0, process.stderr


@pytest.mark.slow
@every_document
def test_client_passes_mypy_strict(package: str, clients: Path) -> None:
    mypy = ["-m", "mypy", "--strict", "--config-file=", "--python-version=3.11"]
    process = run_python(
        *mypy, f"--cache-dir={clients / 'mypy'}", "-p", package, cwd=clients
    )
    assert process.returncode == 0, process.stdout


def test_size_of_client_with_descriptions(clients: Path) -> None:
    files = contents(clients / "stripe_client")
    code = [content for path, content in files.items() if path.endswith(".py")]
    assert sum(content.count(b"\n") for content in code) <= MAX_LINES
    assert sum(map(len, files.values())) <= MAX_BYTES
