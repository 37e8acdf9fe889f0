"""Wherever a build is ended, its folder is the old client or the new, and the next build works."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from generator.output import OutputError
from tests.hostile.faults import NEW, OLD, Faults, write

REPOSITORY = Path(__file__).parents[2]
LEFT = re.compile(r"\.client\.codegen-([0-9a-f]{16}|old)")


@pytest.fixture(scope="module")
def faults() -> Faults:
    return Faults()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A client, with a file in it that somebody added."""
    folder = tmp_path / "client"
    write(folder, OLD)
    (folder / "mine.txt").write_text("mine")
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): each.read_text()
        for each in folder.rglob("*")
        if each.is_file() and each.name != "codegen.json"
    }


def assert_whole(target: Path) -> None:
    """It is the old client or the new one, or the next build finds the old one again."""
    if not target.exists():
        target = target.with_name(".client.codegen-old")
    assert texts(target) in [{**each, "mine.txt": "mine"} for each in (OLD, NEW)]


def assert_next_build_works(target: Path) -> None:
    """It needs nobody to tidy up, and in time it leaves nothing but the client."""
    for each in target.parent.iterdir():
        assert each == target or LEFT.fullmatch(each.name)
        if each != target and not each.name.endswith("-old"):
            os.utime(each, (0, 0))
    write(target, NEW)
    assert texts(target) == {**NEW, "mine.txt": "mine"}
    assert [each.name for each in target.parent.iterdir()] == ["client"]


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("fail", [full, interrupted])
def test_a_build_that_fails_at_any_system_call_leaves_a_whole_client(
    tmp_path_factory: pytest.TempPathFactory,
    faults: Faults,
    fail: Callable[[], None],
) -> None:
    for number in count(1):
        target = tmp_path_factory.mktemp("faults") / "client"
        write(target, OLD)
        (target / "mine.txt").write_text("mine")
        with faults.at(number, target.parent, fail):
            with suppress(OutputError, KeyboardInterrupt):
                write(target, NEW)
            if not faults.were_there:
                break
        assert_whole(target)
        assert_next_build_works(target)
    assert number > 15


def test_a_build_that_is_killed_at_any_system_call_leaves_a_whole_client(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for number in count(1):
        target = tmp_path_factory.mktemp("killed") / "client"
        write(target, OLD)
        (target / "mine.txt").write_text("mine")
        ended = subprocess.run(
            [sys.executable, "-m", "tests.hostile.faults", str(target), str(number)],
            cwd=REPOSITORY,
            check=False,
        )
        assert_whole(target)
        assert_next_build_works(target)
        if ended.returncode == 0:
            break
        assert ended.returncode == 9
    assert number > 15


def test_a_disk_that_is_full_in_the_middle_of_a_file_leaves_the_old_client(
    target: Path,
) -> None:
    before = texts(target)
    program = (
        "import sys; from pathlib import Path; from generator.output import OutputError\n"
        "from tests.hostile.faults import write\n"
        "try: write(Path(sys.argv[1]), {'__init__.py': 'x' * 100_000})\n"
        "except OutputError as error: sys.exit(str(error))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        cwd=REPOSITORY,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cannot be written" in ended.stderr
    assert texts(target) == before
    assert [each.name for each in target.parent.iterdir()] == ["client"]
