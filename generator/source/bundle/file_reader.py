"""Read the files that references name, each once, within limits on their number and size."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.bundle.access import UnresolvedUriError
from generator.source.bundle.document_file import DocumentFile, document_file
from generator.source.load import (
    DocumentHeaders,
    Location,
    Referenced,
    Source,
    Url,
    read_source,
)

# Several times what the largest documents known to us are split into.
MAX_FILES = 10_000
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_FILE_BYTES = 64 * 1024 * 1024
# For all requests together.
MAX_FETCH_SECONDS = 300.0


class UnreadableFileError(Exception):
    """A file is neither JSON nor YAML. Its errors are in `FileReader.diagnostics`."""


class FileReader:
    """The files of one document.

    Attributes:
        diagnostics: errors inside of files, with file, line and column.
        files: the files read so far, the document first.
    """

    def __init__(
        self, root: DocumentFile, has_ids: bool, headers: DocumentHeaders
    ) -> None:
        """Read nothing yet.

        Args:
            root: the document.
            has_ids: whether `$id` and anchors have a meaning.
            headers: headers for URLs of their origin.
        """
        self.diagnostics: list[Diagnostic] = []
        self.files: list[DocumentFile] = [root]
        self._root = root
        self._has_ids = has_ids
        self._headers = headers
        # By real path or URL; None if the file has syntax errors.
        self._outcomes: dict[str, DocumentFile | UnresolvedUriError | None] = {
            _key(root.location): root
        }
        self._referenced: dict[str, Referenced] = {}
        self._bytes = 0
        self._fetch_seconds = 0.0

    @property
    def referenced(self) -> tuple[Referenced, ...]:
        """The files other than the document, in the order in which they were requested."""
        return tuple(self._referenced.values())

    def read(self, location: Location) -> DocumentFile:
        """Read the file at `location`, which references are allowed to read.

        Raises:
            UnresolvedUriError: it cannot be read.
            UnreadableFileError: it has syntax errors.
        """
        key = _key(location)
        if key not in self._outcomes:
            outcome = self._try_read(location)
            self._outcomes[key] = outcome
            digest = None
            if isinstance(outcome, DocumentFile):
                digest = outcome.source.digest
            self._referenced[key] = Referenced(location, digest)
        outcome = self._outcomes[key]
        if outcome is None:
            raise UnreadableFileError
        if isinstance(outcome, UnresolvedUriError):
            raise outcome
        return outcome

    def _try_read(self, location: Location) -> DocumentFile | UnresolvedUriError | None:
        try:
            self._check_limits(location)
            source = self._read_source(location)
        except UnresolvedUriError as error:
            return error
        except DocumentError as error:
            return self._handle(error, location)
        self._bytes += len(source.text)
        file = document_file(source, location, self._has_ids)
        self.files.append(file)
        return file

    def _check_limits(self, location: Location) -> None:
        hint = "bundle the document into one file first"
        code = "too-many-references"
        if len(self._outcomes) > MAX_FILES:
            message = f"the document refers to more than {MAX_FILES:,} files"
            raise UnresolvedUriError(code, message, hint)
        if self._bytes > MAX_TOTAL_BYTES:
            size = f"{MAX_TOTAL_BYTES // 1024**2} MiB"
            message = f"the files that the document refers to exceed {size} in total"
            raise UnresolvedUriError(code, message, hint)
        if isinstance(location, Url) and self._fetch_seconds > MAX_FETCH_SECONDS:
            message = f"fetching its files takes over {MAX_FETCH_SECONDS:g} s in total"
            raise UnresolvedUriError(code, message, hint)

    def _read_source(self, location: Location) -> Source:
        name = self._display_name(location)
        if isinstance(location, Path):
            _check_file(location, name)
            return replace(read_source(location), name=name)
        started = time.monotonic()
        try:
            return read_source(location, headers=self._headers)
        finally:
            self._fetch_seconds += time.monotonic() - started

    def _handle(
        self, error: DocumentError, location: Location
    ) -> UnresolvedUriError | None:
        """The reason to report at the reference; None if it is reported in the file itself."""
        name = self._display_name(location)
        if any(diagnostic.line is not None for diagnostic in error.diagnostics):
            self.diagnostics += [
                replace(diagnostic, file=name) for diagnostic in error.diagnostics
            ]
            return None
        [diagnostic] = error.diagnostics
        message = f"{name}: {diagnostic.message}"
        return UnresolvedUriError(diagnostic.code, message, diagnostic.hint)

    def _display_name(self, location: Location) -> str:
        """The path of a file in the way the user gave that of the document."""
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
    """Check that `path` is a regular file of reasonable size, not a pipe or device.

    Raises:
        UnresolvedUriError: it is not.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        message = f"there is no file {name}"
        raise UnresolvedUriError(
            "unresolved-reference", message, "correct its spelling, or add the file"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{name} cannot be read: {reason}"
        raise UnresolvedUriError("unreadable-document", message) from None
    if not stat.S_ISREG(status.st_mode):
        is_folder = stat.S_ISDIR(status.st_mode)
        message = f"{name} is {'a folder' if is_folder else 'not a regular file'}"
        hint = "name a JSON or YAML file"
        raise UnresolvedUriError("unreadable-document", message, hint)
    if status.st_size > MAX_FILE_BYTES:
        message = f"{name} is larger than {MAX_FILE_BYTES // 1024**2} MiB"
        raise UnresolvedUriError("document-too-large", message)
