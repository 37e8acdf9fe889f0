"""What the time of a build goes to: `python -m tests.benchmarks.stages DOCUMENT [ROUNDS]`.

A build is made in this process, into a folder that goes away again, without a cache. A stage lasts
from its beginning to the next one's; `validate` is what there is left to wait for when all else is
done, since the second process has been at it all the time.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.frontend.open_document import DocumentRequest
from generator.source.load import parse_location
from generator.workflows.build import STAGES, BuildRequest, build


def stages_of(document: str) -> dict[str, float]:
    """The seconds of each stage of one build."""
    begun: list[tuple[str, float]] = []
    with TemporaryDirectory() as folder:
        client = Path(folder) / "client"
        build(
            BuildRequest(
                DocumentRequest(parse_location(document)), client, client.name
            ),
            lambda stage: begun.append((stage, perf_counter())),
        )
        begun.append(("", perf_counter()))
    return {stage: later - at for (stage, at), (_, later) in itertools.pairwise(begun)}


def table(document: str, rounds: int) -> str:
    """A line for each stage: the median of all rounds, and its share."""
    measured = [stages_of(document) for _ in range(rounds)]
    medians = {stage: median(each[stage] for each in measured) for stage in STAGES}
    whole = sum(medians.values())
    lines = [
        f"| {stage} | {seconds * 1000:.0f} ms | {seconds / whole:.0%} |"
        for stage, seconds in medians.items()
    ]
    return "\n".join(["| stage | median | share |", "|---|--:|--:|", *lines])


if __name__ == "__main__":
    os.environ["CODEGEN_CACHE"] = ""
    print(table(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5))
