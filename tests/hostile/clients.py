"""Compile generated documents in memory, write the clients and import them."""

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


def compile_document(tree: Any) -> CompiledClient | None:
    """Compile the client of a document; None if codegen rejects it with diagnostics.

    Any other exception is a defect of codegen.
    """
    string = json.dumps(tree)
    tree = json.loads(string)
    if any(diagnostic.severity == "error" for diagnostic in validate(tree)):
        return None
    source = Source("random.json", string, tree, "0" * 64, "json")
    try:
        return compiled_client(source, "random_client")
    except InvalidDocumentError:
        return None


def python_files(client: CompiledClient) -> dict[str, str]:
    """The generated modules by path, without the runtime."""
    return {
        file.path: file.content.decode("utf-8")
        for file in client.files
        if file.path.endswith(".py") and not file.path.startswith("_runtime/")
    }


def write_client(client: CompiledClient, folder: Path) -> Path:
    """Write a client into a folder with a unique name, and return that folder."""
    root = folder / f"random_client_{next(_NUMBERS)}"
    for file in client.files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return root


@contextmanager
def import_client(root: Path) -> Iterator[list[ModuleType]]:
    """Import every generated module of a client; forget them at the end of the block."""
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
        for name in [module for module in sys.modules if module.startswith(root.name)]:
            del sys.modules[name]
