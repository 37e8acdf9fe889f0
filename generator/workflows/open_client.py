"""Open the client of an API for tools: one that exists, or one built into the cache."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from generator.config import (
    NO_OPTIONS,
    ClientConfiguration,
    ClientOptions,
    find_configuration,
    is_package_name,
    read_configuration,
)
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.frontend.open_document import DocumentRequest
from generator.output import MANIFEST_NAME
from generator.output.cache_folder import Cache
from generator.runtime.tools.bound_api import DATA_FILE
from generator.source.load import Url, parse_location
from generator.workflows.build import BuildRequest, build

_SUFFIX = "_client"
_DEFAULT_FOLDER = Path("generated")


@dataclass(frozen=True, slots=True)
class ClientRequest:
    """Which client to open.

    Attributes:
        target: the name of a client in the configuration, the folder of a client, or a document:
            its path or URL.
        options: what to build if the client must be built.
        configuration: the configuration file; None to look for one from the current folder.
    """

    target: str
    options: ClientOptions = NO_OPTIONS
    configuration: Path | None = None


def open_client(request: ClientRequest) -> Path:
    """Return the folder of a client with tools. It is built if there is none, or it is outdated.

    Raises:
        DocumentError: there is no such client or document, or the document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written.
    """
    configured = _configured(request)
    if configured is not None:
        return _open_configured(configured, request.options)
    folder = Path(request.target)
    if (folder / MANIFEST_NAME).is_file():
        if not (folder / DATA_FILE).is_file():
            raise _problem(
                f"the client in {folder} has no tools",
                "build it with --tools, or name its document or configured client instead",
            )
        return folder
    if "/" not in request.target and not folder.exists():
        raise _problem(
            f"there is no client, folder or document {request.target!r}",
            "give the name of a client in codegen.toml, a client's folder, or a document",
        )
    location = parse_location(request.target)
    return _build(
        DocumentRequest(location), request.options, _package_of(location.stem)
    )


@dataclass(frozen=True, slots=True)
class _ConfiguredClient:
    name: str
    folder: Path
    settings: ClientConfiguration


def _configured(request: ClientRequest) -> _ConfiguredClient | None:
    """Return the configured client that a request names, or whose folder it names."""
    path = request.configuration or find_configuration(Path.cwd())
    if path is None:
        return None
    file = read_configuration(path)

    def absolute(relative: str) -> str:
        return os.path.normpath(path.parent / relative)

    for name, settings in file.clients.items():
        package = settings.package or name
        output = settings.output or str(_DEFAULT_FOLDER / package)
        folder = Path(absolute(output))
        if settings.project:
            folder = folder / "src" / package
        names = {name, package, package.removesuffix(_SUFFIX)} - {""}
        is_folder = os.path.realpath(request.target) == os.path.realpath(folder)
        if request.target in names or is_folder:
            return _ConfiguredClient(package, folder, settings.with_paths(absolute))
    return None


def _open_configured(client: _ConfiguredClient, options: ClientOptions) -> Path:
    if (client.folder / DATA_FILE).is_file():
        return client.folder
    settings = client.settings
    if settings.spec is None:
        raise _problem(f"the client {client.name!r} has no document", "add `spec`")
    document = DocumentRequest(
        spec=parse_location(settings.spec),
        overlays=tuple(map(Path, settings.overlays)),
        allow_references=tuple(map(parse_location, settings.allow_references)),
        sha256=settings.sha256,
    )
    selection = settings.options.selection.joined(options.selection)
    merged = replace(settings.options, selection=selection, runtime=None)
    return _build(document, merged, client.name, names_of=client.folder)


def _build(
    document: DocumentRequest,
    options: ClientOptions,
    package: str,
    names_of: Path | None = None,
) -> Path:
    options = replace(options, tools=True)
    folder = _cache_folder(document, options) / package
    build(BuildRequest(document, folder, options=options, names_of=names_of))
    return folder


def _cache_folder(document: DocumentRequest, options: ClientOptions) -> Path:
    """Return a folder for clients of a document with these options."""
    spec = document.spec
    place = str(spec) if isinstance(spec, Url) else os.path.abspath(str(spec))
    key = sha256(repr((place, document.overlays, options.to_json())).encode())
    cache = Cache.open()
    root = Path(tempfile.mkdtemp(prefix="codegen-")) if cache is None else cache.folder
    return root / "clients" / key.hexdigest()[:24]


def _package_of(stem: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else "_" for c in stem).strip("_")
    name = f"{words.lower() or 'api'}{_SUFFIX}"
    return name if is_package_name(name) else f"api_{name}"


def _problem(message: str, hint: str) -> DocumentError:
    return DocumentError([Diagnostic("missing-document", message, hint=hint)])
