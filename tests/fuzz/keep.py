"""Add the inputs of a fuzzer run that reach new lines of codegen to the corpus, minimized.

    python -m tests.fuzz.keep TARGET FOLDER …

An input is kept if it reaches lines that neither the seeds of the target nor the other inputs of
its corpus reach. Inputs named `broke-…` are regressions: they are added by hand and stay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any, TypeAlias

import generator
from tests.fuzz.mutations import Json, containers, deep_copy
from tests.fuzz.seeds import CORPUS, REGRESSION_PREFIX, as_json, corpus_files
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets.target import Target

Line: TypeAlias = tuple[str, int]
_CODEGEN = str(Path(generator.__file__).parent)
# Together with the regressions, fewer than the test of the corpus allows.
_MAX_INPUTS = 40
_MAX_SIZE = 4000
# How many removals to try per input; each takes a build.
_MAX_REMOVALS = 60


def covered_lines(target: Target, content: bytes) -> frozenset[Line]:
    """The lines of codegen that run for an input."""
    lines: set[Line] = set()

    def trace_lines(frame: FrameType, event: str, _: Any) -> Any:
        lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace_lines

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        return trace_lines if frame.f_code.co_filename.startswith(_CODEGEN) else None

    with TemporaryDirectory() as folder:
        sys.settrace(trace)
        try:
            target.check(content, Path(folder))
        finally:
            sys.settrace(None)
    return frozenset(lines)


def select_inputs(
    target: Target, candidates: list[bytes], known: set[Line]
) -> Iterator[bytes]:
    """Minimized inputs that cover lines that are not `known`, those with most new lines first."""
    lines = {
        content: covered_lines(target, content)
        for content in candidates
        if len(content) <= _MAX_SIZE
    }
    for _ in range(_MAX_INPUTS if lines else 0):
        best = max(
            lines, key=lambda content: (len(lines[content] - known), -len(content))
        )
        new = lines[best] - known
        if not new:
            return
        # Lines that run once per process, such as initialization, do not count.
        lasting = new & covered_lines(target, best)
        known |= new
        if lasting:
            minimized = minimize(best, partial(_covers, target, lasting))
            known |= covered_lines(target, minimized)
            yield minimized


def _covers(target: Target, lines: AbstractSet[Line], content: bytes) -> bool:
    return lines <= covered_lines(target, content)


def minimize(content: bytes, is_sufficient: Callable[[bytes], bool]) -> bytes:
    """Remove members and items from the JSON in `content` while the rest is sufficient."""
    try:
        tree = json.loads(content)
    except ValueError:
        return content
    attempts = 0
    index = 0
    while attempts < _MAX_REMOVALS and index < len(list(_slots(tree))):
        smaller = deep_copy(tree)
        container, key = list(_slots(smaller))[index]
        del container[key]
        attempts += 1
        if is_sufficient(as_json(smaller)):
            tree = smaller
        else:
            index += 1
    return as_json(tree)


def _slots(tree: Json) -> Iterator[tuple[Any, Any]]:
    """Every member and item as its container and key, the outer ones first."""
    for container in containers(tree):
        is_object = isinstance(container, dict)
        for key in list(container) if is_object else range(len(container)):
            yield container, key


def main(name: str, folders: list[str]) -> None:
    """Replace the corpus of a target by the best of its inputs and those in `folders`."""
    target = TARGETS[name]
    before = corpus_files(name)
    regressions = [path for path in before if path.name.startswith(REGRESSION_PREFIX)]
    candidates = {path.read_bytes() for path in before}
    candidates |= {
        path.read_bytes() for folder in folders for path in Path(folder).iterdir()
    }
    baseline = {
        *target.raw_seeds(),
        *target.seeds(),
        *(path.read_bytes() for path in regressions),
    }
    known = {
        line for content in sorted(baseline) for line in covered_lines(target, content)
    }
    selected = list(select_inputs(target, sorted(candidates), known))
    for path in {*before} - {*regressions}:
        path.unlink()
    for content in selected:
        file_name = f"reaches-{sha256(content).hexdigest()[:8]}.input"
        (CORPUS / name / file_name).write_bytes(content)
    print(f"{len(selected)} of {len(candidates)} inputs reach new lines")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
