"""Looks for documents that codegen breaks on, led by what they reach in its code (libFuzzer).

    python -m tests.fuzz.run [--bytes] [FOLDER …] [-max_total_time=900] [-artifact_prefix=…]

Without `--bytes` documents are edited as trees, which gets past the loader; with it any bytes are
tried. FOLDER takes what reached something new. Options with one dash are libFuzzer's own. An input
that breaks codegen is left in the current folder, one for each place that it breaks at, and the
run goes on; one that keeps codegen busy for too long ends it.

Source: https://llvm.org/docs/LibFuzzer.html
"""

from __future__ import annotations

import json
import sys
import traceback
import warnings
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["generator"]):
    from tests.fuzz.judging import judge
from tests.fuzz.editing import Json, Parts, containers, copied, edited
from tests.fuzz.seeds import as_json, kept, texts, trees

# Seconds for one input, and its size: small ones say what is wrong, and a slow one is an error.
_DEFAULTS = ("-timeout=20", "-max_len=6000", "-rss_limit_mb=3000")
# How often an edited document is broken as text besides.
_ALSO_AS_BYTES = 0.02
_PREFIX = "-artifact_prefix="


class Errors:
    """Keeps an input for each place in codegen that one breaks at."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: set[str] = set()

    def look(self, content: bytes, scratch: Path) -> None:
        """Judge a document; what breaks is written down."""
        try:
            judge(content, scratch)
        except Exception as error:
            place = _place(error)
            if place not in self._known:
                self._known.add(place)
                path = Path(f"{self._prefix}error-{sha256(content).hexdigest()[:12]}")
                path.write_bytes(content)
                print(f"\n=== {path}: {place}", file=sys.stderr)
                traceback.print_exception(error, limit=-6)


def _place(error: Exception) -> str:
    """Where an error was raised; of one that a judge raised, the beginning of what it says."""
    raised = traceback.extract_tb(error.__traceback__)[-1]
    said = str(error)[:40] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {raised.filename}:{raised.lineno} {said}".strip()


class Mutation:
    """Edits documents as trees, and as bytes where they are none."""

    def __init__(self) -> None:
        self._trees = trees()
        self._parts = Parts.of(self._trees)

    def one(self, data: bytes, largest: int, seed: int) -> bytes:
        """Another document, made from `data`."""
        random = Random(seed)
        tree = _tree(data)
        if not containers(tree) or random.random() < _ALSO_AS_BYTES:
            return bytes(atheris.Mutate(data, largest))
        return _smallest(edited(tree, self._parts, random), data, largest)

    def both(self, data: bytes, other: bytes, largest: int, seed: int) -> bytes:
        """The first document with parts of the second."""
        random = Random(seed)
        tree, parts = _tree(data), Parts.of([_tree(other)])
        if not containers(tree) or not parts.members or not parts.items:
            return data[:largest]
        return _smallest(edited(tree, parts, random), data, largest)


def _tree(data: bytes) -> Json:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _smallest(tree: Json, before: bytes, largest: int) -> bytes:
    made = as_json(copied(tree))
    return made if len(made) <= largest else before[:largest]


def main(arguments: list[str]) -> None:
    """Run until an input breaks codegen, or libFuzzer's options say to end."""
    as_bytes = "--bytes" in arguments
    asked = [each for each in arguments[1:] if each != "--bytes"]
    options = [each for each in asked if each.startswith("-")]
    folders = [each for each in asked if not each.startswith("-")]
    seeds = texts() if as_bytes else list(map(as_json, trees()))
    seeds += [each.read_bytes() for each in kept()]
    mutation = Mutation()
    prefixes = [each for each in options if each.startswith(_PREFIX)]
    errors = Errors(prefixes[-1].removeprefix(_PREFIX) if prefixes else "")
    mutators = {"custom_mutator": mutation.one, "custom_crossover": mutation.both}
    with TemporaryDirectory() as seeded, TemporaryDirectory() as scratch:
        for index, content in enumerate(seeds):
            (Path(seeded) / str(index)).write_bytes(content)
        atheris.Setup(
            [arguments[0], *_DEFAULTS, *options, *folders, seeded],
            lambda content: errors.look(content, Path(scratch)),
            **({} if as_bytes else mutators),
        )
        warnings.simplefilter("ignore")
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
