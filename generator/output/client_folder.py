"""The current content of a client's folder: generated, edited, missing and foreign files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.read_file import read_file
from generator.output.errors import OutputError
from generator.output.files import digest
from generator.output.manifest import MANIFEST_NAME, Manifest, read_manifest

_BYTECODE = "__pycache__"
_NOT_A_FILE = ""


@dataclass(frozen=True, slots=True)
class ClientFolder:
    """What is in a client's folder. Paths are relative to it, with `/` between parts.

    Attributes:
        root: the folder.
        manifest: the manifest of the last build; None if there was no build.
        generated: the files of the last build that still exist, with their current digests.
        foreign: files, links and empty folders that no build wrote.
    """

    root: Path
    manifest: Manifest | None = None
    generated: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()

    @property
    def edited(self) -> tuple[str, ...]:
        """Generated files, possibly including the manifest, that changed after the build."""
        if self.manifest is None:
            return ()
        written = self.manifest.files
        files = [path for path, now in self.generated.items() if now != written[path]]
        return tuple(files if self.manifest.is_intact else [MANIFEST_NAME, *files])

    @property
    def missing(self) -> tuple[str, ...]:
        """Generated files that were removed after the build."""
        if self.manifest is None:
            return ()
        return tuple(sorted(self.manifest.files.keys() - self.generated.keys()))


def read_client_folder(root: Path) -> ClientFolder:
    """Compare the folder `root`, which may not exist yet, with its manifest.

    Raises:
        OutputError: `root` is not a folder; it has files but no manifest; or it contains something
            that is neither a file, a folder nor a link.
        OSError: it cannot be read.
    """
    if not root.exists():
        return ClientFolder(root)
    if not root.is_dir():
        raise OutputError(
            "in-the-way",
            f"{root} is a file, but a client is a folder",
            "choose another name",
        )
    manifest = read_manifest(root)
    paths = sorted(_walk(root, ""))
    if manifest is None:
        if any(root.iterdir()):
            raise OutputError(
                "foreign-folder",
                f"{root} contains files that codegen did not write",
                "build into a new or empty folder",
            )
        return ClientFolder(root)
    generated = {
        path: _digest_of(root / path) for path in paths if path in manifest.files
    }
    known = {*generated, MANIFEST_NAME}
    foreign = tuple(path for path in paths if path not in known)
    return ClientFolder(root, manifest, generated, foreign)


def _digest_of(path: Path) -> str:
    """The digest of a file; for anything else, a digest that no file has."""
    if not path.is_file() or path.is_symlink():
        return _NOT_A_FILE
    # Git may convert line endings in a checkout, which is not an edit. codegen writes no CRLF.
    return digest(read_file(path).replace(b"\r\n", b"\n"))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    """List the files, links and empty folders below `folder`, without compiled bytecode."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != _BYTECODE:
                    yield from _walk_folder(Path(entry.path), path)
            elif entry.is_symlink() or stat.S_ISREG(
                entry.stat(follow_symlinks=False).st_mode
            ):
                yield path
            else:
                raise OutputError(
                    "in-the-way",
                    f"{entry.path} is neither a file nor a folder, and cannot be kept",
                    "move it elsewhere",
                )


def _walk_folder(folder: Path, path: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        is_empty = next(entries, None) is None
    if is_empty:
        yield path
    else:
        yield from _walk(folder, f"{path}/")
