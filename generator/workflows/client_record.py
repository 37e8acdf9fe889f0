"""What a client's manifest says of its making, and what a rebuild takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.config import ClientOptions, read_options
from generator.core.version import __version__
from generator.naming.lock import NOTHING_LOCKED, NameLock
from generator.output import DocumentIdentity, Manifest, OutputError, read_manifest
from generator.source.load import Source
from generator.workflows.compile_client import Compilation

GENERATOR = f"codegen {__version__}"


def manifest_of(
    source: Source, package: str, options: ClientOptions, compilation: Compilation
) -> Manifest:
    """The manifest of a client but for its files."""
    return Manifest(
        generator=GENERATOR,
        document=identity_of(source),
        package=package,
        options=options.to_json(),
        templates=compilation.templates.digest if compilation.templates else None,
        names=compilation.lock.to_json(),
    )


def identity_of(source: Source) -> DocumentIdentity:
    """Which document it is, and what was applied to it."""
    info = source.tree.get("info")
    about = info if isinstance(info, Mapping) else {}
    return DocumentIdentity(
        str(about.get("title", "")),
        str(about.get("version", "")),
        source.digest,
        source.overlays,
        tuple(each.digest or "" for each in source.referenced),
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a client's manifest says, as the values that a build takes."""

    manifest: Manifest
    options: ClientOptions
    lock: NameLock


def recorded(folder: Path) -> Recorded:
    """What the manifest of the client in `folder` says.

    Raises:
        OutputError: there is no client, or its manifest is not one that codegen wrote.
    """
    if folder.is_file():
        raise OutputError(
            "no-client",
            f"{folder} is a file, and a client is a folder",
            "give the client's folder, and the document with --spec",
        )
    manifest = read_manifest(folder)
    if manifest is None:
        raise OutputError(
            "no-client",
            f"{folder} is no client: it has no manifest",
            "give the folder of a client that codegen built",
        )
    try:
        options = read_options(manifest.options)
        return Recorded(manifest, options, NameLock.from_json(manifest.names))
    except (ValueError, TypeError, AttributeError) as error:
        raise OutputError(
            "bad-manifest",
            f"the manifest of {folder} says what codegen does not know: {error}",
            "build the client again",
        ) from None


def locked_names(folder: Path | None) -> NameLock:
    """The names that the client in `folder` has; none where there is no client that says so."""
    try:
        manifest = read_manifest(folder) if folder is not None else None
        return NameLock.from_json(manifest.names) if manifest else NOTHING_LOCKED
    except (OutputError, ValueError, TypeError, AttributeError):
        # A manifest that is broken is told of when the client is written.
        return NOTHING_LOCKED
