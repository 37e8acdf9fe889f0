# SPDX-License-Identifier: MIT
"""A call of an operation with JSON arguments: what is passed to the client, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final, cast

from ..models.json_values import is_array, is_object
from .catalogue import CatalogueOperation
from .check_arguments import ArgumentProblem
from .results import ToolError, ToolResult

# The most items of a stream that a result holds.
MOST_ITEMS: Final = 200


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that is about to be made, as a hook sees it.

    Attributes:
        api: The name of the API.
        operation: The operation.
        arguments: Its arguments, as JSON.
    """

    api: str
    operation: CatalogueOperation
    arguments: Mapping[str, Any]


class CallRefused(Exception):
    """Raised by a hook to refuse a call; its message is the reason that the model is given."""


@dataclass(frozen=True, slots=True)
class FileAccess:
    """The folders that tools may use.

    Attributes:
        upload_folders: Files below these may be sent.
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

    def _upload(self, name: str, value: str, problems: list[ArgumentProblem]) -> Path:
        path = Path(value)
        if not self.upload_folders:
            problems.append(ArgumentProblem(name, "uploads are not allowed"))
            return path
        # Links are followed first, so that none leads out of the folders.
        candidates = [(folder / path).resolve() for folder in self.upload_folders]
        for folder, candidate in zip(self.upload_folders, candidates, strict=True):
            if candidate.is_relative_to(folder.resolve()) and candidate.is_file():
                return candidate
        problems.append(
            ArgumentProblem(
                name, "is not a file in a folder that uploads may come from"
            )
        )
        return path

    def download_path(self, operation: CatalogueOperation) -> Path | None:
        """Return a path for a download that does not exist yet; None if none is allowed.

        Raises:
            OSError: the folder cannot be created.
        """
        if self.download_folder is None:
            return None
        self.download_folder.mkdir(parents=True, exist_ok=True)
        number, path = 1, self.download_folder / operation.tool
        while path.exists():
            number += 1
            path = self.download_folder / f"{operation.tool}-{number}"
        return path


def json_of(value: Any) -> Any:
    """Return what a client returned as JSON: models as objects, dates as strings."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if is_object(value):
        return {name: json_of(member) for name, member in value.items()}
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": len(value)}
    if is_array(value) or isinstance(value, tuple):
        return [json_of(item) for item in cast(Sequence[Any], value)]
    items = getattr(value, "items", None)
    return json_of(items) if is_array(items) else str(value)


def data_of(operation: CatalogueOperation, response: Any) -> Any:
    """Return the content of a response as JSON, as the server sent it."""
    value = response.value
    if operation.is_download or isinstance(value, bytes):
        return json_of(value)
    try:
        return json.loads(response.content) if response.content else None
    except ValueError:
        return value if isinstance(value, str) else response.text


def items_at(data: Any, path: str) -> list[Any]:
    """Return the items of a page; an empty path is the page itself."""
    for part in path.split(".") if path else ():
        data = data.get(part) if is_object(data) else None
    return list(data) if is_array(data) else []


def with_items(page: Any, path: str, items: list[Any]) -> Any:
    """Return a page with other items."""
    if not path:
        return items
    changed = dict(page)
    holder = changed
    *outer, name = path.split(".")
    for part in outer:
        holder[part] = dict(holder[part])
        holder = holder[part]
    holder[name] = items
    return changed


def refused(
    operation: CatalogueOperation, reason: str, kind: str = "policy"
) -> ToolResult:
    """Return the result of a call that was not made."""
    suggestion = "ask the user whether this may be done"
    error = ToolError(kind=kind, message=reason, suggestion=suggestion)
    return ToolResult(operation=operation.key, error=error)


def wrong_arguments(
    operation: CatalogueOperation, problems: list[ArgumentProblem]
) -> ToolResult:
    """Return the result of a call whose arguments do not fit; nothing was sent."""
    error = ToolError(
        kind="arguments",
        message="; ".join(map(str, problems)),
        parameter=problems[0].path if len(problems) == 1 else None,
        suggestion="correct the arguments and call again; nothing was sent",
        problems=tuple(problems),
    )
    return ToolResult(operation=operation.key, error=error)
