"""Every case's client is as expected, stands as black has it, imports, and has types that fit."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import black
import pytest
from black.mode import Mode, TargetVersion

from generator.openapi.validation.validate import validate
from generator.python.runtime_files import runtime_files
from tests.cases.building import (
    CASES,
    RUNTIME,
    Clients,
    compiled,
    own_files,
    package_of,
    source_of,
    write,
)
from tests.cases.expected_files import (
    INDEXES,
    expected_files,
    files_in,
    files_to_expect,
    rewrite,
)

_MODE = Mode(target_versions={TargetVersion.PY311})
_LONGEST_DOCUMENT = 60
_OF_RUNTIME = re.compile(r"from \.+_runtime\b")

each_case = pytest.mark.parametrize("case", CASES)


@each_case
def test_the_document_is_short_and_valid(case: str) -> None:
    source = source_of(case)
    assert len(source.text.splitlines()) <= _LONGEST_DOCUMENT
    assert validate(source.tree) == ()


@each_case
def test_the_client_is_as_expected(case: str, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--rewrite-expected"):
        # Other cases are compared with the base too, which may not be written yet.
        rewrite(case)
        return
    hint = "run `pytest --rewrite-expected tests/cases` and review the diff"
    expected = expected_files(case)
    built = own_files(case)
    assert sorted(built) == sorted(expected), hint
    for path, content in built.items():
        text = expected[path]
        assert text is None or content.decode() == text, f"{case}: {path}: {hint}"
    # A copy of a file of the base would be one more to review whenever the output changes.
    assert sorted(files_in(case)) == sorted(files_to_expect(case)), hint


@each_case
def test_black_changes_nothing(case: str) -> None:
    for path, content in own_files(case).items():
        if path.endswith(".py"):
            text = content.decode()
            assert black.format_str(text, mode=_MODE) == text, path


def test_indexes_name_cases() -> None:
    assert {case for cases in INDEXES.values() for case in cases} <= set(CASES)


@each_case
def test_every_module_can_be_imported_and_has_every_name(
    case: str, clients: Clients
) -> None:
    package = clients.package(case)
    for path in compiled(case):
        if path.endswith(".py"):
            parts = path.removesuffix(".py").removesuffix("__init__").split("/")
            module = import_module(".".join([package, *filter(None, parts)]))
            for name in dir(module):
                assert hasattr(module, name), f"{path}: {name}"


def test_a_strict_type_checker_has_no_complaint(tmp_path: Path) -> None:
    # One runtime for all, under a name of its own, so that it is not checked once for each case.
    for case in CASES:
        files = own_files(case)
        shared = {
            path: _OF_RUNTIME.sub("from the_runtime", content.decode()).encode()
            for path, content in files.items()
        }
        write(shared, tmp_path / package_of(case))
    runtime = {
        file.path.removeprefix(RUNTIME): file.content for file in runtime_files()
    }
    write(runtime, tmp_path / "the_runtime")
    checker = (sys.executable, "-m", "mypy", "--strict", "--config-file=", ".")
    done = subprocess.run(
        checker, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
