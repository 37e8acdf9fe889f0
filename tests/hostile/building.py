"""Clients of documents that are made up: compiled in memory, written under a name of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.frontend.validation import InvalidDocumentError
from generator.openapi.validation.validate import validate
from generator.source.load import Source
from generator.workflows.compile_client import CompiledClient
from tests.compiling import compiled_client

_NUMBERS = count(1)


def compiled(tree: Any) -> CompiledClient | None:
    """The client of a document; None for one that codegen refuses, and says why.

    Whatever else is raised is an error in codegen.
    """
    text = json.dumps(tree)
    tree = json.loads(text)
    if any(each.severity == "error" for each in validate(tree)):
        return None
    source = Source("made_up.json", text, tree, "0" * 64, "json")
    try:
        return compiled_client(source, "made_up")
    except InvalidDocumentError:
        return None


def python_files(compilation: CompiledClient) -> dict[str, str]:
    """What was made from the document, by path: the runtime is the same in every client."""
    return {
        file.path: file.content.decode("utf-8")
        for file in compilation.files
        if file.path.endswith(".py") and not file.path.startswith("_runtime/")
    }


def written(compilation: CompiledClient, folder: Path) -> Path:
    """The folder of the client, under a name that no other has."""
    root = folder / f"made_up_{next(_NUMBERS)}"
    for file in compilation.files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return root


@contextmanager
def imported(root: Path) -> Iterator[list[ModuleType]]:
    """Every module of a client that is not the runtime's, imported."""
    sys.path.insert(0, str(root.parent))
    invalidate_caches()
    try:
        yield [
            import_module(".".join(path.relative_to(root.parent).with_suffix("").parts))
            for path in sorted(root.rglob("*.py"))
            if path.name != "__init__.py" and "_runtime" not in path.parts
        ]
    finally:
        sys.path.remove(str(root.parent))
        for name in [each for each in sys.modules if each.startswith(root.name)]:
            del sys.modules[name]
