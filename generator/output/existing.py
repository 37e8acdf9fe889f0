"""What stands in a client's folder before a build: files of the last build, and everything else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.output.errors import OutputError
from generator.output.files import digest
from generator.output.manifest import MANIFEST_NAME, Manifest, read_manifest

_COMPILED = "__pycache__"
_NOT_OURS = ""


@dataclass(frozen=True, slots=True)
class Existing:
    """The folder `root` as it was found, paths relative to it with `/` between parts.

    `manifest` is the one of the last build, None where nothing was built. `generated` are the files
    it names that are still there, with the digest of what they hold now. `foreign` are the files,
    links and empty folders that no build made.
    """

    root: Path
    manifest: Manifest | None = None
    generated: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()

    @property
    def edited(self) -> tuple[str, ...]:
        """The generated files, and the manifest, that hold something else than was written."""
        if self.manifest is None:
            return ()
        written = self.manifest.files
        files = [path for path, now in self.generated.items() if now != written[path]]
        return tuple(files if self.manifest.is_intact else [MANIFEST_NAME, *files])

    @property
    def missing(self) -> tuple[str, ...]:
        """The generated files that are gone."""
        if self.manifest is None:
            return ()
        return tuple(sorted(self.manifest.files.keys() - self.generated.keys()))


def read_existing(root: Path) -> Existing:
    """Look at the folder `root`; one that is missing or empty holds nothing.

    Raises:
        OutputError: it is no folder; it holds something, but no manifest says that codegen wrote
            it; or something in it is neither file, folder nor link.
        OSError: it cannot be read.
    """
    if not root.exists():
        return Existing(root)
    if not root.is_dir():
        raise OutputError(
            "in-the-way",
            f"{root} is a file, and the client is a folder",
            "choose another name",
        )
    manifest = read_manifest(root)
    found = sorted(_walk(root, ""))
    if manifest is None:
        if any(root.iterdir()):
            raise OutputError(
                "foreign-folder",
                f"{root} holds files that codegen did not write",
                "build into a new or empty folder",
            )
        return Existing(root)
    generated = {
        path: _digest_of(root / path) for path in found if path in manifest.files
    }
    ours = {*generated, MANIFEST_NAME}
    foreign = tuple(path for path in found if path not in ours)
    return Existing(root, manifest, generated, foreign)


def _digest_of(path: Path) -> str:
    """The digest of what the file holds; of what is no file, one that no file has."""
    if not path.is_file() or path.is_symlink():
        return _NOT_OURS
    # A checkout may have changed the ends of lines, which is nobody's edit; we write none of these.
    return digest(path.read_bytes().replace(b"\r\n", b"\n"))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    """Each file, link and empty folder below `folder`; compiled files are nobody's."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != _COMPILED:
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
