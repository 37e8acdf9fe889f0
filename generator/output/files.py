"""The files of a client as values, and which paths they may have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.core.module_names import folded
from generator.output.errors import OutputError

_UNSAFE_CHARACTERS = frozenset("\\:\0")
_UNSAFE_PARTS = frozenset(("", ".", ".."))


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: its path relative to the client's folder, with `/`, and its content."""

    path: str
    content: bytes = field(repr=False)


def digest(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_safe_path(path: str) -> bool:
    """Whether `path` stays inside of the folder that it is joined to, on every system."""
    # On Windows, a colon separates a drive or a stream. An absolute path has an empty part.
    return _UNSAFE_CHARACTERS.isdisjoint(path) and _UNSAFE_PARTS.isdisjoint(
        path.split("/")
    )


def check_paths(paths: Iterable[str]) -> None:
    """Check that `paths` can coexist in one folder, even if the file system ignores case.

    Raises:
        OutputError: a path leads out of the folder, two differ only in case, or one is both a file
            and a folder.
    """
    seen: dict[str, str] = {}
    for path in paths:
        if not is_safe_path(path):
            raise OutputError(
                "clashing-files", f"{path!r} leads out of the client's folder"
            )
        if folded(path) in seen:
            other = seen[folded(path)]
            raise OutputError(
                "clashing-files",
                f"{other!r} and {path!r} are the same file on file systems that ignore case",
            )
        seen[folded(path)] = path
    for path in seen.values():
        clash = next(
            (folder for folder in folders(path) if folded(folder) in seen), None
        )
        if clash is not None:
            raise OutputError(
                "clashing-files", f"{clash!r} is both a file and a folder"
            )


def folders(path: str) -> list[str]:
    """The folders above `path`, outermost first: `a` and `a/b` for `a/b/c.py`."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
