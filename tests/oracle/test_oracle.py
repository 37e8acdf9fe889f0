"""`codegen diff` agrees with a program about the effect of every change."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.oracle.draw_example import draw_example
from tests.oracle.judge import BATCH, Violation, judge
from tests.oracle.report import describe, table
from tests.property_settings import example_count


# Seconds: 300 examples with --slow take three minutes on a quiet machine.
@pytest.mark.timeout(3600)
def test_diff_agrees_with_program(tmp_path: Path) -> None:
    # Seeds, not Hypothesis: its examples change with the source of the test.
    count = example_count(8, with_slow=300)
    drawn = [draw_example(Random(seed)) for seed in range(count)]
    violations: list[Violation] = []
    judged = 0
    for start in range(0, len(drawn), BATCH):
        judgement = judge(drawn[start : start + BATCH], tmp_path)
        assert judgement.program_errors == []
        violations += judgement.violations
        judged += judgement.judged
    # Few changes make a document that codegen rejects.
    assert judged > 0.8 * len(drawn)
    report = "\n\n".join(map(describe, violations))
    assert not violations, f"{table(violations)}\n\n{report}"
