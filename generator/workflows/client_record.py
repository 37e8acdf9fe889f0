"""Read the manifest of a client that was built before."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from generator.config import ClientOptions, is_package_name, read_options
from generator.core.text import shortened
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.output import Manifest, OutputError, read_manifest


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """The manifest of a client, and the options and names that it records."""

    manifest: Manifest
    options: ClientOptions
    lock: NameLock


def read_record(folder: Path) -> ClientRecord:
    """Read the manifest of the client in `folder`.

    Raises:
        OutputError: there is no client, or codegen did not write its manifest.
    """
    if os.path.isfile(folder):
        raise OutputError(
            "no-client",
            f"{folder} is a file, and a client is a folder",
            "give the client's folder, and the document with --spec",
        )
    manifest = read_manifest(folder)
    if manifest is None:
        raise OutputError(
            "no-client",
            f"{folder} is not a client: it has no manifest",
            "give the folder of a client that codegen built",
        )
    try:
        if not is_package_name(manifest.package):
            raise ValueError(f"{shortened(manifest.package)} is not a package")
        options = read_options(manifest.options)
        return ClientRecord(manifest, options, NameLock.from_json(manifest.names))
    except (ValueError, TypeError, AttributeError) as error:
        raise OutputError(
            "bad-manifest",
            f"the manifest of {folder} has unknown content: {error}",
            "build the client again",
        ) from None


def read_lock(folder: Path) -> NameLock:
    """Read the names of the client in `folder`; an empty lock without a client.

    Raises:
        OutputError: the manifest records names in a form that this version does not know. Without
            them, a build would rename things in silence.
    """
    try:
        manifest = read_manifest(folder)
    except OutputError:
        # Writing the client reports a broken manifest.
        return EMPTY_LOCK
    if manifest is None:
        return EMPTY_LOCK
    try:
        return NameLock.from_json(manifest.names)
    except (ValueError, TypeError, AttributeError) as error:
        raise OutputError(
            "bad-manifest",
            f"the manifest of {folder} records names in an unknown form: {error}",
            "restore codegen.json; or pass `--fresh-names`, which discards recorded names",
        ) from None
