"""The runtime modules that are copied into a client."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from generator.python.declarations import VerbatimFile


def runtime_files() -> Iterator[VerbatimFile]:
    """Yield each module of `generator.runtime` as a file in `_runtime/`."""
    folder = files("generator.runtime")
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".py"):
            yield VerbatimFile(f"_runtime/{entry.name}", entry.read_bytes())
