"""Read files that a user or a document names: only regular ones, and only up to a size.

Every file that the generator reads is read here. A name can lead to anything: a pipe without
a writer blocks its reader, a device has no end, and a sparse file of a few bytes on disk can have
terabytes.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MEBIBYTE = 1024 * 1024
# Several times the largest file that codegen is made for.
MAX_FILE_BYTES = 64 * MEBIBYTE

_CHUNK = MEBIBYTE
# A pipe is opened without a wait for its writer. Windows has no such flag, and no named pipes among
# its files.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_file(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Read the regular file at `path`; symbolic links are followed.

    Raises:
        OSError: it cannot be read; with the reason in `strerror`. `IsADirectoryError` for a folder,
            `errno.EFBIG` if it is larger than `max_bytes`, and `errno.EINVAL` for a pipe, device or
            socket, and for a name that the file system cannot have.
    """
    # Opening a device can have effects, such as rewinding a tape, so its type is checked before.
    _check_type(_status(path), path)
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        # The name may lead elsewhere by now.
        _check_type(status, path)
        if status.st_size > max_bytes:
            raise _too_large(path, max_bytes)
        return _read_all(descriptor, path, max_bytes)
    finally:
        os.close(descriptor)


def _status(path: Path) -> os.stat_result:
    try:
        return os.stat(path)
    except UnicodeEncodeError:
        reason = "its name cannot be encoded for the file system"
        raise OSError(errno.EINVAL, reason, repr(path)) from None
    except ValueError:
        reason = "its name contains a NUL character"
        raise OSError(errno.EINVAL, reason, repr(path)) from None


def _check_type(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        reason = "it is a pipe, device or socket, not a file"
        raise OSError(errno.EINVAL, reason, str(path))


def _read_all(descriptor: int, path: Path, max_bytes: int) -> bytes:
    """Read to the end. The size cannot be relied on: files of `/proc` have none."""
    parts: list[bytes] = []
    size = 0
    while part := os.read(descriptor, _CHUNK):
        size += len(part)
        if size > max_bytes:
            raise _too_large(path, max_bytes)
        parts.append(part)
    return b"".join(parts)


def _too_large(path: Path, max_bytes: int) -> OSError:
    reason = f"it is larger than {max_bytes / MEBIBYTE:g} MiB"
    return OSError(errno.EFBIG, reason, str(path))
