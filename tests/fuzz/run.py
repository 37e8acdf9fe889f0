"""Search for inputs that break codegen, guided by code coverage (libFuzzer).

    python -m tests.fuzz.run TARGET [--bytes] [FOLDER …] [-max_total_time=900] [-artifact_prefix=…]

A target is one of `tests.fuzz.targets`: `build`, `diff`, `client`, `manifest` or `reader`. By
default, inputs are mutated as values, which gets past the parser; `--bytes` mutates raw bytes.
Inputs with new coverage go to FOLDER. Options with one dash are libFuzzer's own. An input that
breaks codegen is written to the current folder, one for each line that raises, and the run
continues; an input that exceeds the time limit ends it.

Source: https://llvm.org/docs/LibFuzzer.html
"""

from __future__ import annotations

import sys
import traceback
import warnings
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["generator"]):
    from tests.fuzz.targets import TARGETS
from tests.fuzz.seeds import corpus_files
from tests.fuzz.targets.target import Target

# Limits per input: seconds and megabytes of memory.
_DEFAULTS = ("-timeout=20", "-rss_limit_mb=3000")
# Probability of mutating an input as bytes instead of as a value.
_BYTES_PROBABILITY = 0.02
_PREFIX = "-artifact_prefix="


class CrashRecorder:
    """Writes one input for each line of codegen that raises."""

    def __init__(self, target: Target, prefix: str) -> None:
        self._target = target
        self._prefix = prefix
        self._known: set[str] = set()

    def check(self, content: bytes) -> None:
        """Check an input, and write it to a file if that raises at a new line."""
        try:
            with TemporaryDirectory() as scratch:
                self._target.check(content, Path(scratch))
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


class LibFuzzerMutator:
    """Mutates inputs as values of their format, and other inputs as bytes."""

    def __init__(self, target: Target) -> None:
        self._mutator = target.mutator()

    def mutate(self, data: bytes, max_size: int, seed: int) -> bytes:
        """Mutate one input."""
        random = Random(seed)
        mutated = None
        if random.random() >= _BYTES_PROBABILITY:
            mutated = self._mutator.mutate(data, random)
        if mutated is None:
            return bytes(atheris.Mutate(data, max_size))
        return _limit_size(mutated, data, max_size)

    def cross_over(self, data: bytes, other: bytes, max_size: int, seed: int) -> bytes:
        """Mutate one input with fragments of another."""
        mutated = self._mutator.cross_over(data, other, Random(seed))
        return _limit_size(data if mutated is None else mutated, data, max_size)


def _limit_size(content: bytes, before: bytes, max_size: int) -> bytes:
    return content if len(content) <= max_size else before[:max_size]


def main(arguments: list[str]) -> None:
    """Run the fuzzer until libFuzzer's options, a timeout or the memory limit end it."""
    program, *others = arguments
    target = TARGETS.get(others.pop(0)) if others else None
    if target is None:
        sys.exit(f"the first argument is a target: {', '.join(TARGETS)}")
    as_bytes = "--bytes" in others
    options = [word for word in others if word.startswith("-") and word != "--bytes"]
    folders = [word for word in others if not word.startswith("-")]
    seeds = [*(target.raw_seeds() if as_bytes else target.seeds())]
    seeds += [path.read_bytes() for path in corpus_files(target.name)]
    prefixes = [option for option in options if option.startswith(_PREFIX)]
    crashes = CrashRecorder(
        target, prefixes[-1].removeprefix(_PREFIX) if prefixes else ""
    )
    mutator = LibFuzzerMutator(target)
    mutators = {
        "custom_mutator": mutator.mutate,
        "custom_crossover": mutator.cross_over,
    }
    with TemporaryDirectory() as seeded:
        for index, content in enumerate(seeds):
            (Path(seeded) / str(index)).write_bytes(content)
        defaults = (*_DEFAULTS, f"-max_len={target.max_size}")
        atheris.Setup(
            [program, *defaults, *options, *folders, seeded],
            crashes.check,
            **({} if as_bytes else mutators),
        )
        warnings.simplefilter("ignore")
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
