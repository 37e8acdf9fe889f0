"""The name, version and homepage of the project are consistent."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.core.version import __version__
from tests.docs.project import HOME, METADATA, NAME, REPOSITORY, texts

FORMS = sorted(
    path.name
    for path in (REPOSITORY / ".github" / "ISSUE_TEMPLATE").iterdir()
    if path.name != "config.yml"
)
# On the package index `codegen` is another project. As a folder or command, `codegen` is correct.
_OTHER_PROJECT = re.compile(
    r"(?:pip|pipx|uv tool|uv pip) install(?: -\S+)* ['\"]?codegen\b(?![-/.])"
    r"|\buvx codegen\b|(?<![\w-])codegen(?:\[| *[=~>]=)"
)
_REPOSITORY_URL = re.compile(r"https://github\.com/[\w-]+/codegen\b")
_PIN = re.compile(rf"{re.escape(NAME)}==([\w.]+)|/codegen\n +rev: v([\w.]+)")


def test_no_command_installs_the_other_project() -> None:
    installs = {
        path: matched[0]
        for path, text in texts()
        for matched in _OTHER_PROJECT.finditer(text)
    }
    assert installs == {}


@pytest.mark.parametrize(
    "command",
    [
        "pip install codegen",
        "pip install -U 'codegen[test]'",
        "codegen==0.1.0",
        "uvx codegen build",
    ],
)
def test_command_that_installs_the_other_project_is_detected(command: str) -> None:
    assert _OTHER_PROJECT.search(command)
    assert not _OTHER_PROJECT.search(command.replace("codegen", NAME))


def test_every_url_of_the_repository_is_the_same() -> None:
    urls = {
        path: matched[0]
        for path, text in texts()
        for matched in _REPOSITORY_URL.finditer(text)
        if matched[0] != HOME
    }
    assert urls == {}


def test_the_project_links_to_pages_of_its_repository() -> None:
    assert {"Homepage", "Documentation", "Source", "Issues", "Changelog"} <= set(
        METADATA["urls"]
    )
    for url in METADATA["urls"].values():
        assert url.startswith(HOME)
        _, found, path = url.partition("/main/")
        assert not found or (REPOSITORY / path).exists()


def test_pinned_versions_are_the_current_one() -> None:
    pins = {
        (path, matched[1] or matched[2])
        for path, text in texts()
        for matched in _PIN.finditer(text)
    }
    assert {version for _, version in pins} == {__version__}
    assert "docs/update-client.yml" in dict(pins)


def test_every_python_between_the_oldest_and_the_newest_is_supported() -> None:
    minors = [
        int(classifier.rpartition(".")[2])
        for classifier in METADATA["classifiers"]
        if re.search(r":: 3\.\d+$", classifier)
    ]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert METADATA["requires-python"] == f">=3.{minors[0]}"
    assert "Operating System :: OS Independent" in METADATA["classifiers"]


def test_the_licence_says_what_holds_for_generated_code() -> None:
    licence = (REPOSITORY / "LICENSE").read_text("utf-8")
    assert licence.startswith("MIT License\n")
    assert "\nGenerated code\n" in licence


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_for_a_document(name: str) -> None:
    path = REPOSITORY / ".github" / "ISSUE_TEMPLATE" / name
    form = yaml.safe_load(path.read_text("utf-8"))
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert "document" in fields
    if "bug" in form["labels"]:
        for field in ("document", "command", "versions", "expected"):
            assert fields[field]["validations"] == {"required": True}


@pytest.mark.parametrize("path", [".pre-commit-config.yaml", ".pre-commit-hooks.yaml"])
def test_a_hook_starts_a_program_that_exists(path: str) -> None:
    loaded = yaml.safe_load((REPOSITORY / path).read_text("utf-8"))
    hooks = (
        loaded
        if isinstance(loaded, list)
        else [hook for repository in loaded["repos"] for hook in repository["hooks"]]
    )
    assert hooks
    tools = {*METADATA["scripts"], *required("test")}
    for hook in hooks:
        program = hook["entry"].split()[0]
        assert (REPOSITORY / program).is_file() if "/" in program else program in tools


def required(extra: str) -> set[str]:
    """The names of the distributions that an extra installs."""
    requirements = METADATA["optional-dependencies"][extra]
    return {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}
