"""Black over Python that a person's own templates laid out, in a process of its own.

What codegen's templates lay out is as black has it already. Black in a second process runs on
all cores, and this one need not import it.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.output import OutputFile
from generator.render.width import WIDTH


class NotPythonError(Exception):
    """Some files are not Python: why, by the file's path in the client."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


class FormattingError(Exception):
    """Black cannot be run, or fails; in its own words."""


def formatted(files: Sequence[OutputFile]) -> tuple[OutputFile, ...]:
    """The same Python files as black leaves them, in the same order.

    Raises:
        NotPythonError: of all files that are not Python.
        FormattingError: black cannot be run.
    """
    if not files:
        return ()
    # Said by Python itself, since black says it otherwise from version to version.
    reasons = {file.path: _syntax_problem(file.content) for file in files}
    if refused := {path: why for path, why in reasons.items() if why is not None}:
        raise NotPythonError(refused)
    with tempfile.TemporaryDirectory(prefix="codegen-") as name:
        root = Path(name).resolve()
        client = root / "client"
        for file in files:
            path = client / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        _run_black(root, client)
        return tuple(
            OutputFile(file.path, (client / file.path).read_bytes()) for file in files
        )


def _run_black(root: Path, client: Path) -> None:
    # An empty configuration, so that none is looked for in the folders around or in one's home.
    (root / "black.toml").touch()
    options = [
        *("--config", str(root / "black.toml"), "--exclude", "^$", "--quiet"),
        # The templates' author sees the result: there is no need to compare what it means.
        *("--fast", "--line-length", str(WIDTH), "--target-version", "py311"),
    ]
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "black", *options, str(client)],
            cwd=root,
            env={**os.environ, "BLACK_CACHE_DIR": str(root / "cache")},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise FormattingError(str(error)) from error
    if ended.returncode:
        said = ended.stderr.replace(f"{client}{os.sep}", "").strip()
        raise FormattingError(said.partition("\n")[0])


def _syntax_problem(content: bytes) -> str | None:
    """Why `content` is not Python, with the line at fault; None if it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(content)
    except SyntaxError as error:
        line = f": {error.text.strip()}" if error.text else ""
        return f"line {error.lineno}, {error.msg}{line}"
    except (ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return None
