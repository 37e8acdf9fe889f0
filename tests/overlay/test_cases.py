"""Every folder in `cases` has a document, an overlay, and the expected result."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostics
from generator.source.load import read_source
from generator.source.overlay import apply_overlays, read_overlay, read_with_overlays

CASES = sorted(path.name for path in (Path(__file__).parent / "cases").iterdir())


@pytest.fixture
def folder(case: str) -> Path:
    return Path(__file__).parent / "cases" / case


@pytest.mark.parametrize("case", CASES)
def test_overlay_case(folder: Path) -> None:
    diagnostics = Diagnostics()
    overlaid = read_with_overlays(
        folder / "document.yaml", [folder / "overlay.yaml"], diagnostics
    )
    assert list(diagnostics) == []
    assert overlaid.tree == read_source(folder / "result.yaml").tree


@pytest.mark.parametrize("case", CASES)
def test_inputs_are_not_modified(folder: Path) -> None:
    source = read_source(folder / "document.yaml")
    overlay = read_overlay(folder / "overlay.yaml")
    before = copy.deepcopy((source.tree, overlay.source.tree))
    diagnostics = Diagnostics()
    first = apply_overlays(source, [overlay], diagnostics)
    assert (source.tree, overlay.source.tree) == before
    assert apply_overlays(source, [overlay], diagnostics) == first
