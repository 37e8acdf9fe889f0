"""Open the client of an API for tools: one that exists, or one built into the cache."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.catalogue.documentation import (
    Documentation,
    plain_documentation,
    read_documentation,
)
from generator.config import (
    NO_OPTIONS,
    ClientConfiguration,
    configured_folder,
    default_package,
    find_configuration,
    read_configuration,
)
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import read_file
from generator.frontend.configured_document import (
    configured_document,
    headers_from_environment,
)
from generator.frontend.document_request import DocumentRequest
from generator.output import MANIFEST_NAME, OutputError
from generator.output.client_cache import ClientCache
from generator.runtime.models.suggestions import did_you_mean
from generator.runtime.tools.bound_api import DATA_FILE
from generator.runtime.tools.catalogue import Catalogue, read_catalogue
from generator.source.load import Url, parse_location
from generator.workflows.cached_client import (
    CachedClientRequest,
    documentation_path,
    recall_client,
)
from generator.workflows.client_record import read_record

_SUFFIX = "_client"


@dataclass(frozen=True, slots=True)
class ClientRequest:
    """Which client to open.

    Attributes:
        target: the name of a client in the configuration, with or without `_client`; the folder of
            a client; or a document: its path or URL.
        configuration: the configuration file; None to look for one from the current folder.
    """

    target: str
    configuration: Path | None = None


@dataclass(frozen=True, slots=True)
class DocumentedClient:
    """A client with tools.

    Attributes:
        folder: its folder.
        catalogue: its operations, as tools have them.
        documentation: the same with the prose of the document, if that is at hand.
        settings: its settings in the configuration; None if it is not in one.
    """

    folder: Path
    catalogue: Catalogue
    documentation: Documentation
    settings: ClientConfiguration | None = None


@dataclass(frozen=True, slots=True)
class _ConfiguredClient:
    """A client in the configuration, with absolute paths."""

    name: str
    folder: Path
    settings: ClientConfiguration

    @property
    def names(self) -> tuple[str, ...]:
        package = self.folder.name
        names = (self.name, package, package.removesuffix(_SUFFIX))
        return tuple(dict.fromkeys(filter(None, names)))


def open_client(request: ClientRequest) -> Path:
    """Return the folder of a client with tools.

    A client that was built with tools is returned as it is. Otherwise, one is built into the cache,
    unless it is there: from the document of a configured client, with its options and under the
    names of the client in its folder; or from a document alone.

    Raises:
        DocumentError: there is no such client or document, or the document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written.
    """
    clients = tuple(_configured_clients(request.configuration))
    client = _find_client(clients, request.target)
    if client is not None:
        if (client.folder / DATA_FILE).is_file():
            return client.folder
        return _build_configured(client)
    return _open_unconfigured(request.target, clients)


def open_documented_client(request: ClientRequest) -> DocumentedClient:
    """Return a client with tools, and its documentation.

    A client that is configured, or that is given as a document, is built into the cache, so that
    descriptions have their markup. One that is given as a folder has them as plain text.

    Raises:
        DocumentError: as `open_client`.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written, or its documentation is damaged.
    """
    clients = tuple(_configured_clients(request.configuration))
    client = _find_client(clients, request.target)
    if client is not None and client.settings.spec is not None:
        folder = _build_configured(client, is_documented=True)
        return DocumentedClient(folder, *_read_documentation(folder), client.settings)
    folder = _open_unconfigured(request.target, clients, is_documented=True)
    return DocumentedClient(folder, *_read_documentation(folder))


def _open_unconfigured(
    target: str, clients: tuple[_ConfiguredClient, ...], is_documented: bool = False
) -> Path:
    """Return the folder of a client with tools, or of one built from a document."""
    folder = Path(target)
    if (folder / MANIFEST_NAME).is_file():
        if (folder / DATA_FILE).is_file():
            return folder
        raise _without_tools(folder)
    location = parse_location(target)
    if not isinstance(location, Url) and not _is_document(folder):
        raise _unknown_target(target, clients)
    return _open_cached(
        CachedClientRequest(
            DocumentRequest(location),
            replace(NO_OPTIONS, tools=True),
            default_package(location),
            is_documented=is_documented,
        )
    )


def _read_documentation(folder: Path) -> tuple[Catalogue, Documentation]:
    """Read the catalogue of a client, and its documentation, which a client in the cache has.

    Raises:
        OutputError: one of them cannot be read.
    """
    path = folder / DATA_FILE
    try:
        catalogue = read_catalogue(read_file(path).decode())
        path = documentation_path(folder)
        if not path.is_file():
            return catalogue, plain_documentation(catalogue)
        return catalogue, read_documentation(read_file(path).decode())
    except (OSError, ValueError) as error:
        message = f"{path} cannot be read: {error}"
        raise OutputError("unreadable-client", message) from None


def open_tools(folder: Path, configuration: Path | None = None) -> Path:
    """Return the folder of a client with tools whose tools fit the client in `folder`.

    That is `folder` itself if it was built with tools, or else a client in the cache, built from
    the same document with the same options and names.

    Args:
        folder: the folder of a client.
        configuration: the configuration that it is in; None to look for one from the current
            folder.

    Raises:
        DocumentError: the client is not configured, is outdated, or its document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written, or its manifest is damaged.
    """
    if (folder / DATA_FILE).is_file():
        return folder
    for client in _configured_clients(configuration):
        if _is_same_file(str(client.folder), str(folder)):
            return _build_configured(client, must_fit=True)
    raise _without_tools(folder)


def document_of(request: ClientRequest) -> str | None:
    """Return the path or URL of the document of a client; None for a folder outside of projects.

    Raises:
        DocumentError: several clients are built from the document, or the configuration is invalid.
    """
    client = _find_client(
        tuple(_configured_clients(request.configuration)), request.target
    )
    if client is not None:
        return client.settings.spec
    return None if Path(request.target).is_dir() else request.target


def _configured_clients(configuration: Path | None) -> Iterator[_ConfiguredClient]:
    path = configuration or find_configuration(Path.cwd())
    if path is None:
        return

    def absolute(relative: str | Path) -> str:
        return os.path.abspath(path.parent / relative)

    for name, settings in read_configuration(path).clients.items():
        spec = parse_location(settings.spec or "api")
        converted = settings.with_paths(absolute)
        folder = configured_folder(converted, name, spec)
        yield _ConfiguredClient(name, Path(absolute(folder)), converted)


def _find_client(
    clients: tuple[_ConfiguredClient, ...], target: str
) -> _ConfiguredClient | None:
    """Return the client with a name, in a folder, or of a document.

    Raises:
        DocumentError: several clients are built from the document.
    """
    by_name = {name: client for client in reversed(clients) for name in client.names}
    # A full name goes before a short one.
    by_name |= {client.folder.name: client for client in clients}
    if target in by_name:
        return by_name[target]
    for client in clients:
        if _is_same_file(str(client.folder), target):
            return client
    found = [client for client in clients if _is_document_of(client, target)]
    if len(found) > 1:
        names = ", ".join(client.folder.name for client in found)
        raise _problem(
            "no-client",
            f"several clients are built from {target}",
            f"name one: {names}",
        )
    return found[0] if found else None


def _is_document_of(client: _ConfiguredClient, target: str) -> bool:
    spec = client.settings.spec
    return spec is not None and (spec == target or _is_same_file(spec, target))


def _is_same_file(one: str, other: str) -> bool:
    if any(isinstance(parse_location(path), Url) for path in (one, other)):
        return False
    return os.path.realpath(one) == os.path.realpath(other)


def _is_document(path: Path) -> bool:
    """Whether to read a target as a document, which reports what is wrong with it."""
    is_path = path.suffix != "" or len(path.parts) > 1
    return path.is_file() or (is_path and not path.is_dir())


def _build_configured(
    client: _ConfiguredClient, must_fit: bool = False, is_documented: bool = False
) -> Path:
    settings = client.settings
    if settings.spec is None:
        raise _problem(
            "configuration",
            f"the client {client.folder.name!r} has no document",
            "add `spec` to its configuration",
        )
    spec = parse_location(settings.spec)
    headers = headers_from_environment(spec, settings.header_env)
    document = configured_document(spec, settings, headers)
    is_built = (client.folder / MANIFEST_NAME).is_file()
    options, used_by = settings.options, settings.used_by
    if used_by and is_built:
        # What the sources use is known already.
        selection = read_record(client.folder).options.selection
        options, used_by = replace(options, selection=selection), ()
    return _open_cached(
        CachedClientRequest(
            document,
            # A client in the cache stands alone.
            replace(options, tools=True, runtime=None),
            client.folder.name,
            tuple(map(Path, used_by)),
            names_of=client.folder if is_built else None,
            must_fit=must_fit,
            is_documented=is_documented,
        )
    )


def _open_cached(request: CachedClientRequest) -> Path:
    """Return the folder of a client in the cache. It is built unless it is there."""
    clients = ClientCache.open()
    folder = recall_client(clients, request)
    if folder is None:
        # Deferred: brings the compiler, which a client that is there does not need.
        from generator.workflows.build_into_cache import build_into_cache

        folder = build_into_cache(clients, request)
    clients.evict()
    return folder


def _without_tools(folder: Path) -> DocumentError:
    return _problem(
        "no-client",
        f"the client in {folder} has no tools",
        "build it with --tools, or give its document",
    )


def _unknown_target(target: str, clients: Iterable[_ConfiguredClient]) -> DocumentError:
    if Path(target).is_dir():
        return _problem(
            "no-client",
            f"the folder {target} contains no client",
            "give the folder of a client that codegen built, or a document",
        )
    names = [name for client in clients for name in client.names]
    message = f"there is no client, folder or document {target!r}"
    return _problem(
        "no-client",
        f"{message}{did_you_mean(target, names)}",
        "give the name of a client in codegen.toml, the folder of a client, or a document",
    )


def _problem(code: str, message: str, hint: str) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
