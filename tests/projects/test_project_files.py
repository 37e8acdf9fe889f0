"""Content of a project's files, whatever the document's title and version are."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from generator.render.project_files import project_files, project_version
from tests.docs.project import METADATA


def pyproject(package: str, title: str = "Pets", version: str = "1") -> dict[str, Any]:
    files = project_files(package, f"src/{package}", title, version)
    [content] = [file.content for file in files if file.path == "pyproject.toml"]
    return tomllib.loads(content.decode())


@pytest.mark.parametrize(
    ("document", "package"),
    [
        ("1.2.3", "1.2.3"),
        ("v2", "2"),
        (" 1.0 ", "1.0"),
        ("1.0.0-beta.2", "1.0.0b2"),
        ("1.0.0-rc1", "1.0.0rc1"),
        ("1.0.0-SNAPSHOT", "1.0.0"),
        ("1.0.0+build.5", "1.0.0"),
        ("2026-05-27.dahlia", "2026.5.27"),
        ("2026-05-27", "2026.5.27"),
        ("2026-05", "2026.5"),
        ("2026-05-27-preview", "2026.5.27"),
        ("20260527", "20260527"),
        ("release 3.1 (final)", "3.1"),
        ("latest", "0.1.0"),
        ("", "0.1.0"),
        ("١.٢", "0.1.0"),
    ],
)
def test_version(document: str, package: str) -> None:
    assert project_version(document) == package
    assert str(Version(package)) == package


def test_dependencies_are_those_of_the_generator() -> None:
    project = pyproject("pets_client")["project"]
    [requirement] = map(Requirement, project["dependencies"])
    known = {each.name: each for each in map(Requirement, METADATA["dependencies"])}
    assert requirement == known["httpx2"]
    assert SpecifierSet(project["requires-python"]) == SpecifierSet(
        METADATA["requires-python"]
    )


@pytest.mark.parametrize("package", ["pets_client", "a", "_private", "__", "A_b__c"])
def test_name(package: str) -> None:
    name = pyproject(package)["project"]["name"]
    assert canonicalize_name(name, validate=True)


@pytest.mark.parametrize(
    "title",
    [
        'quote " and \\ backslash',
        "two\nlines\r\nand\ttabs",
        "control \x00 \x7f \u2028 \u202e",
        "surrogate \ud800",
        '"""\n[tool.evil]',
        "x" * 10_000,
        "",
        "顧客",
    ],
)
def test_title_stays_one_line_of_text(title: str) -> None:
    metadata = pyproject("pets", title)
    assert metadata.keys() == {"build-system", "project", "tool"}
    assert metadata["tool"].keys() == {"hatch"}
    description = metadata["project"]["description"]
    assert description.isprintable()
    assert len(description) < 300


def test_title_is_escaped_in_markdown() -> None:
    files = project_files("pets", "src/pets", "[a](http://b) <img>", "1")
    [readme] = [file.content.decode() for file in files if file.path == "README.md"]
    # What may be an address is a code span, since GitHub links addresses even behind a backslash.
    assert r"\[`a](http://b`) \<img>" in readme


def test_ignored_names_are_anchored() -> None:
    files = project_files("pets", "src/pets", "Pets", "1")
    [ignored] = [file.content.decode() for file in files if file.path == ".gitignore"]
    assert {"/build/", "/dist/"} <= set(ignored.split())
