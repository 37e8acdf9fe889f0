"""Run the server with the customers to list, in a separate process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_REPOSITORY = Path(__file__).parents[2]
_PROGRAM = "tests.benchmarks.programs.serve_customers"


@contextmanager
def serve_customers(sample: Path, count: int) -> Iterator[str]:
    """Run a server with `count` copies of a customer during a `with` block; yields its URL."""
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
        # Leaving the block closes the input of the server, which ends it.
