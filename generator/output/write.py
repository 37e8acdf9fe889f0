"""Write a client completely or not at all, and keep the files that no build wrote."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from generator.core.read_file import read_file
from generator.output.client_folder import ClientFolder, read_client_folder
from generator.output.errors import OutputError
from generator.output.files import OutputFile, check_paths, digest, folders
from generator.output.manifest import MANIFEST_NAME, Manifest
from generator.output.replace_folder import FolderReplacement

# How many paths a message lists.
_MOST_LISTED = 10
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_COPY = ".edited"
_COPY_NAME = re.compile(rf"{re.escape(_COPY)}(-\d+)?\Z")


@dataclass(frozen=True, slots=True)
class WriteReport:
    """The status of each file except the manifest, as sorted paths.

    Attributes:
        written: new and changed files.
        unchanged: files that are as the last build wrote them.
        removed: files of the last build that the client does not have any more.
        kept: files that no build wrote.
        copies: copies of edited files that were overwritten.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    copies: tuple[str, ...] = ()


def write_client(
    target: Path,
    files: Sequence[OutputFile],
    manifest: Manifest,
    force: bool = False,
) -> WriteReport:
    """Write `files` and a manifest into the folder `target`, and keep what no build wrote there.

    The new folder is assembled beside the old one and replaces it by renaming, so that the old one
    survives failures and interruptions. If nothing would change, nothing is touched. Compiled
    `__pycache__` folders are removed.

    Args:
        target: the folder, which may not exist yet.
        files: the files of the client, without the manifest.
        manifest: the manifest; its `files` are computed here.
        force: overwrite edited files, and keep a copy of each as `FILE.edited`.

    Raises:
        OutputError: a path is invalid; `target` is not a folder, or has files but no manifest; a
            generated file was edited and `force` is not set; another file is in the way; or the
            folder cannot be written.
    """
    check_paths([*(file.path for file in files), MANIFEST_NAME])
    _require_encodable(target, files)
    contents = {file.path: file.content for file in files}
    manifest = replace(
        manifest, files={path: digest(content) for path, content in contents.items()}
    )
    contents[MANIFEST_NAME] = manifest.to_bytes()
    replacement = FolderReplacement.of(target)
    try:
        replacement.recover()
        folder = read_client_folder(replacement.target)
        edited = _find_edited(folder, manifest.files)
        if edited and not force:
            raise _edited_error(target, edited)
        _require_free_paths(target, folder, manifest.files)
        copies = _copy_edited(folder, edited)
        report = _report(folder, manifest.files, tuple(copies))
        if not _is_up_to_date(folder, report, contents[MANIFEST_NAME]):
            replacement.check()
            changed = {
                path: content
                for path, content in {**contents, **copies}.items()
                if path not in report.unchanged
            }
            replacement.replace(changed, (*folder.foreign, *report.unchanged))
    except OSError as error:
        raise _unwritable_error(target, error) from error
    return report


def recover(target: Path) -> None:
    """Clean up after builds of `target` that were killed, if there were any.

    Raises:
        OutputError: the old folder cannot be restored.
    """
    try:
        FolderReplacement.of(target).recover()
    except OSError as error:
        raise _unwritable_error(target, error) from error


def is_copy(path: str) -> bool:
    """Whether `path` has the name of a copy that a forced build makes of an edited file."""
    return _COPY_NAME.search(path) is not None


def _find_edited(folder: ClientFolder, new: Mapping[str, str]) -> list[str]:
    """Edited files, except those that already have their new content."""
    return [
        path
        for path in folder.edited
        if path == MANIFEST_NAME or folder.generated[path] != new.get(path)
    ]


def _copy_edited(folder: ClientFolder, edited: Sequence[str]) -> dict[str, bytes]:
    """The contents of edited files, by unused names."""
    used = {path.casefold() for path in (*folder.foreign, *folder.generated)}
    copies: dict[str, bytes] = {}
    for path in edited:
        file = folder.root / path
        if not file.is_file() or file.is_symlink():
            raise OutputError(
                "in-the-way",
                f"{file} replaces a generated file, but is not a file",
                "move it elsewhere",
            )
        names = chain((f"{path}{_COPY}",), (f"{path}{_COPY}-{n}" for n in count(2)))
        name = next(name for name in names if name.casefold() not in used)
        copies[name] = read_file(file)
    return copies


def _require_free_paths(
    target: Path, folder: ClientFolder, new: Mapping[str, str]
) -> None:
    """Require that no foreign file has the path of a generated file or of one of its folders.

    Raises:
        OutputError: a file is in the way.
    """
    needed_folders = {parent.casefold() for path in new for parent in folders(path)}
    needed_files = {path.casefold(): path for path in (*new, MANIFEST_NAME)}
    in_the_way = [
        path
        for path in folder.foreign
        if path.casefold() in needed_folders
        or (
            any(part.casefold() in needed_files for part in (*folders(path), path))
            and not _has_digest(folder.root / path, new.get(path))
        )
    ]
    if in_the_way:
        raise OutputError(
            "in-the-way",
            f"{_listed(in_the_way)} in {target} would be overwritten, but is not generated",
            "move it elsewhere, or build into another folder",
        )


def _has_digest(path: Path, expected: str | None) -> bool:
    is_file = expected is not None and path.is_file() and not path.is_symlink()
    return is_file and digest(read_file(path)) == expected


def _report(
    folder: ClientFolder, new: Mapping[str, str], copies: tuple[str, ...]
) -> WriteReport:
    unchanged = {
        path for path, current in folder.generated.items() if current == new.get(path)
    }
    return WriteReport(
        written=tuple(sorted(set(new) - unchanged)),
        unchanged=tuple(sorted(unchanged)),
        removed=tuple(sorted(set(folder.generated) - set(new))),
        kept=tuple(sorted(set(folder.foreign) - set(new))),
        copies=copies,
    )


def _is_up_to_date(folder: ClientFolder, report: WriteReport, manifest: bytes) -> bool:
    return (
        not report.written
        and not report.removed
        and (folder.root / MANIFEST_NAME).is_file()
        and read_file(folder.root / MANIFEST_NAME) == manifest
    )


def _edited_error(target: Path, edited: Sequence[str]) -> OutputError:
    return OutputError(
        "edited-files", f"{_listed(edited)} in {target} changed since codegen wrote it"
    )


def _require_encodable(target: Path, files: Sequence[OutputFile]) -> None:
    """Require that the file system can have the names of all files.

    Raises:
        OutputError: the locale has an encoding without their letters.
    """
    for file in files:
        try:
            os.fsencode(file.path)
        except UnicodeEncodeError as error:
            raise OutputError(
                "unwritable-output",
                f"{target} cannot be written: the locale uses {error.encoding}, which cannot "
                f"express the file name {file.path!r}",
                "set LC_ALL=C.UTF-8 or PYTHONUTF8=1",
            ) from None


def _unwritable_error(target: Path, error: OSError) -> OutputError:
    for folder in target.parents:
        if folder.exists() and not folder.is_dir():
            return OutputError(
                "in-the-way",
                f"{folder} is a file, but {target} would be inside of it",
                "choose another folder",
            )
    reason = error.strerror or str(error)
    hint = "free some space on the disk" if error.errno in _DISK_FULL else None
    return OutputError(
        "unwritable-output", f"{target} cannot be written: {reason}", hint
    )


def _listed(paths: Sequence[str]) -> str:
    listed = ", ".join(sorted(paths)[:_MOST_LISTED])
    more = len(paths) - _MOST_LISTED
    return f"{listed} and {more} more" if more > 0 else listed
