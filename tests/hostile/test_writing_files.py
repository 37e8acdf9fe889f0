"""Writing a file fails or is interrupted: the old content stays, and nothing else is left."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.cli.signals import Terminated
from generator.core.write_file import (
    ChangedFileError,
    create_file,
    replace_file,
    update_file,
)

if sys.platform == "win32":
    pytest.skip("needs links and modes", allow_module_level=True)

import resource

OLD, NEW = b"old\n" * 1_000, b"new\n" * 1_000
Write = Callable[[Path, bytes], object]


def _update(path: Path, content: bytes) -> None:
    update_file(path, path.read_bytes() if path.exists() else None, content)


WRITERS: list[Write] = [replace_file, _update]
writers = pytest.mark.parametrize("write", WRITERS)

FAULTS = [
    *(
        OSError(number, os.strerror(number))
        for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE)
    ),
    KeyboardInterrupt(),
    Terminated(15),
    MemoryError(),
]
# The steps of writing a file, each with the module that the function belongs to.
STEPS = [(os, "open"), (shutil, "copystat"), (os, "fsync"), (os, "replace")]


def fail_in(
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    error: BaseException,
    late: bool,
) -> None:
    """Let a function fail: before it does anything, or after it did everything."""
    real = getattr(owner, name)

    def failing(*arguments: Any, **keywords: Any) -> Any:
        if late:
            real(*arguments, **keywords)
        raise error

    monkeypatch.setattr(owner, name, failing)


@writers
@pytest.mark.parametrize("error", FAULTS, ids=repr)
@pytest.mark.parametrize(("owner", "name"), STEPS)
@pytest.mark.parametrize("late", [False, True])
def test_fault_leaves_old_or_new_content(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Write,
    error: BaseException,
    owner: Any,
    name: str,
    late: bool,
) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(OLD)
    is_ignored = name == "copystat" and isinstance(error, PermissionError)
    with monkeypatch.context() as patch:
        fail_in(patch, owner, name, error, late)
        if is_ignored:
            write(path, NEW)
        else:
            with pytest.raises(type(error)):
                write(path, NEW)
    is_new = is_ignored or (name == "replace" and late)
    assert path.read_bytes() == (NEW if is_new else OLD)
    assert os.listdir(tmp_path) == ["pyproject.toml"]


@writers
def test_limit_on_file_size(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(OLD)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write(path, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == OLD
    assert os.listdir(tmp_path) == ["a.toml"]


@writers
def test_mode_is_kept(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    for mode in (0o600, 0o640, 0o755):
        path.chmod(mode)
        write(path, NEW)
        assert path.stat().st_mode & 0o777 == mode


@writers
def test_new_file_has_the_usual_mode(tmp_path: Path, write: Write) -> None:
    (tmp_path / "other").touch()
    write(tmp_path / "a", NEW)
    assert (tmp_path / "a").read_bytes() == NEW
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to give files away")
def test_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    os.chown(path, 1234, 2345)
    replace_file(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


@writers
def test_link_is_followed(tmp_path: Path, write: Write) -> None:
    (tmp_path / "there").mkdir()
    file = tmp_path / "there/a"
    file.write_bytes(OLD)
    (tmp_path / "link").symlink_to("there/a")
    write(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert file.read_bytes() == NEW
    assert os.listdir(tmp_path / "there") == ["a"]


@writers
def test_dangling_link_leads_to_a_new_file(tmp_path: Path, write: Write) -> None:
    (tmp_path / "link").symlink_to("a")
    write(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == NEW


@writers
def test_link_in_a_circle_is_an_error(tmp_path: Path, write: Write) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        write(tmp_path / "a", NEW)
    assert (tmp_path / "a").is_symlink()


@writers
def test_other_hard_link_keeps_the_old_content(tmp_path: Path, write: Write) -> None:
    (tmp_path / "a").write_bytes(OLD)
    os.link(tmp_path / "a", tmp_path / "b")
    write(tmp_path / "a", NEW)
    assert (tmp_path / "a").read_bytes() == NEW
    assert (tmp_path / "b").read_bytes() == OLD


@writers
def test_read_only_file_is_an_error(tmp_path: Path, write: Write) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    path.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write(path, NEW)
    assert path.read_bytes() == OLD


def test_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path, NEW)
    assert os.listdir(tmp_path) == []


def test_device_and_pipe_are_not_replaced(tmp_path: Path) -> None:
    replace_file(Path("/dev/null"), NEW)
    assert not Path("/dev/null").is_file()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        replace_file(pipe, b"new")
        assert os.read(reading, 10) == b"new"
    finally:
        os.close(reading)
    assert pipe.is_fifo()


def test_redirected_standard_output_is_not_replaced(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from generator.core.write_file import replace_file\n"
        "print('before', flush=True); replace_file(Path('/dev/stdout'), b'new\\n')\n"
    )
    with (tmp_path / "out").open("w") as out:
        subprocess.run([sys.executable, "-c", program], stdout=out, check=True)
    assert (tmp_path / "out").read_text() == "before\nnew\n"


def test_longest_name(tmp_path: Path) -> None:
    for name in ("a" * 255, "." + "a" * 254, "a." + "b" * 253):
        replace_file(tmp_path / name, OLD)
        replace_file(tmp_path / name, NEW)
        assert (tmp_path / name).read_bytes() == NEW
    with pytest.raises(OSError, match="too long"):
        replace_file(tmp_path / ("a" * 256), NEW)


@pytest.mark.parametrize("now", [b"edited", None])
def test_edit_in_the_meantime_is_kept(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    with pytest.raises(ChangedFileError):
        update_file(path, OLD, NEW)
    assert (path.read_bytes() if path.exists() else None) == now
    assert os.listdir(tmp_path) == ([] if now is None else ["a"])


def test_file_created_in_the_meantime_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    with pytest.raises(ChangedFileError):
        update_file(path, None, NEW)
    assert not create_file(path, NEW)
    assert path.read_bytes() == OLD


def test_created_file_does_not_replace_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    assert not create_file(tmp_path / "a", NEW)
    assert not (tmp_path / "b").exists()


def test_diagnostics_replace_the_whole_file(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    output.write_bytes(OLD * 1_000)
    options = ["--diagnostics", "json", "--diagnostics-output", str(output)]
    assert run(["build", str(tmp_path / "nope.json"), *options]) == 1
    assert output.read_bytes().startswith(b"{")
    assert output.read_bytes().endswith(b"}\n")
    assert os.listdir(tmp_path) == ["out.json"]


def test_templates_are_copied_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def fail_at_third(path: Path, content: bytes) -> bool:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return create_file(path, content)

    monkeypatch.setattr("generator.cli.templates.create_file", fail_at_third)
    assert run(["templates", str(tmp_path / "t")]) == 1
    assert os.listdir(tmp_path / "t") == []
