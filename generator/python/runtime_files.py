"""The runtime as files of a client, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.python.declarations import VerbatimFile
from generator.python.runtime_names import RUNTIME


def runtime_files() -> Iterator[VerbatimFile]:
    """Every module of `generator.runtime`, under `_runtime/`."""
    yield from _modules(files("generator.runtime"), RUNTIME)


def _modules(folder: Traversable, path: str) -> Iterator[VerbatimFile]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inside = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _modules(entry, inside)
        elif entry.name.endswith(".py"):
            yield VerbatimFile(inside, entry.read_bytes())
