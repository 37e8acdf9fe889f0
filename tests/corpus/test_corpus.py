"""Real documents of many providers: each builds, or is told what to leave out of it.

What codegen says of each stands in `expected/`, a file for each package.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.building import Built, build_all
from tests.corpus.packages import Package, packages
from tests.real.folders import run_python

_EXPECTED = Path(__file__).parent / "expected"
_MISSING = [each.name for each in packages() if not each.folder.is_dir()]
_LARGEST = 2_000_000
_FEWEST_DOCUMENTS, _FEWEST_PROVIDERS = 40, 12
IMPORT_ALL = """
import sys
from importlib import import_module
from pkgutil import walk_packages

for name in sys.argv[1:]:
    package = import_module(name)
    for module in walk_packages(package.__path__, f"{name}."):
        found = import_module(module.name)
        for name in dir(found):
            getattr(found, name)
"""

pytestmark = [
    pytest.mark.slow,
    # One build of each document, which all tests share.
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        bool(_MISSING),
        reason="the corpus is not here: `python -m tests.corpus.fetch` brings it",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def built(folder: Path) -> tuple[Built, ...]:
    return build_all(packages(), folder)


def test_there_are_documents_of_many_providers_and_none_is_large() -> None:
    found = [(package, each) for package in packages() for each in package.found()]
    providers = {Path(each).parts[1] for _, each in found if each.startswith("api/")}
    sizes = [(package.folder / each).stat().st_size for package, each in found]
    assert len(found) >= _FEWEST_DOCUMENTS
    assert len(providers) >= _FEWEST_PROVIDERS
    assert max(sizes) < _LARGEST


def test_every_document_can_be_had_without_what_is_wrong_with_it(
    built: tuple[Built, ...],
) -> None:
    leniently = [each for each in built if each.left_out is not None]
    assert leniently != []
    assert [each.document for each in leniently if not each.left_out] == []


def test_no_document_is_too_much(built: tuple[Built, ...]) -> None:
    assert [
        each.document
        for each in built
        if each.exit_code not in (0, 1)
        or "Traceback" in each.errors
        or "internal" in each.errors
    ] == []


@pytest.mark.parametrize("package", packages(), ids=lambda each: each.slug)
def test_what_is_said_is_as_expected(
    package: Package, built: tuple[Built, ...], pytestconfig: pytest.Config
) -> None:
    of_package = [each for each in built if each.package == package]
    told = "\n".join(line for each in of_package for line in each.told()) + "\n"
    file = _EXPECTED / f"{package.slug}.txt"
    if pytestconfig.getoption("--rewrite-expected"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, "utf-8")
    hint = "run `pytest --rewrite-expected tests/corpus` and review the diff"
    assert told == file.read_text("utf-8"), hint


def test_nothing_is_dropped(built: tuple[Built, ...]) -> None:
    dropped = [each.document for each in built if "dropped" in each.output]
    whole = [each.document for each in built if " 0 dropped" in each.output]
    assert dropped == whole


def test_every_module_imports_and_gives_every_name(
    built: tuple[Built, ...], folder: Path
) -> None:
    clients = [each.client for each in built if each.is_client]
    ended = run_python("-W", "error", "-c", IMPORT_ALL, *clients, cwd=folder)
    assert ended.stderr == ""


def test_every_client_passes_the_strict_type_checker(
    built: tuple[Built, ...], folder: Path
) -> None:
    clients = [each.client for each in built if each.is_client]
    mypy = ["-m", "mypy", "--strict", "--config-file=", "--python-version=3.11"]
    ended = run_python(*mypy, f"--cache-dir={folder / 'mypy'}", *clients, cwd=folder)
    assert ended.returncode == 0, ended.stdout
