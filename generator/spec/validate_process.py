"""Validate in a second process, so that the build can go on meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from types import TracebackType
from typing import Any

from generator.collecting import without_collection
from generator.diagnostics import Diagnostic
from generator.load import Source
from generator.load.source import parse, text_of
from generator.pointer import Pointer

# The second process looks for modules where this one does, and not in the current folder (-P).
_PROGRAM = (
    "import sys, json\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from generator.spec.validate_process import main\n"
    "main(sys.argv[2])\n"
)


class ValidationProcess:
    """The validation of one document, under way in a second process.

        with ValidationProcess.start(source) as validation:
            …
            diagnostics = validation.result()

    Leaving the block ends the process, whether or not somebody asked for the result.
    """

    def __init__(
        self, source: Source, text: str, process: subprocess.Popen[bytes] | None
    ) -> None:
        self._source = source
        self._process = process
        self._threads = ThreadPoolExecutor(1, "validation")
        self._answer: Future[tuple[Diagnostic, ...] | None] = self._threads.submit(
            _ask, process, text
        )

    @classmethod
    def start(cls, source: Source) -> ValidationProcess:
        """Begin to validate `source`."""
        text, syntax = text_of(source)
        search_path = json.dumps([entry for entry in sys.path if entry])
        command = [
            *(sys.executable, "-P", "-c", _PROGRAM),
            *(search_path, syntax),
        ]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return cls(source, text, None)
        return cls(source, text, process)

    def result(self) -> tuple[Diagnostic, ...]:
        """What `validate` says; waits for it.

        Where the second process did not answer (it was killed, or could not start), this one
        validates.
        """
        answer = self._answer.result()
        return _validated(self._source.tree) if answer is None else answer

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
        self._threads.shutdown()


def _ask(
    process: subprocess.Popen[bytes] | None, text: str
) -> tuple[Diagnostic, ...] | None:
    """The answer of the second process to the text of the document; None if it has none."""
    if process is None:
        return None
    try:
        answer, _ = process.communicate(text.encode())
        return tuple(_decoded(each) for each in json.loads(answer))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _decoded(value: dict[str, Any]) -> Diagnostic:
    tokens = value.pop("at")
    at = None if tokens is None else Pointer(tuple(tokens["tokens"]))
    return Diagnostic(at=at, **value)


def main(syntax: str) -> None:
    """In the second process: the text of a document from stdin, its diagnostics to stdout."""
    text = sys.stdin.buffer.read().decode()
    tree, _ = parse(text, is_named_json=syntax == "json")
    with without_collection():
        found = _validated(tree)
    answer = json.dumps([asdict(each) for each in found])
    sys.stdout.buffer.write(answer.encode())


def _validated(tree: Mapping[str, Any]) -> tuple[Diagnostic, ...]:
    # Half of what there is to import in a build is the validator's, which the first process leaves
    # to the second.
    from generator.spec.validate import validate

    return validate(tree)
