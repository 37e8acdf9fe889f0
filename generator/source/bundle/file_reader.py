"""Read the files that references name, each once, within limits on their number and size."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import MAX_FILE_BYTES, MEBIBYTE
from generator.source.bundle.access import AllowedLocations, UnresolvedUriError
from generator.source.bundle.document_file import DocumentFile, document_file
from generator.source.load import (
    DocumentHeaders,
    FetchBudget,
    FetchRules,
    Location,
    Referenced,
    Source,
    Url,
    read_source,
)

# Several times what the largest documents known to us are split into.
MAX_FILES = 10_000
MAX_TOTAL_BYTES = 256 * MEBIBYTE

# The code of the errors that no further file can be read after.
_EXHAUSTED = "too-many-references"


class UnreadableFileError(Exception):
    """A file is neither JSON nor YAML. Its errors are in `FileReader.diagnostics`."""


class FileReader:
    """The files of one document.

    Attributes:
        diagnostics: errors inside of files, with file, line and column.
        files: the files read so far, the document first.
    """

    def __init__(
        self,
        root: DocumentFile,
        allowed: AllowedLocations,
        has_ids: bool,
        headers: DocumentHeaders,
    ) -> None:
        """Read nothing yet.

        Args:
            root: the document.
            allowed: which URLs may be requested.
            has_ids: whether `$id` and anchors have a meaning.
            headers: headers for URLs of their origin.
        """
        self.diagnostics: list[Diagnostic] = []
        self.files: list[DocumentFile] = [root]
        self._root = root
        self._allowed = allowed
        self._has_ids = has_ids
        self._headers = headers
        # By real path or URL; None if the file has syntax errors.
        self._outcomes: dict[str, DocumentFile | UnresolvedUriError | None] = {
            _key(root.location): root
        }
        self._referenced: dict[str, Referenced] = {}
        self._bytes = 0
        self._budget = FetchBudget()
        # Reported once, and not for every further reference.
        self._is_exhausted = False

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
        if key not in self._outcomes and self._is_exhausted:
            raise UnreadableFileError
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
            self._is_exhausted |= outcome.code == _EXHAUSTED
            raise outcome
        return outcome

    def _try_read(self, location: Location) -> DocumentFile | UnresolvedUriError | None:
        try:
            self._check_limits()
            source = self._read_source(location)
        except UnresolvedUriError as error:
            return error
        except DocumentError as error:
            return self._handle(error, location)
        self._bytes += len(source.text)
        # Every redirect was checked, so that its end may be the base.
        base = source.retrieval.url if source.retrieval is not None else location
        file = document_file(source, location, base, self._has_ids)
        self.files.append(file)
        return file

    def _check_limits(self) -> None:
        hint = "bundle the document into one file first"
        if len(self._outcomes) > MAX_FILES:
            message = f"the document refers to more than {MAX_FILES:,} files"
            raise UnresolvedUriError(_EXHAUSTED, message, hint)
        if self._bytes > MAX_TOTAL_BYTES:
            size = f"{MAX_TOTAL_BYTES // MEBIBYTE} MiB"
            message = f"the files that the document refers to exceed {size} in total"
            raise UnresolvedUriError(_EXHAUSTED, message, hint)

    def _read_source(self, location: Location) -> Source:
        if isinstance(location, Path):
            name = self._display_name(location)
            source = read_source(location, max_bytes=MAX_FILE_BYTES)
            return replace(source, name=name)
        rules = FetchRules(
            self._allowed.check_request, self._may_be_internal(location), self._budget
        )
        return read_source(location, headers=self._headers, rules=rules)

    def _may_be_internal(self, url: Url) -> bool:
        """Whether a reference may lead into the user's network: not from the public Internet.

        The name of its server could resolve to an address there by now.
        """
        retrieval = self._root.source.retrieval
        is_public = retrieval is not None and not retrieval.is_internal
        return not is_public or self._allowed.is_chosen_by_user(url)

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
        if diagnostic.code == "missing-document":
            return UnresolvedUriError(
                "unresolved-reference",
                f"there is no file {name}",
                "correct its spelling, or add the file",
            )
        message = f"{name}: {diagnostic.message}"
        hint = diagnostic.hint
        if diagnostic.code == "unreadable-document" and isinstance(location, Path):
            hint = "name a JSON or YAML file"
        return UnresolvedUriError(diagnostic.code, message, hint)

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
