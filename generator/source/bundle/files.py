"""The files that references name, each read once, and never more of them than is sensible."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.bundle.addresses import RefusedError
from generator.source.bundle.resource import Resource, resource_of
from generator.source.load import Location, Referenced, Source, Url, read_source

# Several times what the largest documents known to us are split into.
MOST_FILES = 10_000
MOST_BYTES = 256 * 1024 * 1024
LARGEST = 64 * 1024 * 1024
# Servers have so long, all requests together.
SECONDS = 300.0


class UnreadableFileError(Exception):
    """A file that is there and is no JSON or YAML; what is wrong with it has been told."""


class Files:
    """The files of one document, by where they really are.

    `problems` takes what is wrong inside of files, with the file, line and column.
    """

    def __init__(self, root: Resource, reads_ids: bool) -> None:
        self.problems: list[Diagnostic] = []
        self.resources: list[Resource] = [root]
        self._root = root
        self._reads_ids = reads_ids
        self._known: dict[str, Resource | RefusedError | None] = {
            _key(root.location): root
        }
        self._referenced: dict[str, Referenced] = {}
        self._bytes = 0
        self._seconds = 0.0

    @property
    def referenced(self) -> tuple[Referenced, ...]:
        """The files beside the document that were asked for, in this order."""
        return tuple(self._referenced.values())

    def read(self, location: Location) -> Resource:
        """The file at `location`, which may be read.

        Raises:
            RefusedError: it cannot be had.
            UnreadableFileError: it makes no sense.
        """
        key = _key(location)
        if key not in self._known:
            self._known[key] = self._outcome(location)
            found = self._known[key]
            digest = found.source.digest if isinstance(found, Resource) else None
            self._referenced[key] = Referenced(location, digest)
        known = self._known[key]
        if known is None:
            raise UnreadableFileError
        if isinstance(known, RefusedError):
            raise known
        return known

    def _outcome(self, location: Location) -> Resource | RefusedError | None:
        try:
            self._check_bounds(location)
            source = self._read(location)
        except RefusedError as refused:
            return refused
        except DocumentError as error:
            return self._told(error, location)
        self._bytes += len(source.text)
        resource = resource_of(source, location, self._reads_ids)
        self.resources.append(resource)
        return resource

    def _check_bounds(self, location: Location) -> None:
        hint = "bundle the document into one file first"
        code = "too-many-references"
        if len(self._known) > MOST_FILES:
            message = f"the document refers to more than {MOST_FILES:,} files"
            raise RefusedError(code, message, hint)
        if self._bytes > MOST_BYTES:
            size = f"{MOST_BYTES // 1024**2} MiB"
            message = f"the files that the document refers to are over {size} together"
            raise RefusedError(code, message, hint)
        if isinstance(location, Url) and self._seconds > SECONDS:
            message = f"what it refers to did not come in {SECONDS:g} s altogether"
            raise RefusedError(code, message, hint)

    def _read(self, location: Location) -> Source:
        name = self._name(location)
        if isinstance(location, Path):
            _check_file(location, name)
            return replace(read_source(location), name=name)
        began = time.monotonic()
        try:
            return read_source(location)
        finally:
            self._seconds += time.monotonic() - began

    def _told(self, error: DocumentError, location: Location) -> RefusedError | None:
        """Why a file cannot be had; None if that is to be said of a line of it, and was."""
        name = self._name(location)
        if any(each.line is not None for each in error.diagnostics):
            self.problems += [replace(each, file=name) for each in error.diagnostics]
            return None
        [problem] = error.diagnostics
        code = problem.code
        return RefusedError(code, f"{name}: {problem.message}", problem.hint)

    def _name(self, location: Location) -> str:
        """A file's name as the person would have typed it, who typed the document's."""
        root = self._root.location
        if isinstance(location, Url) or isinstance(root, Url):
            return str(location)
        near = os.path.relpath(location, root.absolute().parent)
        return os.path.normpath(root.parent / near)


def _key(location: Location) -> str:
    if isinstance(location, Url):
        return location.address.partition("#")[0]
    return os.path.realpath(location)


def _check_file(path: Path, name: str) -> None:
    """See that it is a file, and not what waits for a writer or never ends.

    Raises:
        RefusedError: it is not, or is too large.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        message = f"there is no file {name}"
        raise RefusedError(
            "unresolved-reference", message, "correct its spelling, or add the file"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{name} cannot be read: {reason}"
        raise RefusedError("unreadable-document", message) from None
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
        message = f"{name} is {kind}"
        raise RefusedError("unreadable-document", message, "name a JSON or YAML file")
    if status.st_size > LARGEST:
        message = f"{name} is larger than {LARGEST // 1024**2} MiB"
        raise RefusedError("document-too-large", message)
