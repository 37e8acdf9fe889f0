# SPDX-License-Identifier: MIT
"""The files that tools may read and write: uploads by path, and downloads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from mimetypes import guess_extension
from pathlib import Path
from typing import Any

from ..models.json_values import is_array
from .catalogue import CatalogueOperation
from .check_arguments import ArgumentProblem


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The folders that tools may use.

    Attributes:
        upload_folders: Files below these may be sent; relative paths are relative to them.
        download_folder: Where downloads are written; None to refuse them.
    """

    upload_folders: tuple[Path, ...] = ()
    download_folder: Path | None = None

    def open_uploads(
        self, operation: CatalogueOperation, arguments: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[ArgumentProblem]]:
        """Return the arguments with paths in place of the names of files, and what is refused."""
        opened = dict(arguments)
        problems: list[ArgumentProblem] = []
        for name in operation.files:
            value = arguments.get(name)
            if isinstance(value, str):
                opened[name] = self._upload(name, value, problems)
            elif is_array(value):
                opened[name] = [
                    self._upload(f"{name}[{index}]", str(item), problems)
                    for index, item in enumerate(value)
                ]
        return opened, problems

    def _upload(
        self, argument: str, value: str, problems: list[ArgumentProblem]
    ) -> Path | None:
        problem = (
            "is not a file in a folder that uploads may come from"
            if self.upload_folders
            else "is a file, and uploads are not allowed"
        )
        for folder in self.upload_folders:
            try:
                # Links are followed first, so that none leads out of the folder.
                path = (folder / value).resolve()
                if path.is_relative_to(folder.resolve()) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        problems.append(ArgumentProblem(argument, problem))
        return None

    def partial_download(self, operation: CatalogueOperation) -> Path | None:
        """Return a path to write a download to; None if downloads are refused.

        Raises:
            OSError: the folder cannot be created.
        """
        if self.download_folder is None:
            return None
        self.download_folder.mkdir(parents=True, exist_ok=True)
        return self.download_folder / f"{operation.tool}.{os.urandom(6).hex()}.part"


def name_download(path: Path, operation: CatalogueOperation, media_type: str) -> Path:
    """Rename a download to the name of its tool, with a suffix for its media type.

    A number follows the name if there is such a file already.

    Args:
        path: Where the download was written.
        operation: The operation that returned it.
        media_type: The media type of the response; empty if it has none.

    Returns:
        The new path.

    Raises:
        OSError: the file cannot be renamed.
    """
    suffix = guess_extension(media_type.partition(";")[0].strip().lower()) or ""
    for number in count(1):
        end = f"-{number}" if number > 1 else ""
        named = path.with_name(f"{operation.tool}{end}{suffix}")
        try:
            # Reserves the name, so that no other download takes it.
            named.open("xb").close()
        except FileExistsError:
            continue
        os.replace(path, named)
        return named
    raise AssertionError("there is always another number")
