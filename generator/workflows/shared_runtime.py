"""The runtime that several clients share: a package of its own, with a manifest of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.output import (
    DocumentIdentity,
    Manifest,
    OutputError,
    OutputFile,
    digest,
    read_client_folder,
    recover,
    write_client,
)
from generator.python.runtime_files import runtime_files
from generator.python.runtime_names import RUNTIME
from generator.workflows.build_inputs import GENERATOR


def runtime_folder(client: Path, runtime: str) -> Path:
    """The folder of the package `runtime` for the client in the folder `client`.

    The first part of `runtime` names the nearest enclosing folder of that name: for the client
    `src/acme/payments`, `acme.codegen_runtime` is `src/acme/codegen_runtime`. If no enclosing
    folder has that name, the package is created beside the client.

    Raises:
        OutputError: the runtime would be the client, or in it, or around it.
    """
    output = Path(os.path.abspath(client))
    parts = runtime.split(".")
    around = (folder for folder in output.parents if folder.name == parts[0])
    root = next(around, output.parent / parts[0]).parent
    folder = root.joinpath(*parts)
    if folder.is_relative_to(output) or output.is_relative_to(folder):
        raise OutputError(
            "runtime-folder",
            f"the runtime {runtime} would be in {folder}, which is the client {client}, in it or "
            "around it",
            "give `runtime` the name of another package",
        )
    return folder


def write_runtime(client: Path, runtime: str, force: bool = False) -> None:
    """Write the runtime that the client in `client` shares; if it is there already, touch nothing.

    The whole runtime is written. Parts chosen by what the clients need would change with the client
    that was built last.

    Raises:
        OutputError: the folder cannot be written, or a file in it was edited by hand.
    """
    folder = runtime_folder(client, runtime)
    recover(folder)
    write_client(folder, _files(), _manifest(runtime), force=force)


def runtime_problems(client: Path, runtime: str) -> Iterator[tuple[str, str]]:
    """Each file of a shared runtime that a build would write or refuse, and what is wrong with it.

    Files are relative to the client's folder; what is wrong is `edited`, `missing` or `stale`.

    Raises:
        OutputError: the manifest of the runtime cannot be read.
    """
    folder = runtime_folder(client, runtime)
    existing = read_client_folder(folder)
    near = os.path.relpath(folder, os.path.abspath(client))
    known = {} if existing.manifest is None else existing.manifest.files
    touched = {*existing.edited, *existing.missing}
    fresh = {file.path: digest(file.content) for file in _files()}
    for path in existing.edited:
        yield f"{near}/{path}", "edited"
    for path in existing.missing:
        yield f"{near}/{path}", "missing"
    for path in sorted({*fresh, *known} - touched):
        if fresh.get(path) != known.get(path):
            yield f"{near}/{path}", "stale" if path in known else "missing"


def _files() -> tuple[OutputFile, ...]:
    files = (
        OutputFile(file.path.removeprefix(f"{RUNTIME}/"), file.content)
        for file in runtime_files()
    )
    return (*files, OutputFile("py.typed", b""))


def _manifest(runtime: str) -> Manifest:
    """The manifest of a runtime, which comes from no document."""
    return Manifest(
        generator=GENERATOR,
        document=DocumentIdentity(title="", version="", sha256=""),
        package=runtime.rpartition(".")[2],
    )
