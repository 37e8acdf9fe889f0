"""The time of each stage of a build: `python -m tests.benchmarks.stages DOCUMENT [ROUNDS]`.

Builds run in this process, into a temporary folder, without a cache. A stage lasts until the next
one begins. Validation runs in a second process; `validate` is only the remaining wait for it.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.frontend.document_request import DocumentRequest
from generator.source.load import parse_location
from generator.workflows.build import STAGES, BuildRequest, build


def stage_times(document: str) -> dict[str, float]:
    """Run one build and return the seconds of each stage."""
    started: list[tuple[str, float]] = []
    with TemporaryDirectory() as folder:
        client = Path(folder) / "client"
        build(
            BuildRequest(
                DocumentRequest(parse_location(document)), client, client.name
            ),
            lambda stage: started.append((stage, perf_counter())),
        )
        started.append(("", perf_counter()))
    return {
        stage: end - start for (stage, start), (_, end) in itertools.pairwise(started)
    }


def table(document: str, rounds: int) -> str:
    """A Markdown table with the median time of each stage, and its share."""
    measured = [stage_times(document) for _ in range(rounds)]
    medians = {stage: median(times[stage] for times in measured) for stage in STAGES}
    total = sum(medians.values())
    lines = [
        f"| {stage} | {seconds * 1000:.0f} ms | {seconds / total:.0%} |"
        for stage, seconds in medians.items()
    ]
    return "\n".join(["| stage | median | share |", "|---|--:|--:|", *lines])


if __name__ == "__main__":
    os.environ["CODEGEN_CACHE"] = ""
    print(table(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5))
