"""The files of a client as values, and which paths they may have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.core.module_names import folded
from generator.output.errors import OutputError

_UNSAFE = frozenset("\\:\0")
_NO_NAMES = frozenset(("", ".", ".."))


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: its path below the client's folder, parts joined by `/`, and its bytes."""

    path: str
    content: bytes = field(repr=False)


def digest(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_safe_path(path: str) -> bool:
    """Whether `path` stays below the folder it is joined to, on every operating system."""
    # A colon is a drive on Windows, or a stream of a file; an absolute path has an empty part.
    return _UNSAFE.isdisjoint(path) and _NO_NAMES.isdisjoint(path.split("/"))


def check_paths(paths: Iterable[str]) -> None:
    """See that all `paths` can stand in one folder, also where case makes no difference.

    Raises:
        OutputError: a path is absolute or leads out of the folder, two are the same but for case,
            or one is needed as a file and as a folder.
    """
    seen: dict[str, str] = {}
    for path in paths:
        if not is_safe_path(path):
            raise OutputError(
                "clashing-files", f"{path!r} is no path inside of the client's folder"
            )
        if folded(path) in seen:
            other = seen[folded(path)]
            raise OutputError(
                "clashing-files",
                f"{other!r} and {path!r} are one file where case makes no difference",
            )
        seen[folded(path)] = path
    for path in seen.values():
        clash = next((each for each in folders(path) if folded(each) in seen), None)
        if clash is not None:
            raise OutputError(
                "clashing-files", f"{clash!r} is needed as a file and as a folder"
            )


def folders(path: str) -> list[str]:
    """The folders that `path` stands in, outermost first: `a` and `a/b` for `a/b/c.py`."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
