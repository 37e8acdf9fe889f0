"""What people copy from here into their own projects: pre-commit hooks and a GitHub workflow."""

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

# Actions of GitHub itself, by major version.
ACTION = re.compile(r"actions/(checkout|setup-python)@v\d+")
# A secret or a text of the outside world must come by the environment, never into a script itself.
EXPRESSION = re.compile(r"\$\{\{")


def hooks() -> list[dict[str, Any]]:
    found = yaml.safe_load(HOOKS.read_text("utf-8"))
    assert isinstance(found, list)
    return found


def workflow() -> dict[Any, Any]:
    found = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def steps() -> list[dict[str, Any]]:
    return [step for job in workflow()["jobs"].values() for step in job["steps"]]


def scripts() -> list[str]:
    return [step["run"] for step in steps() if "run" in step]


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_a_hook_calls_a_command_that_there_is(hook: dict[str, Any]) -> None:
    [arguments] = commands(hook["entry"])
    check(arguments)
    assert hook["id"] == f"codegen-{arguments[0]}"


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_a_hook_says_all_that_pre_commit_needs(hook: dict[str, Any]) -> None:
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert {"name", "description"} <= set(hook)


def test_there_is_a_hook_that_checks_and_one_that_builds() -> None:
    assert {hook["id"] for hook in hooks()} == {"codegen-check", "codegen-build"}


@pytest.mark.parametrize(
    "arguments", [each for script in scripts() for each in commands(script)], ids=str
)
def test_the_workflow_calls_commands_that_there_are(arguments: list[str]) -> None:
    check(arguments)


def test_the_workflow_tells_the_difference_before_it_builds() -> None:
    called = [each[0] for script in scripts() for each in commands(script)]
    assert called == ["diff", "build", "check"]


def test_the_workflow_uses_actions_of_github_only() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert all(ACTION.fullmatch(each) for each in used)


def test_nothing_from_outside_is_put_into_a_script() -> None:
    assert not any(EXPRESSION.search(script) for script in scripts())


def test_the_workflow_may_do_no_more_than_it_needs() -> None:
    assert workflow()["permissions"] == {}
    [job] = workflow()["jobs"].values()
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("script", scripts())
def test_the_scripts_are_shell(script: str) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    ended = subprocess.run(
        [bash, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["build", "--no-such-option"], ["build", "a", "b"], ["check", "--spec"]],
)
def test_a_command_line_that_cannot_be_is_found(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        check(arguments)
