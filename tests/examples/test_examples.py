"""Examples that users copy into their projects: pre-commit hooks and a GitHub workflow."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tests.examples.command_lines import check, commands

REPOSITORY = Path(__file__).parents[2]
HOOKS = REPOSITORY / ".pre-commit-hooks.yaml"
WORKFLOW = REPOSITORY / "docs" / "update-client.yml"

# Actions of GitHub itself, pinned to a major version.
ACTION = re.compile(r"actions/(checkout|setup-python)@v\d+")
# Secrets and untrusted values are passed by environment variables, never inserted into a script.
EXPRESSION = re.compile(r"\$\{\{")


def hooks() -> list[dict[str, Any]]:
    loaded = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert isinstance(loaded, list)
    return loaded


def workflow() -> dict[Any, Any]:
    loaded = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def steps() -> list[dict[str, Any]]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def scripts() -> list[str]:
    return [step["run"] for step in steps() if "run" in step]


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_hook_calls_existing_command(hook: dict[str, Any]) -> None:
    [arguments] = commands(hook["entry"])
    check(arguments)
    assert hook["id"] == f"codegen-{arguments[0]}"


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_hook_has_required_fields(hook: dict[str, Any]) -> None:
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert {"name", "description"} <= set(hook)


def test_hooks_for_check_and_build() -> None:
    assert {hook["id"] for hook in hooks()} == {"codegen-check", "codegen-build"}


@pytest.mark.parametrize(
    "arguments",
    [arguments for script in scripts() for arguments in commands(script)],
    ids=str,
)
def test_workflow_calls_existing_commands(arguments: list[str]) -> None:
    check(arguments)


def test_workflow_runs_diff_before_build() -> None:
    called = [arguments[0] for script in scripts() for arguments in commands(script)]
    assert called == ["diff", "build", "check"]


def test_workflow_uses_actions_of_github_only() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert all(ACTION.fullmatch(action) for action in used)


def test_no_expressions_in_scripts() -> None:
    assert not any(EXPRESSION.search(script) for script in scripts())


def test_workflow_permissions_are_minimal() -> None:
    assert workflow()["permissions"] == {}
    [job] = workflow()["jobs"].values()
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("script", scripts())
def test_scripts_are_valid_shell(script: str) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    process = subprocess.run(
        [bash, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert process.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["build", "--no-such-option"], ["build", "a", "b"], ["check", "--spec"]],
)
def test_invalid_command_line_is_an_error(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        check(arguments)
