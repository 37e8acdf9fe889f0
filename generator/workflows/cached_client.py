"""Recall the client in the cache that was built from a document, while its files are unchanged.

Comparing digests of files costs far less than parsing a document, and needs no compiler.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

from generator.catalogue.documentation import is_documentation_intact
from generator.config import ClientOptions
from generator.core.read_file import read_file
from generator.frontend.document_request import DocumentRequest
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.output import OutputError
from generator.output.cache_folder import Cache
from generator.output.client_cache import ClientCache, is_complete
from generator.source.load import DocumentLocation, Source
from generator.workflows.client_record import read_lock
from generator.workflows.code_digest import code_digest

# The file with the documentation of a client, beside its folder.
_DOCUMENTATION = "documentation.jsonl"


@dataclass(frozen=True, slots=True)
class CachedClientRequest:
    """A client with tools that is to be in the cache.

    Attributes:
        document: its document.
        options: what it should have.
        package: the name of its package.
        used_by: Python files and folders; what they use of the client is selected, too.
        names_of: folder of a client whose names it has.
        must_fit: whether the client in `names_of` must be built from the same inputs.
        is_documented: whether its documentation must be there, too.
    """

    document: DocumentRequest
    options: ClientOptions
    package: str
    used_by: tuple[Path, ...] = ()
    names_of: Path | None = None
    must_fit: bool = False
    is_documented: bool = False

    @property
    def names(self) -> NameLock:
        """The names that the client must have."""
        return EMPTY_LOCK if self.names_of is None else read_lock(self.names_of)


def documentation_path(client: Path) -> Path:
    """Return the path of the documentation of a client in the cache."""
    return client.parent / _DOCUMENTATION


def is_in_cache(client: Path, is_documented: bool) -> bool:
    """Whether a client is in the cache as it was built, with its documentation if need be."""
    return is_complete(client) and (not is_documented or _has_documentation(client))


def _has_documentation(client: Path) -> bool:
    try:
        return is_documentation_intact(read_file(documentation_path(client)).decode())
    except (OSError, ValueError):
        return False


def reserve(clients: ClientCache, key: str, package: str) -> Path:
    """Return the folder of a client in the cache, which no process removes from now on.

    Raises:
        OutputError: the cache cannot be written.
    """
    try:
        return clients.reserve(key, package)
    except OSError as error:
        message = f"{clients.folder} cannot be written: {error.strerror or error}"
        raise OutputError("unwritable-output", message) from None


def recall_client(clients: ClientCache, request: CachedClientRequest) -> Path | None:
    """Return the folder of the client that was remembered for a request.

    None if no client was remembered; if a file of the client or of its document has changed; or if
    files alone do not decide, as for a document at a URL.

    Raises:
        OutputError: the cache cannot be written, or the manifest of the client that has the names
            is damaged.
    """
    if request.used_by or request.must_fit:
        return None
    content = Cache(clients.folder).read(_name(request))
    if content is None:
        return None
    try:
        key, files = json.loads(content)
        are_unchanged = all(_digest(path) == digest for path, digest in files)
    except (ValueError, TypeError, RecursionError, OSError):
        return None
    if not are_unchanged:
        return None
    folder = reserve(clients, key, request.package)
    return folder if is_in_cache(folder, request.is_documented) else None


def remember_client(
    clients: ClientCache, request: CachedClientRequest, source: Source, key: str
) -> None:
    """Remember the key of the client that was built for a request, if only files decide it."""
    files = _files(request.document, source)
    if all(isinstance(location, Path) and digest for location, digest in files):
        named = [(os.path.abspath(str(path)), digest) for path, digest in files]
        content = json.dumps([key, named])
        Cache(clients.folder).write(_name(request), content.encode())


def _files(
    document: DocumentRequest, source: Source
) -> list[tuple[DocumentLocation, str | None]]:
    """What a document was read from, with the SHA-256 of each; None for what could not be read."""
    return [
        (document.spec, source.digest),
        *zip(document.overlays, source.overlays, strict=True),
        *((each.location, each.digest) for each in source.referenced),
    ]


def _digest(path: str) -> str:
    return sha256(read_file(Path(path))).hexdigest()


def _name(request: CachedClientRequest) -> str:
    """Return a name for a request: a digest of all that decides a client but what files contain."""
    document = request.document
    parts = [
        code_digest(),
        [_address(document.spec), document.sha256],
        [_address(overlay) for overlay in document.overlays],
        [_address(location) for location in document.allow_references],
        request.options.to_json(),
        request.package,
        request.names.to_json(),
    ]
    text = json.dumps(parts, sort_keys=True)
    return f"built-{blake2b(text.encode(), digest_size=16).hexdigest()}"


def _address(location: DocumentLocation) -> str:
    return os.path.abspath(location) if isinstance(location, Path) else str(location)
