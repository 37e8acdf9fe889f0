"""Keeps the few inputs that are worth it, of the many that a run of the fuzzer leaves.

    python -m tests.fuzz.keep FOLDER …

Those that reach lines of codegen which no document of the cases reaches, and no other that is kept
already, come into the corpus, cut down to what that takes. Inputs called `broke-…` broke codegen
once: they are put there by hand, and stay.
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
from tests.fuzz.editing import Json, containers, copied
from tests.fuzz.judging import judge
from tests.fuzz.seeds import BROKE, CORPUS, as_json, kept, texts, trees

Line: TypeAlias = tuple[str, int]
_CODEGEN = str(Path(generator.__file__).parent)
# With those that broke codegen there are no more than the test of the corpus allows.
_MOST = 40
_LARGEST = 2000
# How many cuts are tried of one input, each of which is a build.
_MOST_CUTS = 60


def reached(content: bytes) -> frozenset[Line]:
    """The lines of codegen that run while it judges an input."""
    found: set[Line] = set()

    def trace_lines(frame: FrameType, event: str, _: Any) -> Any:
        found.add((frame.f_code.co_filename, frame.f_lineno))
        return trace_lines

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        return trace_lines if frame.f_code.co_filename.startswith(_CODEGEN) else None

    with TemporaryDirectory() as folder:
        sys.settrace(trace)
        try:
            judge(content, Path(folder))
        finally:
            sys.settrace(None)
    return frozenset(found)


def chosen(candidates: list[bytes], known: set[Line]) -> Iterator[bytes]:
    """The inputs that reach what is not `known`: the one that reaches the most of it first."""
    lines = {each: reached(each) for each in candidates if len(each) <= _LARGEST}
    for _ in range(_MOST):
        best = max(lines, key=lambda each: (len(lines[each] - known), -len(each)))
        new = lines[best] - known
        if not new:
            return
        # What runs once in a process is no merit of who came first.
        lasting = new & reached(best)
        known |= new
        if lasting:
            small = cut_down(best, partial(_reaches, lasting))
            known |= reached(small)
            yield small


def _reaches(lines: AbstractSet[Line], content: bytes) -> bool:
    return lines <= reached(content)


def cut_down(content: bytes, is_enough: Callable[[bytes], bool]) -> bytes:
    """The JSON in `content` without the members and items that it takes none of to be enough."""
    try:
        tree = json.loads(content)
    except ValueError:
        return content
    tries = 0
    index = 0
    while tries < _MOST_CUTS and index < len(list(_slots(tree))):
        less = copied(tree)
        place, key = list(_slots(less))[index]
        del place[key]
        tries += 1
        if is_enough(as_json(less)):
            tree = less
        else:
            index += 1
    return as_json(tree)


def _slots(tree: Json) -> Iterator[tuple[Any, Any]]:
    """Every member and item, the outer ones first."""
    for each in containers(tree):
        for key in list(each) if isinstance(each, dict) else range(len(each)):
            yield each, key


def main(folders: list[str]) -> None:
    """Renew the corpus by what is in `folders`."""
    before = kept()
    broke = [each for each in before if each.name.startswith(BROKE)]
    candidates = {each.read_bytes() for each in before}
    candidates |= {
        each.read_bytes() for name in folders for each in Path(name).iterdir()
    }
    usual = [*texts(), *map(as_json, trees()), *(each.read_bytes() for each in broke)]
    known = {line for each in usual for line in reached(each)}
    found = list(chosen(sorted(candidates), known))
    for path in {*before} - {*broke}:
        path.unlink()
    for content in found:
        name = f"reaches-{sha256(content).hexdigest()[:8]}.document"
        (CORPUS / name).write_bytes(content)
    print(f"{len(found)} of {len(candidates)} inputs reach something new")


if __name__ == "__main__":
    main(sys.argv[1:])
