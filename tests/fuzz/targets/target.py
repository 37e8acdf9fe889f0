"""What a part of codegen needs in order to be fuzzed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol


class Mutator(Protocol):
    """Changes inputs as values of their format, which gets past its parser."""

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate an input; None if it is not of the format."""
        ...

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate an input with fragments of another; None if that is not possible."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """A part of codegen to fuzz.

    Attributes:
        name: the name on the command line, and of the folder in the corpus.
        check: takes an input and an empty folder, in which it may write; returns whether the input
            is valid. Any exception is a defect.
        seeds: inputs to mutate as values.
        raw_seeds: inputs to mutate as bytes.
        mutator: creates the mutator of values; deferred, because it may read many seeds.
        max_size: the size limit of inputs in bytes. Small inputs are easier to diagnose.
    """

    name: str
    check: Callable[[bytes, Path], bool]
    seeds: Callable[[], Sequence[bytes]]
    raw_seeds: Callable[[], Sequence[bytes]]
    mutator: Callable[[], Mutator]
    max_size: int = 6000
