"""Find and parse the Python files whose use of a client is analyzed."""

from __future__ import annotations

import ast
import os
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostics
from generator.slicing.used_by.collect_uses import SourceUses, collect_uses

# Files that mark a virtual environment (PEP 405) and a generated client.
_MARKERS_OF_FOREIGN_CODE = ("pyvenv.cfg", "codegen.json")


def read_sources(
    paths: Sequence[Path], package: str, diagnostics: Diagnostics
) -> tuple[SourceUses, ...]:
    """Collect what Python sources use of a client, file by file.

    Args:
        paths: Python files, and folders to search for them.
        package: the last part of the name that the client is imported under.
        diagnostics: collects an error for each missing path and each file that cannot be parsed:
            skipping it would silently build a client without what it uses.
    """
    files = dict.fromkeys(
        file for path in paths for file in _files_at(path, diagnostics)
    )
    trees = ((file, _parse(file, diagnostics)) for file in files)
    return tuple(
        collect_uses(tree, file.as_posix(), package)
        for file, tree in trees
        if tree is not None
    )


def find_python_files(folder: Path) -> Iterator[Path]:
    """Find the user's own Python files below a folder, sorted.

    Skips hidden folders, caches, virtual environments and generated clients; does not follow
    links to folders.
    """
    for directory, folders, files in os.walk(folder):
        if any(marker in files for marker in _MARKERS_OF_FOREIGN_CODE):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if _is_searched(name))
        for name in sorted(files):
            file = Path(directory, name)
            if name.endswith((".py", ".pyi")) and file.is_file():
                yield file


def _is_searched(folder: str) -> bool:
    return not folder.startswith(".") and folder != "__pycache__"


def _files_at(path: Path, diagnostics: Diagnostics) -> Iterable[Path]:
    if path.is_dir():
        return find_python_files(path)
    if path.is_file():
        return [path]
    diagnostics.error_in(
        path.as_posix(),
        None,
        "missing-source",
        f"there is no file or folder {path.as_posix()!r}",
        "correct the path after --used-by",
    )
    return []


def _parse(file: Path, diagnostics: Diagnostics) -> ast.Module | None:
    """Parse a file in the encoding that it declares (PEP 263); None if it is invalid."""
    line: int | None = None
    try:
        with tokenize.open(file) as stream:
            code = stream.read()
        with warnings.catch_warnings():
            # The user's own tools report what the compiler warns about.
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        reason, line = error.msg, error.lineno
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    except (RecursionError, MemoryError):
        reason = "it is nested too deeply"
    diagnostics.error_in(
        file.as_posix(),
        line,
        "unreadable-source",
        f"the file cannot be read as Python: {reason}",
        "correct it, or pass paths to --used-by that do not include it",
    )
    return None
