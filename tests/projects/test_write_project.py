"""Files of a project: written once, atomically, and never over a file of the user's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.core.write_file import create_file
from generator.output import (
    OutputError,
    OutputFile,
    client_of_project,
    write_project,
)
from generator.output.manifest import MANIFEST_NAME

FILES = (
    OutputFile("pyproject.toml", b"[project]\n"),
    OutputFile("README.md", b"# Readme\n"),
    OutputFile("LICENSE", b"None yet.\n"),
)
NAMES = ("pyproject.toml", "README.md", "LICENSE")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_files_are_written(tmp_path: Path) -> None:
    assert write_project(tmp_path, FILES) == NAMES
    assert contents(tmp_path) == {file.path: file.content for file in FILES}


def test_second_build_restores_and_changes_nothing(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)
    (tmp_path / "pyproject.toml").write_text("mine")
    (tmp_path / "LICENSE").unlink()
    assert write_project(tmp_path, FILES) == ()
    assert contents(tmp_path) == {"pyproject.toml": b"mine", "README.md": b"# Readme\n"}


def test_existing_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert write_project(tmp_path, FILES) == ("pyproject.toml", "LICENSE")
    assert (tmp_path / "README.md").read_text() == "mine"


def test_existing_project_gets_no_files(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("mine")
    assert write_project(tmp_path, FILES) == ()
    assert contents(tmp_path) == {"pyproject.toml": b"mine"}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
@pytest.mark.parametrize("name", ["README.md", "pyproject.toml"])
def test_links_are_not_followed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert name not in write_project(folder, FILES)
    assert not (tmp_path / "elsewhere").exists()


def test_interrupted_build_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, content: bytes) -> bool:
        if "LICENSE" in path.name:
            raise OSError(28, "No space left on device")
        return create_file(path, content)

    with monkeypatch.context() as patched:
        patched.setattr("generator.output.project.create_file", fail)
        with pytest.raises(OutputError) as caught:
            write_project(tmp_path, FILES)
    assert caught.value.code == "unwritable-output"
    assert "LICENSE cannot be written: No space left" in caught.value.message
    assert contents(tmp_path).keys() == {"README.md"}
    assert write_project(tmp_path, FILES) == ("pyproject.toml", "LICENSE")


def test_file_that_appears_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.path.lexists

    def appears(path: Path) -> bool:
        known = real(path)
        if path.name == "README.md":
            path.write_text("mine")
        return known

    monkeypatch.setattr(os.path, "lexists", appears)
    assert "README.md" not in write_project(tmp_path, FILES)
    assert contents(tmp_path)["README.md"] == b"mine"


def test_file_system_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert write_project(tmp_path, FILES) == NAMES
    assert contents(tmp_path).keys() == set(NAMES)


def test_client_of_project(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "src" / name).mkdir(parents=True)
    (tmp_path / "src" / "one" / MANIFEST_NAME).touch()
    assert client_of_project(tmp_path) is None
    (tmp_path / "pyproject.toml").touch()
    assert client_of_project(tmp_path) == tmp_path / "src" / "one"
    (tmp_path / "src" / "two" / MANIFEST_NAME).touch()
    assert client_of_project(tmp_path) is None
