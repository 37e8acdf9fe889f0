"""What the fuzzer starts from: the documents of the cases, and the inputs that were kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generator.source.load import parse_text
from tests.cases.building import CASES, document_of
from tests.fuzz.editing import Json

CORPUS = Path(__file__).with_name("corpus")
# How the name of an input begins that broke codegen once.
BROKE = "broke-"


def kept() -> list[Path]:
    """Inputs that found an error, or reached what no document of the cases reaches."""
    return sorted(each for each in CORPUS.iterdir() if each.suffix == ".document")


def texts() -> list[bytes]:
    """The documents of the cases as they are written."""
    return [document_of(case).read_bytes() for case in CASES]


@cache
def trees() -> Sequence[Json]:
    """The documents of the cases as values, which are not to be changed."""
    paths = [document_of(case) for case in CASES]
    return tuple(
        parse_text(each.read_text("utf-8"), each.suffix == ".json")[0] for each in paths
    )


def as_json(tree: Json) -> bytes:
    """The shortest text of a tree."""
    return json.dumps(tree, separators=(",", ":")).encode()
