"""`codegen diff` says of every change what it does to a program."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.draw_example import draw_example
from tests.oracle.judge import Example, Violation, judge
from tests.oracle.report import describe, table
from tests.property_settings import examples

# Examples that are type-checked together.
BATCH = 50


@pytest.mark.timeout(0)
def test_diff_agrees_with_program(tmp_path: Path) -> None:
    drawn: list[Example] = []

    # All examples are judged together, so they are only collected here.
    @examples(8, with_slow=300)
    @given(st.randoms(use_true_random=True))
    def collect(random: Random) -> None:
        drawn.append(draw_example(random))

    collect()
    violations: list[Violation] = []
    for start in range(0, len(drawn), BATCH):
        judgement = judge(drawn[start : start + BATCH], tmp_path)
        assert judgement.program_errors == []
        violations += judgement.violations
    report = "\n\n".join(map(describe, violations))
    assert not violations, f"{table(violations)}\n\n{report}"
