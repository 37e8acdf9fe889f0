"""The server that customers are listed from, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
_PROGRAM = "tests.benchmarks.programs.serve_customers"


@contextmanager
def customers_served(sample: Path, count: int) -> Iterator[str]:
    """The URL of a server that has so many copies of a customer, until the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", _PROGRAM, sample, str(count)],
        cwd=_REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        # The end of its input, which leaving this block closes, is the end of the server.
