"""Which Python files to read, and their syntax trees."""

from __future__ import annotations

import ast
import os
import tokenize
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostics
from generator.slicing.used_by.uses import Uses, uses_in

# What a folder has in it that is a virtual environment (PEP 405), or a generated client.
_NOT_OF_THE_CALLER = ("pyvenv.cfg", "codegen.json")


def read_uses(
    paths: Sequence[Path], package: str, diagnostics: Diagnostics
) -> tuple[Uses, ...]:
    """What the code at `paths` uses of a client that it imports as `package`, file by file.

    Args:
        paths: Python files, and folders to find them in.
        package: the last part of the name that the client is imported under.
        diagnostics: takes the paths that are not there, and the files that cannot be read or are
            no Python: a client without what these use would lack it in silence.
    """
    found = dict.fromkeys(
        file for path in paths for file in _files_at(path, diagnostics)
    )
    trees = ((file, _tree(file, diagnostics)) for file in found)
    return tuple(
        uses_in(tree, file.as_posix(), package)
        for file, tree in trees
        if tree is not None
    )


def python_files(folder: Path) -> Iterator[Path]:
    """The Python files below a folder that are the caller's own, sorted.

    Hidden folders, caches, virtual environments and generated clients are left out; links to other
    folders are not followed.
    """
    for place, folders, files in os.walk(folder):
        if any(each in files for each in _NOT_OF_THE_CALLER):
            folders.clear()
            continue
        folders[:] = sorted(each for each in folders if _is_of_the_caller(each))
        for name in sorted(files):
            file = Path(place, name)
            if name.endswith((".py", ".pyi")) and file.is_file():
                yield file


def _is_of_the_caller(folder: str) -> bool:
    return not folder.startswith(".") and folder != "__pycache__"


def _files_at(path: Path, diagnostics: Diagnostics) -> Iterable[Path]:
    if path.is_dir():
        return python_files(path)
    if path.is_file():
        return [path]
    diagnostics.error_in(
        path.as_posix(),
        None,
        "missing-source",
        f"there is no file or folder {path.as_posix()!r} to read the use from",
        "correct the path after --used-by",
    )
    return []


def _tree(file: Path, diagnostics: Diagnostics) -> ast.Module | None:
    """The syntax of a file, in the encoding that it declares (PEP 263); None if it has none."""
    line: int | None = None
    try:
        with tokenize.open(file) as stream:
            text = stream.read()
        with warnings.catch_warnings():
            # What a compiler would say of the caller's code is not ours to say.
            warnings.simplefilter("ignore")
            return ast.parse(text)
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
        f"it cannot be read as Python: {reason}",
        "what it uses cannot be seen: correct it, or give --used-by paths without it",
    )
    return None
