"""Validation in a second process, in parallel with the build."""

from __future__ import annotations

import faulthandler
import json
import subprocess
import sys
from collections.abc import Mapping
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

from generator.core.diagnostics import Diagnostic
from generator.core.gc import without_collection
from generator.core.json import Json
from generator.source.load import Source, document_text, parse_text

# The second process finds the same modules as this one, and none in the current folder (-P).
_PROGRAM = (
    "import sys, json\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from generator.openapi.validation.process import main\n"
    "main(sys.argv[2])\n"
)

# The time limit: seconds per document, and per character. Stripe's document, of four million
# characters, takes ten seconds on a slow machine.
_SECONDS = 120.0
_SECONDS_PER_CHARACTER = 1e-4
# Seconds after the time limit when the second process ends itself, if this one no longer can.
_GRACE_SECONDS = 10.0


class ValidationProcess:
    """The validation of one document, running in a second process.

        with ValidationProcess.start(source) as validation:
            …
            diagnostics = validation.result()

    Leaving the block ends the process.
    """

    def __init__(
        self,
        source: Source,
        process: subprocess.Popen[bytes] | None = None,
        output: IO[bytes] | None = None,
    ) -> None:
        self._source = source
        self._process = process
        self._output = output

    @classmethod
    def start(cls, source: Source) -> ValidationProcess:
        """Start to validate `source`."""
        document, syntax = document_text(source)
        search_path = json.dumps([entry for entry in sys.path if entry])
        command = [sys.executable, "-P", "-c", _PROGRAM, search_path, syntax]
        # Files instead of pipes, which this process would have to write and read in between.
        try:
            output = TemporaryFile()  # noqa: SIM115 - closed when the block ends
        except OSError:
            return cls(source)
        try:
            with TemporaryFile() as document_file:
                document_file.write(document.encode())
                document_file.seek(0)
                process = subprocess.Popen(
                    command,
                    stdin=document_file,
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                )
        except OSError:
            # The system has no room for another process or file.
            return cls(source, output=output)
        return cls(source, process, output)

    def result(self, timeout: float | None = None) -> tuple[Diagnostic, ...]:
        """Wait for the diagnostics that `validate` returns.

        If the second process fails (it was killed, or could not start), this one validates.

        Args:
            timeout: seconds to wait, then there is one error; by default it depends on the size
                of the document.
        """
        seconds = _time_limit(self._source.text) if timeout is None else timeout
        try:
            return self._output_diagnostics(seconds)
        except subprocess.TimeoutExpired:
            return (_timeout_diagnostic(seconds),)
        except (OSError, ValueError, TypeError, KeyError):
            return _validate(self._source.tree)

    def _output_diagnostics(
        self, timeout: float | None = None
    ) -> tuple[Diagnostic, ...]:
        """The diagnostics that the second process wrote.

        Raises:
            TimeoutExpired: it did not end within `timeout` seconds.
            OSError, ValueError, TypeError, KeyError: it failed.
        """
        if self._process is None or self._output is None:
            raise OSError("the second process could not start")
        self._process.wait(timeout)
        self._output.seek(0)
        return tuple(map(Diagnostic.from_json, json.loads(self._output.read())))

    def __enter__(self) -> ValidationProcess:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._output is not None:
            self._output.close()


def _time_limit(document: str) -> float:
    return _SECONDS + len(document) * _SECONDS_PER_CHARACTER


def _timeout_diagnostic(seconds: float) -> Diagnostic:
    return Diagnostic(
        "validation-timeout",
        f"the validation did not finish within {seconds:.0f} seconds",
        hint="schemas that refer to each other in very many ways can cause this; "
        "if there are none, please report it with the document",
    )


def main(syntax: str) -> None:
    """Run the second process: read a document from stdin, write its diagnostics to stdout."""
    document = sys.stdin.buffer.read().decode()
    # This timer works even while Python is inside a regular expression.
    faulthandler.dump_traceback_later(_time_limit(document) + _GRACE_SECONDS, exit=True)
    tree, _ = parse_text(document, is_named_json=syntax == "json")
    with without_collection():
        diagnostics = _validate(tree)
    output = json.dumps([diagnostic.to_json() for diagnostic in diagnostics])
    sys.stdout.buffer.write(output.encode())


def _validate(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    # Imported late: the validation libraries are half of all imports of a build, and only the
    # second process needs them.
    from generator.openapi.validation.validate import validate

    return validate(tree)
