"""Search for documents that break codegen, guided by code coverage (libFuzzer).

    python -m tests.fuzz.run [--bytes] [FOLDER …] [-max_total_time=900] [-artifact_prefix=…]

By default, documents are mutated as trees, which gets past the parser; `--bytes` mutates raw bytes.
Inputs with new coverage go to FOLDER. Options with one dash are libFuzzer's own. An input that
breaks codegen is written to the current folder, one for each line that raises, and the run
continues; an input that exceeds the time limit ends it.

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
    from tests.fuzz.check_document import check_document
from tests.fuzz.mutations import Fragments, Json, containers, deep_copy, mutate
from tests.fuzz.seeds import as_json, case_contents, case_trees, corpus_files

# Limits per input: seconds, bytes (small inputs are easier to diagnose) and megabytes of memory.
_DEFAULTS = ("-timeout=20", "-max_len=6000", "-rss_limit_mb=3000")
# Probability of mutating a document as bytes instead of as a tree.
_BYTES_PROBABILITY = 0.02
_PREFIX = "-artifact_prefix="


class CrashRecorder:
    """Writes one input for each line of codegen that raises."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: set[str] = set()

    def check(self, content: bytes, scratch: Path) -> None:
        """Build a document, and write it to a file if that raises at a new line."""
        try:
            check_document(content, scratch)
        except Exception as error:
            origin = _origin(error)
            if origin not in self._known:
                self._known.add(origin)
                path = Path(f"{self._prefix}error-{sha256(content).hexdigest()[:12]}")
                path.write_bytes(content)
                print(f"\n=== {path}: {origin}", file=sys.stderr)
                traceback.print_exception(error, limit=-6)


def _origin(error: Exception) -> str:
    """The line that raised an error, and the start of the message of a failed assertion."""
    raised = traceback.extract_tb(error.__traceback__)[-1]
    message = str(error)[:40] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {raised.filename}:{raised.lineno} {message}".strip()


class Mutator:
    """Mutates documents as trees, and other inputs as bytes."""

    def __init__(self) -> None:
        self._fragments = Fragments.of(case_trees())

    def mutate(self, data: bytes, max_size: int, seed: int) -> bytes:
        """Mutate one input."""
        random = Random(seed)
        tree = _tree(data)
        if not containers(tree) or random.random() < _BYTES_PROBABILITY:
            return bytes(atheris.Mutate(data, max_size))
        return _limit_size(mutate(tree, self._fragments, random), data, max_size)

    def cross_over(self, data: bytes, other: bytes, max_size: int, seed: int) -> bytes:
        """Mutate one input with fragments of another."""
        random = Random(seed)
        tree, fragments = _tree(data), Fragments.of([_tree(other)])
        if not containers(tree) or not fragments.members or not fragments.items:
            return data[:max_size]
        return _limit_size(mutate(tree, fragments, random), data, max_size)


def _tree(data: bytes) -> Json:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _limit_size(tree: Json, before: bytes, max_size: int) -> bytes:
    content = as_json(deep_copy(tree))
    return content if len(content) <= max_size else before[:max_size]


def main(arguments: list[str]) -> None:
    """Run the fuzzer until libFuzzer's options, a timeout or the memory limit end it."""
    as_bytes = "--bytes" in arguments
    others = [argument for argument in arguments[1:] if argument != "--bytes"]
    options = [argument for argument in others if argument.startswith("-")]
    folders = [argument for argument in others if not argument.startswith("-")]
    seeds = case_contents() if as_bytes else list(map(as_json, case_trees()))
    seeds += [path.read_bytes() for path in corpus_files()]
    mutator = Mutator()
    prefixes = [option for option in options if option.startswith(_PREFIX)]
    crashes = CrashRecorder(prefixes[-1].removeprefix(_PREFIX) if prefixes else "")
    mutators = {
        "custom_mutator": mutator.mutate,
        "custom_crossover": mutator.cross_over,
    }
    with TemporaryDirectory() as seeded, TemporaryDirectory() as scratch:
        for index, content in enumerate(seeds):
            (Path(seeded) / str(index)).write_bytes(content)
        atheris.Setup(
            [arguments[0], *_DEFAULTS, *options, *folders, seeded],
            lambda content: crashes.check(content, Path(scratch)),
            **({} if as_bytes else mutators),
        )
        warnings.simplefilter("ignore")
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
