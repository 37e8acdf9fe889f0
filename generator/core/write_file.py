"""Write files: completely or not at all, and never in place.

A file that exists is replaced by renaming: its content survives errors of encoding, a full disk,
and an interruption at any moment. No other module of the generator opens a file for writing.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.core.read_file import read_file

# Longer suffixes could make the name of the temporary file too long for the file system.
_LONGEST_SUFFIX = 32


class ChangedFileError(OSError):
    """Another program changed a file after it was read."""

    def __init__(self, path: Path) -> None:
        reason = "another program changed it in the meantime"
        super().__init__(errno.EBUSY, reason, str(path))


def replace_file(
    path: Path, content: bytes, *, mode: int = 0o666, is_durable: bool = True
) -> None:
    """Write the file `path`, whether it exists or not.

    A link is followed. The file keeps its mode, owner and attributes; other hard links to it keep
    the old content. A device or a pipe is written directly, since it has no content to lose.

    Args:
        path: the file.
        content: its new content.
        mode: the mode of a file that does not exist yet, less the umask.
        is_durable: whether the content has to survive a loss of power.

    Raises:
        OSError: the file cannot be written, or is read-only. It is unchanged.
    """
    if _is_stream(path):
        with path.open("ab", buffering=0) as stream:
            stream.write(content)
        return
    target = _target_of(path)
    with _temporary(target, content, mode, is_durable) as temporary:
        os.replace(temporary, target)


def update_file(path: Path, before: bytes | None, content: bytes) -> None:
    """Write the file `path`, unless its content is not `before` any more; None for no file.

    Raises:
        ChangedFileError: another program changed the file meanwhile. Its change is kept.
        OSError: the file cannot be written, or is read-only. It is unchanged.
    """
    target = _target_of(path)
    if before is None:
        if not create_file(target, content, is_durable=True):
            raise ChangedFileError(path)
        return
    with _temporary(target, content, 0o666, True) as temporary:
        try:
            current = read_file(target)
        except FileNotFoundError:
            raise ChangedFileError(path) from None
        if current != before:
            raise ChangedFileError(path)
        os.replace(temporary, target)


def create_file(path: Path, content: bytes, *, is_durable: bool = False) -> bool:
    """Create a file; False if its path is taken, even by a broken link.

    Raises:
        OSError: the file cannot be written. There is none.
    """
    if os.path.lexists(path):
        return False
    with _temporary(path, content, 0o666, is_durable) as temporary:
        return _move(temporary, path)


def write_new_file(path: Path, content: bytes) -> None:
    """Write a file into a folder that this process created, and no other uses.

    Raises:
        OSError: the file exists already, or cannot be written. It may be incomplete.
    """
    with path.open("xb") as file:
        file.write(content)


def append_line(path: Path, line: bytes) -> None:
    """Append a line to a log that only the user may read, and create it first if necessary.

    Lines that several processes write at the same time do not mix.

    Raises:
        OSError: the file cannot be written.
    """
    descriptor = os.open(
        path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        os.write(descriptor, line + b"\n")
    finally:
        os.close(descriptor)


def link_or_copy(origin: Path, destination: Path) -> None:
    """Give a file or link another name, or copy it if the file system has no hard links.

    Raises:
        OSError: `destination` exists, or cannot be written.
    """
    try:
        os.link(origin, destination, follow_symlinks=False)
    except (OSError, NotImplementedError):
        if os.path.lexists(destination):
            raise
        shutil.copy2(origin, destination, follow_symlinks=False)


def _is_stream(path: Path) -> bool:
    """Whether `path` is a device or pipe, or the file that a standard stream is redirected to."""
    try:
        status = path.stat()
    except OSError:
        return False
    if not stat.S_ISREG(status.st_mode):
        return not stat.S_ISDIR(status.st_mode)
    for descriptor in (1, 2):
        # A standard stream may be closed.
        with suppress(OSError):
            if os.path.samestat(status, os.fstat(descriptor)):
                return True
    return False


def _target_of(path: Path) -> Path:
    """The file that `path` leads to, which need not exist.

    Raises:
        OSError: it may not be replaced.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if target.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if target.exists() and not _is_writable(target):
        raise OSError(errno.EACCES, "it is read-only", str(path))
    return target


def _is_writable(path: Path) -> bool:
    # Renaming needs no access to the file, so that nothing else would respect its mode.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


@contextmanager
def _temporary(
    target: Path, content: bytes, mode: int, is_durable: bool
) -> Generator[Path, None, None]:
    """Write a file beside `target`, and remove it at the end if it was not renamed.

    It is like `target`, if that exists.
    """
    suffix = target.suffix if len(os.fsencode(target.suffix)) < _LONGEST_SUFFIX else ""
    temporary = target.with_name(f".codegen-{secrets.token_hex(8)}{suffix}")
    exists = target.exists()
    try:
        # Private until it has the mode of the file that it replaces.
        descriptor = os.open(
            temporary,
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
            0o600 if exists else mode,
        )
        with open(descriptor, "wb") as file:
            if exists:
                _copy_attributes(target, temporary)
            file.write(content)
            if is_durable:
                file.flush()
                os.fsync(descriptor)
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _copy_attributes(origin: Path, destination: Path) -> None:
    status = origin.stat()
    # Only the superuser may give files away, and some file systems have no modes.
    with suppress(PermissionError, AttributeError):
        os.chown(destination, status.st_uid, status.st_gid)
    with suppress(PermissionError):
        shutil.copystat(origin, destination)


def _move(temporary: Path, path: Path) -> bool:
    # Unlike a renamed file, a link never replaces one that another program created meanwhile.
    try:
        os.link(temporary, path)
        return True
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):
        # The file system has no hard links.
        if os.path.lexists(path):
            return False
        temporary.rename(path)
        return True
