"""The fuzzer's corpus as regression tests: every input gives a client or diagnostics."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.check_document import check_document
from tests.fuzz.mutations import Fragments, Json, containers, mutate
from tests.fuzz.seeds import CORPUS, as_json, case_trees, corpus_files

_SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES: st.SearchStrategy[Json] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.just("$ref"), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("path", corpus_files(), ids=lambda path: path.stem)
def test_corpus_input_gives_client_or_diagnostics(path: Path, tmp_path: Path) -> None:
    check_document(path.read_bytes(), tmp_path)


def test_corpus_is_small() -> None:
    sizes = [path.stat().st_size for path in corpus_files()]
    assert 0 < len(sizes) <= 60
    assert sum(sizes) <= 200_000
    assert {*CORPUS.iterdir()} == {*corpus_files()}


def test_document_of_a_case_gives_a_client(tmp_path: Path) -> None:
    assert check_document(as_json(case_trees()[0]), tmp_path)


def test_unexpected_exception_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.check_document.declare_client", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        check_document(as_json(case_trees()[0]), tmp_path)


@given(TREES, st.integers(0, 2**32))
def test_mutated_tree_is_json_and_original_unchanged(tree: Json, seed: int) -> None:
    before = as_json(tree)
    fragments = Fragments.of(case_trees()[:3])
    after = mutate(tree, fragments, Random(seed))
    assert json.loads(as_json(after)) == after
    assert as_json(tree) == before
    assert as_json(mutate(tree, fragments, Random(seed))) == as_json(after)


def test_mutations_change_most_documents() -> None:
    documents = case_trees()
    fragments = Fragments.of(documents)
    changed = sum(
        mutate(document, fragments, Random(1)) != document for document in documents
    )
    assert changed > len(documents) * 0.8
    assert all(map(containers, documents))


def test_corpus_runs_without_atheris() -> None:
    assert "atheris" not in sys.modules
