"""Build a client with tools into the cache."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from hashlib import blake2b
from pathlib import Path

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.gc import without_collection
from generator.frontend.open_document import OpenedDocument, open_document
from generator.output import read_manifest
from generator.output.client_cache import ClientCache
from generator.workflows.build import BuildRequest, build_opened
from generator.workflows.build_inputs import inputs_of
from generator.workflows.cached_client import (
    CachedClientRequest,
    documentation_path,
    is_in_cache,
    remember_client,
    reserve,
)
from generator.workflows.code_digest import code_digest


def build_into_cache(clients: ClientCache, request: CachedClientRequest) -> Path:
    """Return the folder of a client in the cache. It is built unless it is there.

    Templates of the user are not needed.

    Raises:
        DocumentError: the document cannot be read, or the client that must fit is outdated.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written, or a manifest is damaged.
    """
    options = request.options
    with without_collection():
        opened = open_document(request.document, lenient=bool(options.lenient))
        if request.must_fit and request.names_of is not None:
            _require_current(opened, options, request.names_of)
        key = _key(opened, request)
        folder = reserve(clients, key, request.package)
        # What sources use is known only after an analysis.
        if request.used_by or not is_in_cache(folder, request.is_documented):
            documentation = documentation_path(folder)
            build = BuildRequest(
                request.document,
                folder,
                options=options,
                used_by=request.used_by,
                names_of=request.names_of,
                documentation=documentation if request.is_documented else None,
            )
            build_opened(opened, build)
        if not (request.used_by or opened.diagnostics):
            remember_client(clients, request, opened.source, key)
        return folder


def _key(opened: OpenedDocument, request: CachedClientRequest) -> str:
    """Return a digest of everything that decides the content of a client."""
    inputs = asdict(inputs_of(opened.source, request.options, None))
    used_by = [str(path) for path in request.used_by]
    parts = [code_digest(), inputs, used_by, request.names.to_json()]
    text = json.dumps(parts, sort_keys=True)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _require_current(
    opened: OpenedDocument, options: ClientOptions, folder: Path
) -> None:
    """Require that the client in a folder is built from a document, with these options.

    Raises:
        DocumentError: it is not.
        OutputError: its manifest is damaged.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise _outdated(folder, "it has no manifest")
    runtime = manifest.options.get("runtime")
    inputs = replace(
        inputs_of(opened.source, replace(options, tools=None, runtime=runtime), None),
        # Neither changes which arguments the functions have.
        templates=manifest.templates,
        generator=manifest.generator,
    )
    for reason in inputs.changes_since(manifest):
        raise _outdated(folder, reason)


def _outdated(folder: Path, reason: str) -> DocumentError:
    return DocumentError(
        [
            Diagnostic(
                "no-client",
                f"the client in {folder} is outdated: {reason}",
                hint="build it again with `codegen build`",
            )
        ]
    )
