"""Workflows in .github run commands that exist, on the Python versions that are supported."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.project import METADATA, NAME, REPOSITORY
from tests.examples.command_lines import calls, check, commands

FOLDER = REPOSITORY / ".github" / "workflows"
WORKFLOWS = sorted(path.name for path in FOLDER.iterdir())
SYSTEMS = ["ubuntu-latest", "macos-latest", "windows-latest"]
PROGRAMS = {"codegen", "mkdir", "pip", "pytest", "python", "test", "twine"}
_PINNED = re.compile(r"actions/[\w-]+@v\d+|[\w-]+/[\w-]+@[0-9a-f]{40}|\./\.github/\S+")
_PYTHON = re.compile(r"Programming Language :: Python :: (3\.\d+)")
_EXTRAS = re.compile(r"\.\[([\w,]+)\]")

each_workflow = pytest.mark.parametrize("name", WORKFLOWS)


def workflow(name: str) -> dict[str, Any]:
    loaded = yaml.load((FOLDER / name).read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in workflow(name)["jobs"].values():
        yield from job.get("steps", [])


def scripts(name: str) -> list[str]:
    return [step["run"] for step in steps(name) if "run" in step]


def needed(jobs: dict[str, Any], name: str) -> set[str]:
    """The jobs that must succeed before the job `name` runs."""
    needs = jobs[name].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*(needed(jobs, job) for job in direct))


def test_workflows_for_changes_fuzzing_and_releases() -> None:
    assert WORKFLOWS == ["ci.yml", "fuzz.yml", "release.yml"]


def test_ci_tests_every_supported_python_on_every_system() -> None:
    matrix = workflow("ci.yml")["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == _PYTHON.findall("\n".join(METADATA["classifiers"]))
    assert METADATA["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["system"] == SYSTEMS


def test_ci_runs_what_a_change_must_pass() -> None:
    assert {".ci/run", ".ci/lint-workflows"} <= {
        line for script in scripts("ci.yml") for line in script.splitlines()
    }


@each_workflow
def test_every_program_and_module_exists(name: str) -> None:
    for program, *words in (call for script in scripts(name) for call in calls(script)):
        modules = {word for option, word in pairwise(words) if option == "-m"}
        assert all(map(find_spec, modules)), modules
        if program.startswith("."):
            assert (REPOSITORY / program).is_file()
        else:
            assert program in PROGRAMS


@each_workflow
def test_codegen_accepts_every_command_line(name: str) -> None:
    for script in scripts(name):
        for arguments in commands(script):
            check(arguments)


@each_workflow
def test_every_extra_exists(name: str) -> None:
    extras = {
        extra
        for script in scripts(name)
        for listed in _EXTRAS.findall(script)
        for extra in listed.split(",")
    }
    assert extras <= set(METADATA["optional-dependencies"])


@each_workflow
def test_scripts_are_valid_shell(name: str) -> None:
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("bash is not available")
    for script in scripts(name):
        process = subprocess.run(
            [bash, "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert process.stderr == ""


@each_workflow
def test_actions_are_pinned(name: str) -> None:
    jobs = workflow(name)["jobs"].values()
    used = [item["uses"] for item in (*steps(name), *jobs) if "uses" in item]
    assert used
    assert [action for action in used if not _PINNED.fullmatch(action)] == []


@each_workflow
def test_a_called_workflow_exists(name: str) -> None:
    for job in workflow(name)["jobs"].values():
        if "uses" in job:
            called = REPOSITORY / job["uses"]
            assert "workflow_call" in workflow(called.name)["on"]


@each_workflow
def test_no_expression_is_part_of_a_script(name: str) -> None:
    assert [script for script in scripts(name) if "${{" in script] == []


@each_workflow
def test_permissions_are_minimal(name: str) -> None:
    # The loader returns every scalar as a string, but an empty mapping as one.
    assert workflow(name)["permissions"] == {}
    for job_name, job in workflow(name)["jobs"].items():
        allowed = (
            {"id-token": "write"} if job_name == "publish" else {"contents": "read"}
        )
        assert job["permissions"] == allowed
        assert "uses" in job or int(job["timeout-minutes"]) <= 120


def test_a_release_is_tested_built_and_checked_before_it_is_published() -> None:
    release = workflow("release.yml")
    assert release["on"] == {"push": {"tags": ["v*"]}}
    assert needed(release["jobs"], "publish") == {"tests", "build", "check"}
    assert release["jobs"]["publish"]["environment"] == "release"
    assert release["jobs"]["check"]["strategy"]["matrix"]["system"] == SYSTEMS


def test_a_release_looks_for_the_distribution_by_its_name() -> None:
    script = next(script for script in scripts("release.yml") if "TAG" in script)
    assert f"dist/{NAME.replace('-', '_')}-${{TAG#v}}.tar.gz" in script


def test_the_document_of_the_release_check_exists() -> None:
    [build] = [
        arguments
        for script in scripts("release.yml")
        for arguments in commands(script)
        if arguments[0] == "build"
    ]
    assert Path(REPOSITORY / build[1]).is_file()
