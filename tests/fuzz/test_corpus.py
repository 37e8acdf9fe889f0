"""The fuzzer's corpus as regression tests: no input breaks its target."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.mutations import Fragments, Json, containers, mutate
from tests.fuzz.seeds import CORPUS, as_json, case_trees, corpus_files
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets.target import Target

_SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES: st.SearchStrategy[Json] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.just("$ref"), inner, max_size=3)
    ),
    max_leaves=8,
)

each_target = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        pytest.param(target, path, id=f"{name}-{path.stem}")
        for name, target in TARGETS.items()
        for path in corpus_files(name)
    ],
)
def test_corpus_input_breaks_nothing(
    target: Target, path: Path, tmp_path: Path
) -> None:
    target.check(path.read_bytes(), tmp_path)


@each_target
def test_corpus_is_small(target: Target) -> None:
    sizes = [path.stat().st_size for path in corpus_files(target.name)]
    assert 0 < len(sizes) <= 60
    assert sum(sizes) <= 200_000


def test_corpus_has_a_folder_per_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} == {*TARGETS}


@each_target
def test_first_seed_is_valid(target: Target, tmp_path: Path) -> None:
    assert target.check(target.seeds()[0], tmp_path)


@each_target
def test_garbage_is_invalid(target: Target, tmp_path: Path) -> None:
    assert not target.check(b"\xff\x00{", tmp_path)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("build", "tests.fuzz.targets.build.declare_client"),
        ("diff", "tests.fuzz.targets.diff.diff"),
        ("manifest", "tests.fuzz.targets.manifest.check"),
        ("reader", "tests.fuzz.targets.scripted_responses.Headers"),
    ],
)
def test_unexpected_exception_is_raised(
    name: str, function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(function, lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        TARGETS[name].check(TARGETS[name].seeds()[0], tmp_path)


@each_target
def test_mutations_change_most_seeds_the_same_way_each_time(target: Target) -> None:
    mutator, seeds = target.mutator(), target.seeds()
    mutated = [mutator.mutate(seed, Random(7)) for seed in seeds]
    assert mutated == [mutator.mutate(seed, Random(7)) for seed in seeds]
    changed = [new for seed, new in zip(seeds, mutated, strict=True) if new != seed]
    assert len(changed) > len(seeds) * 0.6
    assert mutator.mutate(b"\xff", Random(7)) is None
    crossed = mutator.cross_over(seeds[0], seeds[-1], Random(7))
    assert crossed not in (None, seeds[0])


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
