"""Real documents of many providers: each builds, possibly with `--lenient`.

`expected/` has the summary of the diagnostics, one file per package.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.building import BuiltDocument, build_all
from tests.corpus.packages import Package, packages
from tests.real.folders import run_python

_EXPECTED = Path(__file__).parent / "expected"
_MISSING = [package.name for package in packages() if not package.folder.is_dir()]
_MAX_SIZE = 2_000_000
_MIN_DOCUMENTS, _MIN_PROVIDERS = 40, 12
IMPORT_ALL = """
import sys
from importlib import import_module
from pkgutil import walk_packages

for name in sys.argv[1:]:
    package = import_module(name)
    for module in walk_packages(package.__path__, f"{name}."):
        imported = import_module(module.name)
        for name in dir(imported):
            getattr(imported, name)
"""

pytestmark = [
    pytest.mark.slow,
    # All tests share one build of each document.
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        bool(_MISSING),
        reason="the corpus is not downloaded: run `python -m tests.corpus.fetch`",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def built(folder: Path) -> tuple[BuiltDocument, ...]:
    return build_all(packages(), folder)


def test_corpus_has_many_providers_and_no_large_document() -> None:
    documents = [
        (package, path)
        for package in packages()
        for path in package.fetched_documents()
    ]
    providers = {
        Path(path).parts[1] for _, path in documents if path.startswith("api/")
    }
    sizes = [(package.folder / path).stat().st_size for package, path in documents]
    assert len(documents) >= _MIN_DOCUMENTS
    assert len(providers) >= _MIN_PROVIDERS
    assert max(sizes) < _MAX_SIZE


def test_every_invalid_document_builds_leniently(
    built: tuple[BuiltDocument, ...],
) -> None:
    lenient = [build for build in built if build.omissions is not None]
    assert lenient != []
    assert [build.document for build in lenient if not build.omissions] == []


def test_no_document_crashes_the_build(built: tuple[BuiltDocument, ...]) -> None:
    assert [
        build.document
        for build in built
        if build.exit_code not in (0, 1)
        or "Traceback" in build.errors
        or "internal" in build.errors
    ] == []


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.slug)
def test_diagnostics_are_as_expected(
    package: Package, built: tuple[BuiltDocument, ...], pytestconfig: pytest.Config
) -> None:
    builds = [build for build in built if build.package == package]
    summary = "\n".join(line for build in builds for line in build.summary()) + "\n"
    file = _EXPECTED / f"{package.slug}.txt"
    if pytestconfig.getoption("--rewrite-expected"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(summary, "utf-8")
    hint = "run `pytest --rewrite-expected tests/corpus` and review the diff"
    assert summary == file.read_text("utf-8"), hint


def test_nothing_dropped(built: tuple[BuiltDocument, ...]) -> None:
    counted = [build.document for build in built if "dropped" in build.output]
    complete = [build.document for build in built if " 0 dropped" in build.output]
    assert counted == complete


def test_every_module_and_name_can_be_imported(
    built: tuple[BuiltDocument, ...], folder: Path
) -> None:
    clients = [build.client for build in built if build.is_client]
    process = run_python("-W", "error", "-c", IMPORT_ALL, *clients, cwd=folder)
    assert process.stderr == ""


def test_every_client_passes_mypy_strict(
    built: tuple[BuiltDocument, ...], folder: Path
) -> None:
    clients = [build.client for build in built if build.is_client]
    mypy = ["-m", "mypy", "--strict", "--config-file=", "--python-version=3.11"]
    process = run_python(*mypy, f"--cache-dir={folder / 'mypy'}", *clients, cwd=folder)
    assert process.returncode == 0, process.stdout
