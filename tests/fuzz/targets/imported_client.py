"""Import generated clients whose runtime is that of the generator, so that its coverage counts."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

RUNTIME = "generator.runtime"


def import_files(files: Mapping[str, bytes], package: str) -> dict[str, ModuleType]:
    """Import every module of a client, and return them by path; they stay in `sys.modules`."""
    with TemporaryDirectory() as folder:
        for path, content in files.items():
            target = Path(folder, package, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        sys.path.insert(0, folder)
        invalidate_caches()
        try:
            return {
                path: import_module(_module_name(package, path))
                for path in sorted(files)
                if path.endswith(".py")
            }
        finally:
            sys.path.remove(folder)


@contextmanager
def imported(
    files: Mapping[str, bytes], package: str
) -> Iterator[dict[str, ModuleType]]:
    """Import every module of a client; forget them at the end of the `with` block."""
    try:
        yield import_files(files, package)
    finally:
        for name in [*sys.modules]:
            if name == package or name.startswith(f"{package}."):
                del sys.modules[name]


def _module_name(package: str, path: str) -> str:
    name = ".".join((package, *path.removesuffix(".py").split("/")))
    return name.removesuffix(".__init__")
