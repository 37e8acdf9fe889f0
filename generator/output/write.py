"""Write a client whole or not at all, and lose nothing that a person put into its folder."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from generator.output.errors import OutputError
from generator.output.existing import Existing, read_existing
from generator.output.files import OutputFile, check_paths, digest, folders
from generator.output.manifest import MANIFEST_NAME, Manifest
from generator.output.swap import Swap

_NAMED = 10
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_COPY = ".edited"
_COPY_NAME = re.compile(rf"{re.escape(_COPY)}(-\d+)?\Z")


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What became of each file, by path, sorted.

    `written` are new or changed, `unchanged` are as the last build left them, `removed` are of the
    last build and no longer made, `kept` were made by no build. `copies` are the names that edited
    files were kept under. The manifest is in none of them.
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
    """Make the folder `target` hold `files`, the manifest, and what no build made there.

    The new folder is put together beside the old one and takes its place by renaming, so that a
    failure or an interruption leaves the old one as it was; when nothing would change, nothing is
    touched. The manifest's `files` are worked out here. Compiled `__pycache__` folders go.

    With `force`, a generated file that was changed by hand is written over, and what it held is
    kept beside it under the name `FILE.edited`.

    Raises:
        OutputError: a path is not possible; `target` is no folder, or holds files but no manifest;
            a generated file was changed by hand, and `force` is not given; a file that
            no build made is in the way; the disk does not let us.
    """
    check_paths([*(file.path for file in files), MANIFEST_NAME])
    contents = {file.path: file.content for file in files}
    manifest = replace(
        manifest, files={path: digest(each) for path, each in contents.items()}
    )
    contents[MANIFEST_NAME] = manifest.to_bytes()
    swap = Swap.to(target)
    try:
        swap.recover()
        existing = read_existing(swap.target)
        edited = _edited(existing, manifest.files)
        if edited and not force:
            raise _refused_edited(target, edited)
        _refuse_in_the_way(target, existing, manifest.files)
        copies = _copies(existing, edited)
        report = _report(existing, manifest.files, tuple(copies))
        if not _is_up_to_date(existing, report, contents[MANIFEST_NAME]):
            swap.check()
            changed = {
                path: content
                for path, content in {**contents, **copies}.items()
                if path not in report.unchanged
            }
            swap.replace_by(changed, (*existing.foreign, *report.unchanged))
    except OSError as error:
        raise _unwritable(target, error) from error
    return report


def recover(target: Path) -> None:
    """Put back and tidy up what builds of `target` left that were killed, if there is something.

    Raises:
        OutputError: what was in the folder before cannot be put back.
    """
    try:
        Swap.to(target).recover()
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: Path, error: OSError) -> OutputError:
    for folder in target.parents:
        if folder.exists() and not folder.is_dir():
            return OutputError(
                "in-the-way",
                f"{folder} is a file, and {target} would be in it",
                "choose another folder",
            )
    reason = error.strerror or str(error)
    hint = "make room on its disk" if error.errno in _NO_ROOM else None
    return OutputError(
        "unwritable-output", f"{target} cannot be written: {reason}", hint
    )


def _edited(existing: Existing, new: Mapping[str, str]) -> list[str]:
    """The files changed by hand, other than into what they become now."""
    return [
        path
        for path in existing.edited
        if path == MANIFEST_NAME or existing.generated[path] != new.get(path)
    ]


def _refused_edited(target: Path, edited: Sequence[str]) -> OutputError:
    return OutputError(
        "edited-files",
        f"{_listed(edited)} in {target} changed since codegen wrote it",
        "move the change elsewhere or delete the file; or go on with --force, which keeps a copy",
    )


def _copies(existing: Existing, edited: Sequence[str]) -> dict[str, bytes]:
    """What each edited file holds, under a name that nothing has."""
    taken = {path.casefold() for path in (*existing.foreign, *existing.generated)}
    copies: dict[str, bytes] = {}
    for path in edited:
        found = existing.root / path
        if not found.is_file() or found.is_symlink():
            raise OutputError(
                "in-the-way",
                f"{found} stands where codegen wrote a file, and is none",
                "move it elsewhere",
            )
        names = chain((f"{path}{_COPY}",), (f"{path}{_COPY}-{n}" for n in count(2)))
        name = next(each for each in names if each.casefold() not in taken)
        copies[name] = found.read_bytes()
    return copies


def is_copy(path: str) -> bool:
    """Whether `path` is called as what a forced build keeps of an edited file."""
    return _COPY_NAME.search(path) is not None


def _refuse_in_the_way(
    target: Path, existing: Existing, new: Mapping[str, str]
) -> None:
    """A foreign file must not stand where a generated file or one of its folders must go."""
    needed_folders = {each.casefold() for path in new for each in folders(path)}
    needed_files = {path.casefold(): path for path in (*new, MANIFEST_NAME)}
    in_the_way = [
        path
        for path in existing.foreign
        if path.casefold() in needed_folders
        or (
            any(each.casefold() in needed_files for each in (*folders(path), path))
            and not _is_same_file(existing.root / path, new.get(path))
        )
    ]
    if in_the_way:
        raise OutputError(
            "in-the-way",
            f"{_listed(in_the_way)} in {target} was made by no build, and is in the way of one",
            "move it elsewhere, or build into another folder",
        )


def _is_same_file(path: Path, wanted: str | None) -> bool:
    is_file = wanted is not None and path.is_file() and not path.is_symlink()
    return is_file and digest(path.read_bytes()) == wanted


def _report(
    existing: Existing, new: Mapping[str, str], copies: tuple[str, ...]
) -> WriteReport:
    unchanged = {
        path for path, found in existing.generated.items() if found == new.get(path)
    }
    return WriteReport(
        written=tuple(sorted(set(new) - unchanged)),
        unchanged=tuple(sorted(unchanged)),
        removed=tuple(sorted(set(existing.generated) - set(new))),
        kept=tuple(sorted(set(existing.foreign) - set(new))),
        copies=copies,
    )


def _is_up_to_date(existing: Existing, report: WriteReport, manifest: bytes) -> bool:
    return (
        not report.written
        and not report.removed
        and (existing.root / MANIFEST_NAME).is_file()
        and (existing.root / MANIFEST_NAME).read_bytes() == manifest
    )


def _listed(paths: Sequence[str]) -> str:
    named = ", ".join(sorted(paths)[:_NAMED])
    more = len(paths) - _NAMED
    return f"{named} and {more} more" if more > 0 else named
