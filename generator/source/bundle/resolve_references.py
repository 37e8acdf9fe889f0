"""Resolve references to files, pointers, identifiers and anchors.

Source: RFC 3986, section 5; JSON Schema 2020-12, sections 8.2 and 9.
"""

from __future__ import annotations

from urllib.parse import unquote, urljoin

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.source.bundle.access import (
    AllowedLocations,
    UnresolvedUriError,
    check_reference,
    locate_uri,
)
from generator.source.bundle.diagnostics import BundleDiagnostics
from generator.source.bundle.document_file import DocumentFile, Target
from generator.source.bundle.file_reader import FileReader, UnreadableFileError
from generator.source.load import Url

_UNRESOLVED = "unresolved-reference"
_HINT = "correct its spelling, or add what it names"


class UriResolver:
    """Resolves the references in the files of one document."""

    def __init__(
        self,
        files: FileReader,
        allowed: AllowedLocations,
        diagnostics: BundleDiagnostics,
    ) -> None:
        self._files = files
        self._allowed = allowed
        self._diagnostics = diagnostics
        self._root = files.files[0]
        # What the files read so far identify by URI, and how many of them are indexed.
        self._identified: dict[str, Target] = {}
        self._indexed = 0

    def target(
        self, reference: str, at: Target, keyword: str = "$ref"
    ) -> Target | None:
        """The target of a reference.

        Args:
            reference: a URI reference.
            at: the object that contains it.
            keyword: its field.

        Returns:
            The target; None, after reporting an error, if it cannot be read or does not exist.
        """
        try:
            return self._resolve(reference, at)
        except UnresolvedUriError as error:
            self._diagnostics.report_unresolved(at / keyword, reference, error)
        except UnreadableFileError:
            # Reported once, in the file itself.
            pass
        return None

    def end(self, reference: str, at: Target, keyword: str = "$ref") -> Target | None:
        """The end of a chain of references.

        Follows objects in other files that consist of a `$ref` only; those of the document itself
        remain.
        """
        target = self.target(reference, at, keyword)
        seen: set[Target] = set()
        while target is not None and target.file is not self._root:
            value = target.value
            if not is_only_reference(value):
                return target
            if target in seen:
                self._diagnostics.report(
                    target / "$ref",
                    "reference-cycle",
                    f"the reference {shortened(value['$ref'])} leads back to itself",
                    "replace one of them by a definition",
                )
                return None
            seen.add(target)
            target = self.target(value["$ref"], target)
        return target

    def is_dynamic(self, target: Target) -> bool:
        """Whether several schemas have the `$dynamicAnchor` of `target`.

        Source: JSON Schema 2020-12, section 8.2.3.2.
        """
        value = target.value
        name = value.get("$dynamicAnchor") if isinstance(value, dict) else None
        names: list[Json] = [
            other for file in self._files.files for _, other in file.dynamic_anchors
        ]
        return names.count(name) > 1

    def _resolve(self, reference: str, at: Target) -> Target:
        check_reference(reference)
        uri, _, fragment = reference.partition("#")
        file = at.file
        resource = file.resource_at(at.at)
        if not uri:
            return _resolve_fragment(file, resource, fragment)
        identifier = _join(file.resources[resource], uri)
        known = self._find_identified(identifier)
        if known is not None:
            return _resolve_fragment(known.file, known.at, fragment)
        return _resolve_fragment(self._read(uri, identifier, file), Pointer(), fragment)

    def _find_identified(self, identifier: str) -> Target | None:
        """The file or schema that declares this identifier."""
        for file in self._files.files[self._indexed :]:
            self._identified.setdefault(file.uri, Target(file, Pointer()))
            for at, uri in file.resources.items():
                self._identified.setdefault(uri, Target(file, at))
        self._indexed = len(self._files.files)
        return self._identified.get(identifier)

    def _read(self, uri: str, identifier: str, file: DocumentFile) -> DocumentFile:
        """Read the file that `uri` names relative to `file`, or else by its identifier.

        The `$id` of a schema is often a URL at which it was never published.
        """
        is_from_web = isinstance(file.location, Url)
        address = _join(file.uri, uri)
        try:
            return self._files.read(locate_uri(address, self._allowed, is_from_web))
        except UnresolvedUriError as error:
            if identifier == address:
                raise
            try:
                other = locate_uri(identifier, self._allowed, is_from_web)
            except UnresolvedUriError:
                raise error from None
            return self._files.read(other)


def is_only_reference(value: object) -> bool:
    """Whether an object has a `$ref` and nothing else."""
    return (
        isinstance(value, dict)
        and len(value) == 1
        and isinstance(value.get("$ref"), str)
    )


def _resolve_fragment(file: DocumentFile, resource: Pointer, fragment: str) -> Target:
    """The target of a fragment in the schema resource at `resource`."""
    if not fragment:
        return Target(file, resource)
    try:
        name = unquote(fragment, errors="strict")
    except ValueError as error:
        raise UnresolvedUriError(
            "invalid-reference", f"it is not a URI: {error}"
        ) from None
    if not name.startswith("/"):
        return _resolve_anchor(file, resource, name)
    tokens = Pointer.parse(name).tokens
    # A pointer starts at the resource, but many authors mean the whole file.
    for start in (resource.tokens, ()):
        at = Pointer((*start, *tokens))
        if file.has(at):
            return Target(file, at)
    raise _unresolved_fragment(file, fragment)


def _resolve_anchor(file: DocumentFile, resource: Pointer, name: str) -> Target:
    for anchors in (file.anchors, file.dynamic_anchors):
        at = anchors.get((resource, name))
        if at is not None:
            return Target(file, at)
    elsewhere = [
        at
        for anchors in (file.anchors, file.dynamic_anchors)
        for (_, other), at in anchors.items()
        if other == name
    ]
    if len(elsewhere) == 1:
        return Target(file, elsewhere[0])
    raise _unresolved_fragment(file, name)


def _unresolved_fragment(file: DocumentFile, fragment: str) -> UnresolvedUriError:
    message = f"#{fragment:.120} names nothing in {file.source.name}"
    hint = _HINT if fragment.startswith("/") else f"{_HINT}; a path begins with #/"
    return UnresolvedUriError(_UNRESOLVED, message, hint)


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference).partition("#")[0]
    except ValueError as error:
        raise UnresolvedUriError(
            "invalid-reference", f"it is not a URI: {error}"
        ) from None
