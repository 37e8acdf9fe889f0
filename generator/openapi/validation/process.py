"""Validate in a second process, so that the build can go on meanwhile."""

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

# The second process looks for modules where this one does, and not in the current folder (-P).
_PROGRAM = (
    "import sys, json\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from generator.openapi.validation.process import main\n"
    "main(sys.argv[2])\n"
)

# Seconds: to start with, and for each character of the document. On a slow machine Stripe's, which
# has four million, takes ten seconds.
_LEAST_PATIENCE = 120.0
_PATIENCE = 1e-4
# Seconds that the second process has beyond that, should the first be gone and not end it.
_GRACE = 10.0


class ValidationProcess:
    """The validation of one document, under way in a second process.

        with ValidationProcess.start(source) as validation:
            …
            diagnostics = validation.result()

    Leaving the block ends the process, whether or not somebody asked for the result.
    """

    def __init__(
        self,
        source: Source,
        process: subprocess.Popen[bytes] | None,
        answer: IO[bytes] | None,
    ) -> None:
        self._source = source
        self._process = process
        self._answer = answer

    @classmethod
    def start(cls, source: Source) -> ValidationProcess:
        """Begin to validate `source`."""
        text, syntax = document_text(source)
        search_path = json.dumps([entry for entry in sys.path if entry])
        command = [
            *(sys.executable, "-P", "-c", _PROGRAM),
            *(search_path, syntax),
        ]
        # Files and no pipes: this process has other things to do than to fill and empty them.
        try:
            answer = TemporaryFile()  # noqa: SIM115 - closed when the block ends
        except OSError:
            return cls(source, None, None)
        try:
            with TemporaryFile() as question:
                question.write(text.encode())
                question.seek(0)
                process = subprocess.Popen(
                    command, stdin=question, stdout=answer, stderr=subprocess.DEVNULL
                )
        except OSError:
            # No second process can be had, or the disk of temporary files is full.
            return cls(source, None, answer)
        return cls(source, process, answer)

    def result(self, most_seconds: float | None = None) -> tuple[Diagnostic, ...]:
        """What `validate` says; waits for it, but no longer than `most_seconds`.

        Left out, that depends on the document's size. Where the second process did not answer (it
        was killed, or could not start), this one validates.
        """
        if most_seconds is None:
            most_seconds = _patience(self._source.text)
        try:
            return self._told(most_seconds)
        except subprocess.TimeoutExpired:
            return (_late(most_seconds),)
        except (OSError, ValueError, TypeError, KeyError):
            return _validated(self._source.tree)

    def _told(self, most_seconds: float | None = None) -> tuple[Diagnostic, ...]:
        """The answer of the second process.

        Raises:
            TimeoutExpired: it does not come in `most_seconds`.
            OSError, ValueError, TypeError, KeyError: it has none.
        """
        if self._process is None or self._answer is None:
            raise OSError("there is no second process")
        self._process.wait(most_seconds)
        self._answer.seek(0)
        return tuple(map(Diagnostic.from_json, json.loads(self._answer.read())))

    def __enter__(self) -> ValidationProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._answer is not None:
            self._answer.close()


def _patience(text: str) -> float:
    return _LEAST_PATIENCE + len(text) * _PATIENCE


def _late(seconds: float) -> Diagnostic:
    return Diagnostic(
        "validation-timeout",
        f"it was not found out in {seconds:g} seconds whether the document is valid",
        hint="do its schemas refer to each other in very many ways? please report it with the "
        "document if they do not",
    )


def main(syntax: str) -> None:
    """In the second process: the text of a document from stdin, its diagnostics to stdout."""
    text = sys.stdin.buffer.read().decode()
    # Its clock ticks even where Python is inside a regular expression.
    faulthandler.dump_traceback_later(_patience(text) + _GRACE, exit=True)
    tree, _ = parse_text(text, is_named_json=syntax == "json")
    with without_collection():
        found = _validated(tree)
    answer = json.dumps([each.to_json() for each in found])
    sys.stdout.buffer.write(answer.encode())


def _validated(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    # Half of what there is to import in a build is the validator's, which the first process leaves
    # to the second.
    from generator.openapi.validation.validate import validate

    return validate(tree)
