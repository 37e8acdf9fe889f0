"""Run the oracle by hand: `python -m tests.oracle --examples 2000 --seed 1`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.oracle.draw_example import draw_example
from tests.oracle.judge import BATCH, judge
from tests.oracle.mutations import MUTATIONS
from tests.oracle.report import describe, table


def main() -> int:
    """Judge the requested number of examples, and print the violations."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--mutation", action="append", help="only this mutation; repeatable"
    )
    parser.add_argument("--brief", action="store_true", help="only the table")
    parser.add_argument(
        "--folder", type=Path, help="work here, and keep the type checker's cache"
    )
    options = parser.parse_args()
    os.environ["CODEGEN_CACHE"] = ""
    random = Random(options.seed)
    names = options.mutation or [m.name for m in MUTATIONS]
    random.shuffle(names)
    # Every mutation in turn.
    turns = islice(cycle(names), options.examples)
    examples = [draw_example(random, name) for name in turns]
    violations = []
    judged = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        for start in range(0, len(examples), BATCH):
            result = judge(examples[start : start + BATCH], folder)
            judged += result.judged
            violations += result.violations
            if not options.brief:
                for violation in result.violations:
                    print(describe(violation), end="\n\n", flush=True)
            for error in result.program_errors:
                print(f"the program itself is wrong: {error}")
            for example in result.rejected:
                print(f"rejected: {example.mutation}")
            print(f"{judged} of {len(examples)} judged", file=sys.stderr, flush=True)
    print(table(violations))
    verdicts = Counter(violation.verdict for violation in violations)
    print(f"{judged} examples judged, {len(violations)} violations", dict(verdicts))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
