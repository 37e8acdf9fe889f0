"""Find and parse the Python files whose use of a client is analyzed."""

from __future__ import annotations

import ast
import codecs
import io
import tokenize
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostics
from generator.core.read_file import MEBIBYTE, read_file
from generator.slicing.used_by.collect_uses import SourceUses, collect_uses

# Files that mark a virtual environment (PEP 405) and a generated client.
_MARKERS_OF_FOREIGN_CODE = ("pyvenv.cfg", "codegen.json")
# In bytes; the syntax tree of a file takes about a hundred times its size in memory.
_MAX_SIZE = 16 * MEBIBYTE
# Codecs that are no encodings of source code. Decoding the first two takes quadratic time.
_UNSUPPORTED_ENCODINGS = frozenset(
    {"punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape"}
)


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


def find_python_files(
    folder: Path, on_error: Callable[[OSError], None] = lambda error: None
) -> Iterator[Path]:
    """Find the user's own Python files below a folder, sorted.

    Skips hidden folders, caches, virtual environments and generated clients; does not follow
    links to folders.

    Args:
        folder: where to search.
        on_error: called with the error of each folder that cannot be listed.
    """
    pending = [folder]
    while pending:
        directory = pending.pop()
        try:
            entries = sorted(directory.iterdir())
        except OSError as error:
            on_error(error)
            continue
        if any(entry.name in _MARKERS_OF_FOREIGN_CODE for entry in entries):
            continue
        folders = []
        for entry in entries:
            if entry.is_dir():
                if not entry.is_symlink() and _is_searched(entry.name):
                    folders.append(entry)
            elif entry.name.endswith((".py", ".pyi")) and entry.is_file():
                yield entry
        pending += reversed(folders)


def _is_searched(folder: str) -> bool:
    return not folder.startswith(".") and folder != "__pycache__"


def _files_at(path: Path, diagnostics: Diagnostics) -> Iterable[Path]:
    if path.is_dir():
        return find_python_files(
            path,
            lambda error: _report_unreadable(
                Path(error.filename or path),
                None,
                f"the folder cannot be searched: {error.strerror}",
                diagnostics,
            ),
        )
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
        code = _read(file)
        with warnings.catch_warnings():
            # The user's own tools report what the compiler warns about.
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        reason, line = error.msg, error.lineno
    except (OSError, ValueError, LookupError) as error:
        # Codecs that are not text encodings raise LookupError.
        reason = getattr(error, "strerror", None) or str(error)
    except (RecursionError, MemoryError):
        reason = "it is nested too deeply"
    _report_unreadable(
        file, line, f"the file cannot be read as Python: {reason}", diagnostics
    )
    return None


def _read(file: Path) -> str:
    """Read a source file.

    Raises:
        OSError, LookupError, SyntaxError, ValueError: it cannot be read or decoded.
    """
    content = read_file(file, _MAX_SIZE)
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    if codecs.lookup(encoding).name in _UNSUPPORTED_ENCODINGS:
        raise ValueError(f"the encoding {encoding} is not supported")
    with io.TextIOWrapper(io.BytesIO(content), encoding) as text:
        return text.read()


def _report_unreadable(
    path: Path, line: int | None, message: str, diagnostics: Diagnostics
) -> None:
    diagnostics.error_in(
        path.as_posix(),
        line,
        "unreadable-source",
        message,
        "correct it, or pass paths to --used-by that do not include it",
    )
