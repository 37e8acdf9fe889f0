"""Write an explorer as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.core.write_file import replace_file, write_new_file
from generator.explorer.site import Site
from generator.output import OutputError

# A folder with this file is a site, and may be written again.
_MARK: Final = "explorer.js"
_FOLDERS: Final = ("inputs", "operations", "resources", "schemas")


def write_site(site: Site, folder: Path) -> int:
    """Write a site, and remove pages of an earlier one. Return the number of its files.

    Raises:
        OutputError: the folder contains something else, or cannot be written.
    """
    try:
        if folder.exists() and not _is_free(folder):
            raise OutputError(
                "foreign-folder",
                f"{folder} is not empty, and no site of codegen",
            )
        return _write(site, folder)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}"
        raise OutputError("unwritable-output", message) from None


def _is_free(folder: Path) -> bool:
    return (folder / _MARK).is_file() or not any(folder.iterdir())


def _write(site: Site, folder: Path) -> int:
    # In a folder that this process creates, there is nothing to replace.
    is_new = not folder.exists()
    written: set[Path] = set()
    for part in _FOLDERS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    for path in site.paths():
        file = site.file(path)
        assert file is not None, path
        if is_new:
            write_new_file(folder / path, file.content)
        else:
            replace_file(folder / path, file.content, is_durable=False)
        written.add(folder / path)
    for part in _FOLDERS:
        for existing in sorted((folder / part).iterdir()):
            if existing not in written and existing.suffix in (".html", ".json"):
                existing.unlink()
    return len(written)
