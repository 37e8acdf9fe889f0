"""What `changes` tells: everything that changed, once, when it has come to rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from generator.cli.file_changes import changes

Step = Callable[[], object]


class EndedError(Exception):
    """There are no steps left."""


def watching(
    paths: Sequence[Path], steps: Sequence[Step]
) -> Iterator[tuple[Path, ...]]:
    """What is told while between two looks each of these is done in turn."""
    left = iter(steps)

    def wait() -> None:
        step = next(left, None)
        if step is None:
            raise EndedError
        step()

    return changes(lambda: paths, wait)


def told(paths: Sequence[Path], *steps: Step) -> list[tuple[Path, ...]]:
    """All that is told until the steps come to an end, after the nothing at first."""
    found: list[tuple[Path, ...]] = []
    with suppress(EndedError):
        for each in watching(paths, steps):
            found.append(each)
    assert found[0] == ()
    return found[1:]


def nothing() -> None:
    """A look at which all is as it was."""


def writing(path: Path, text: str) -> Step:
    def write() -> None:
        path.write_text(text)
        # Two writes may be quicker than the file system's clock ticks.
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))

    return write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "api.yaml"
    path.write_text("one")
    return path


def test_nothing_is_told_while_nothing_changes(file: Path) -> None:
    assert told([file], nothing, nothing, nothing) == []


def test_a_change_is_told_once(file: Path) -> None:
    assert told([file], writing(file, "two!"), nothing, nothing) == [(file,)]


def test_a_file_is_told_when_it_has_come_to_rest(file: Path) -> None:
    steps = [writing(file, "tw"), writing(file, "two"), writing(file, "two!"), nothing]
    assert told([file], *steps[:3]) == []
    assert told([file], *steps) == [(file,)]


def test_a_file_that_is_replaced_by_one_as_long_and_as_old_is_told(file: Path) -> None:
    def replace() -> None:
        other = file.with_name("other")
        other.write_text("two")
        status = file.stat()
        os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
        other.replace(file)

    assert told([file], replace, nothing) == [(file,)]


def test_a_file_that_is_away_for_a_moment_and_the_same_again_is_not_told(
    file: Path,
) -> None:
    aside = file.with_name("aside")

    def away() -> None:
        file.rename(aside)

    def back() -> None:
        aside.rename(file)

    assert told([file], away, back, nothing, nothing) == []


def test_a_file_that_goes_and_one_that_comes_are_told(file: Path) -> None:
    new = file.with_name("codegen.toml")
    steps = (file.unlink, nothing, writing(new, ""), nothing)
    assert told([file, new], *steps) == [(file,), (new,)]


def test_what_changes_together_is_told_together(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    steps = (writing(other, "1"), writing(file, "two!"), nothing)
    assert told([file, other], *steps) == [(file, other)]


def test_what_changes_while_the_caller_is_busy_is_told_next(file: Path) -> None:
    told_of = watching([file], [nothing, nothing])
    assert next(told_of) == ()
    writing(file, "two!")()
    assert next(told_of) == (file,)


def test_folders_are_looked_at_with_all_that_is_in_them(tmp_path: Path) -> None:
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
    assert told([tmp_path / "templates"], *steps) == [
        (inner / "_a.j2",),
        (tmp_path / "templates" / "model.j2",),
        (inner / "_a.j2",),
    ]


@pytest.mark.parametrize("name", [".model.j2.swp", "model.j2~", ".git"])
def test_what_editors_leave_in_folders_is_not_told(tmp_path: Path, name: str) -> None:
    assert told([tmp_path], writing(tmp_path / name, "x"), nothing) == []


def test_a_hidden_file_that_was_asked_for_is_watched(tmp_path: Path) -> None:
    path = tmp_path / ".codegen.toml"
    assert told([path], writing(path, "x"), nothing) == [(path,)]


def test_a_link_back_to_its_own_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "again").symlink_to(folder, target_is_directory=True)
    new = folder / "model.j2"
    assert told([folder], writing(new, "x"), nothing) == [(new,)]


def test_what_to_watch_is_asked_anew(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "overlay.yaml"
    paths = [file]
    steps = iter([lambda: paths.append(other), writing(other, "x"), nothing])
    told_of = changes(lambda: paths, lambda: next(steps)())
    assert [next(told_of), next(told_of)] == [(), (other,)]
