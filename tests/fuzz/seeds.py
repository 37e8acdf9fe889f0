"""Seeds of the fuzzer: the documents of the test cases and the inputs in the corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generator.source.load import parse_text
from tests.cases.building import CASES, document_of
from tests.fuzz.mutations import Json

CORPUS = Path(__file__).with_name("corpus")
# Prefix of the names of inputs that once broke codegen.
REGRESSION_PREFIX = "broke-"


def corpus_files(target: str) -> list[Path]:
    """Inputs that once broke a target, or reach lines that none of its seeds reaches."""
    return sorted((CORPUS / target).iterdir())


def case_contents() -> list[bytes]:
    """The contents of the documents of the test cases."""
    return [document_of(case).read_bytes() for case in CASES]


@cache
def case_trees() -> Sequence[Json]:
    """The parsed documents of the test cases; shared, so do not modify them."""
    paths = [document_of(case) for case in CASES]
    return tuple(
        parse_text(path.read_text("utf-8"), path.suffix == ".json")[0] for path in paths
    )


def as_json(tree: Json) -> bytes:
    """A tree as compact JSON."""
    return json.dumps(tree, separators=(",", ":")).encode()
