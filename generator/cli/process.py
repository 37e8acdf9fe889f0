"""The process `codegen`: its streams, and how it ends.

Exit codes: 0 success; 1 an error in the document, of the system or in codegen, or a check that
found a difference; 2 a wrong command line, or a check that could not be made; 130 interrupted; 143
terminated.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from generator.cli.signals import (
    INTERRUPTED,
    Terminated,
    exit_at_interrupt,
    raise_at_termination,
)
from generator.core.text import printable

TRACEBACK_VARIABLE = "CODEGEN_TRACEBACK"
# Errors that are not about the file that they name.
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT)
_SYSTEM_HINT = "check the disk, and the limits of the process"


def main() -> None:
    """Run the console script `codegen`, and exit."""
    with exit_at_interrupt():
        raise_at_termination()
        _prepare_streams()
    try:
        code = run(sys.argv[1:])
    except SystemExit as ended:
        # Click ends in this way if the reader of a pipe closed it.
        code = ended.code if isinstance(ended.code, int) else 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # Skip the deallocation of the document, which would take a tenth of a second.
    os._exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Nothing is raised, unless the environment variable CODEGEN_TRACEBACK is set: then errors in
    codegen itself are.
    """
    try:
        # Deferred, so that errors of these imports are reported as well.
        with exit_at_interrupt():
            from generator.cli.commands import invoke
        return invoke(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Terminated as terminated:
        return terminated.code
    except Exception as error:
        message, hint = _describe(error)
        if hint is None:
            if os.environ.get(TRACEBACK_VARIABLE):
                raise
            hint = f"set {TRACEBACK_VARIABLE}=1 to see the traceback"
        _print(message, hint)
        return 1


def _prepare_streams() -> None:
    """Open standard streams that are closed, and let them escape what they cannot encode."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free. Otherwise, a file that a command opens would get it.
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        # The terminal's encoding may lack characters of a path or a title.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _describe(error: Exception) -> tuple[str, str | None]:
    """What went wrong, and what to do; None for the latter if it is an error in codegen."""
    match error:
        case MemoryError():
            return (
                "out of memory",
                "allow the process more memory, or build a part of the API with --operation",
            )
        case RecursionError():
            return (
                "the document, or another input, nests too deeply",
                "move what is inside into components, and refer to them",
            )
        case UnicodeEncodeError() if not _is_utf8(error.encoding):
            return (
                f"file names with {error.object[error.start]!r} are impossible: the locale uses "
                f"{error.encoding}",
                "set LC_ALL=C.UTF-8 or PYTHONUTF8=1",
            )
        case ImportError() if not (error.name or "").startswith("generator"):
            return (
                f"a library cannot be loaded: {error}",
                "install codegen again, or allow the process more memory",
            )
        case OSError():
            return _describe_system_error(error)
        case _:
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            return f"internal error: {reason}; please report it with the document", None


def _describe_system_error(error: OSError) -> tuple[str, str]:
    reason = error.strerror or str(error)
    try:
        os.getcwd()
    except OSError:
        return "the current folder does not exist any more", "change to another folder"
    if error.filename is None:
        return f"could not write all output: {reason}", _SYSTEM_HINT
    hint = "correct the path or its permissions"
    if error.errno in _EXHAUSTED:
        hint = _SYSTEM_HINT
    return f"cannot access {os.fsdecode(error.filename)}: {reason}", hint


def _is_utf8(encoding: str) -> bool:
    return encoding.replace("-", "").replace("_", "").lower() == "utf8"


def _print(message: str, hint: str) -> None:
    # Without the functions of `terminal`: Click may be what could not be imported.
    with suppress(OSError, ValueError, MemoryError):
        for line in (message, f"  hint: {hint}"):
            print(printable(line), file=sys.stderr)
        sys.stderr.flush()
