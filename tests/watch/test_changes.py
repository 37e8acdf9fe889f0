"""`poll_changes` yields every change once, when the files have stopped changing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from generator.cli.file_changes import poll_changes

Step = Callable[[], object]


class EndedError(Exception):
    """All steps are done."""


def watching(
    paths: Sequence[Path], steps: Sequence[Step]
) -> Iterator[tuple[Path, ...]]:
    """Poll `paths`, and do one of the steps between two polls."""
    left = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise EndedError
        step()

    return poll_changes(lambda: paths, wait)


def changes_after(paths: Sequence[Path], *steps: Step) -> list[tuple[Path, ...]]:
    """The changes until all steps are done, without the empty ones at first."""
    changes: list[tuple[Path, ...]] = []
    with suppress(EndedError):
        for changed in watching(paths, steps):
            changes.append(changed)
    assert changes[0] == ()
    return changes[1:]


def nothing() -> None:
    """Change nothing between two polls."""


def writing(path: Path, text: str) -> Step:
    def write() -> None:
        path.write_text(text)
        # Two writes may have the same time in a file system with a coarse clock.
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))

    return write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "api.yaml"
    path.write_text("one")
    return path


def test_no_changes(file: Path) -> None:
    assert changes_after([file], nothing, nothing, nothing) == []


def test_change_is_reported_once(file: Path) -> None:
    assert changes_after([file], writing(file, "two!"), nothing, nothing) == [(file,)]


def test_file_is_reported_when_it_stops_changing(file: Path) -> None:
    steps = [writing(file, "tw"), writing(file, "two"), writing(file, "two!"), nothing]
    assert changes_after([file], *steps[:3]) == []
    assert changes_after([file], *steps) == [(file,)]


def test_replacement_with_same_size_and_time_is_reported(file: Path) -> None:
    def replace() -> None:
        other = file.with_name("other")
        other.write_text("two")
        status = file.stat()
        os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
        other.replace(file)

    assert changes_after([file], replace, nothing) == [(file,)]


def test_file_that_is_renamed_and_restored_is_not_reported(
    file: Path,
) -> None:
    aside = file.with_name("aside")

    def away() -> None:
        file.rename(aside)

    def back() -> None:
        aside.rename(file)

    assert changes_after([file], away, back, nothing, nothing) == []


def test_removed_and_created_files_are_reported(file: Path) -> None:
    new = file.with_name("codegen.toml")
    steps = (file.unlink, nothing, writing(new, ""), nothing)
    assert changes_after([file, new], *steps) == [(file,), (new,)]


def test_simultaneous_changes_are_reported_together(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    steps = (writing(other, "1"), writing(file, "two!"), nothing)
    assert changes_after([file, other], *steps) == [(file, other)]


def test_change_while_the_caller_is_busy_is_reported_next(file: Path) -> None:
    changes = watching([file], [nothing, nothing])
    assert next(changes) == ()
    writing(file, "two!")()
    assert next(changes) == (file,)


def test_folders_are_watched_recursively(tmp_path: Path) -> None:
    inner = tmp_path / "templates" / "parts"
    inner.mkdir(parents=True)
    steps = [
        writing(inner / "_a.j2", "a"),
        nothing,
        writing(tmp_path / "templates" / "model.j2", "b"),
        nothing,
        (inner / "_a.j2").unlink,
        nothing,
    ]
    assert changes_after([tmp_path / "templates"], *steps) == [
        (inner / "_a.j2",),
        (tmp_path / "templates" / "model.j2",),
        (inner / "_a.j2",),
    ]


@pytest.mark.parametrize("name", [".model.j2.swp", "model.j2~", ".git"])
def test_hidden_and_backup_files_are_ignored(tmp_path: Path, name: str) -> None:
    assert changes_after([tmp_path], writing(tmp_path / name, "x"), nothing) == []


def test_hidden_file_that_is_listed_is_watched(tmp_path: Path) -> None:
    path = tmp_path / ".codegen.toml"
    assert changes_after([path], writing(path, "x"), nothing) == [(path,)]


def test_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "again").symlink_to(folder, target_is_directory=True)
    new = folder / "model.j2"
    assert changes_after([folder], writing(new, "x"), nothing) == [(new,)]


def test_paths_are_evaluated_before_each_poll(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "overlay.yaml"
    paths = [file]
    steps = iter([lambda: paths.append(other), writing(other, "x"), nothing])
    changes = poll_changes(lambda: paths, lambda: next(steps)())
    assert [next(changes), next(changes)] == [(), (other,)]
