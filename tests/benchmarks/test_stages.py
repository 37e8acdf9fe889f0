"""The table of stage times has every stage."""

from __future__ import annotations

from pathlib import Path

from generator.workflows.build import STAGES
from tests.benchmarks.stages import table

QUICK = Path(__file__).with_name("quick.yaml")


def test_every_stage_has_time_and_share() -> None:
    lines = table(str(QUICK), rounds=1).splitlines()[2:]
    assert [line.split()[1] for line in lines] == list(STAGES)
    shares = [int(line.split()[-2].rstrip("%")) for line in lines]
    assert 95 <= sum(shares) <= 105
