"""The project around a client: its files are written once, and never changed or restored."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.core.write_file import create_file
from generator.output.errors import OutputError
from generator.output.files import OutputFile
from generator.output.manifest import MANIFEST_NAME

# A folder with this file is a project already, and its other files are the user's decision.
_MARK = "pyproject.toml"
_SOURCES = "src"


def client_of_project(folder: Path) -> Path | None:
    """The folder of the only client in `src` of the project `folder`.

    None if the folder is not a project, or has no or several clients.
    """
    try:
        if not (folder / _MARK).is_file():
            return None
        manifests = list((folder / _SOURCES).glob(f"*/{MANIFEST_NAME}"))
    except OSError:
        return None
    return manifests[0].parent if len(manifests) == 1 else None


def write_project(folder: Path, files: Sequence[OutputFile]) -> tuple[str, ...]:
    """Write the files of a project, unless `folder` has a `pyproject.toml`.

    Each file is written completely or not at all, and only where nothing exists. `pyproject.toml`
    comes last, so that the next build completes a project whose build was interrupted.

    Returns:
        The paths of the written files, in the order of `files`.

    Raises:
        OutputError: a file cannot be written.
    """
    if os.path.lexists(folder / _MARK):
        return ()
    written: set[str] = set()
    for file in sorted(files, key=lambda file: file.path == _MARK):
        try:
            if create_file(folder / file.path, file.content):
                written.add(file.path)
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"{folder / file.path} cannot be written: {reason}"
            raise OutputError("unwritable-output", message) from error
    return tuple(file.path for file in files if file.path in written)
