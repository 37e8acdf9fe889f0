"""What a fuzzer found stays found: each kept input ends in a client, or in what is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.editing import Json, Parts, containers, edited
from tests.fuzz.judging import judge
from tests.fuzz.seeds import CORPUS, as_json, kept, trees

_SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES: st.SearchStrategy[Json] = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=3) | st.just("$ref"), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.stem)
def test_a_kept_input_ends_well(path: Path, tmp_path: Path) -> None:
    judge(path.read_bytes(), tmp_path)


def test_the_corpus_is_small() -> None:
    sizes = [each.stat().st_size for each in kept()]
    assert 0 < len(sizes) <= 60
    assert sum(sizes) <= 200_000
    assert {*CORPUS.iterdir()} == {*kept()}


def test_a_document_of_the_cases_has_a_client(tmp_path: Path) -> None:
    assert judge(as_json(trees()[0]), tmp_path)


def test_what_no_document_may_lead_to_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.judging.declare_client", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        judge(as_json(trees()[0]), tmp_path)


@given(TREES, st.integers(0, 2**32))
def test_an_edited_tree_is_json_and_the_one_before_is_as_it_was(
    tree: Json, seed: int
) -> None:
    before = as_json(tree)
    parts = Parts.of(trees()[:3])
    after = edited(tree, parts, Random(seed))
    assert json.loads(as_json(after)) == after
    assert as_json(tree) == before
    assert as_json(edited(tree, parts, Random(seed))) == as_json(after)


def test_edits_change_most_documents() -> None:
    documents = trees()
    parts = Parts.of(documents)
    changed = sum(edited(each, parts, Random(1)) != each for each in documents)
    assert changed > len(documents) * 0.8
    assert all(map(containers, documents))


def test_the_fuzzer_is_not_needed_here() -> None:
    assert "atheris" not in sys.modules
