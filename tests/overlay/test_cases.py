"""Each folder in `cases` is a document, an overlay, and the document that the two make."""

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
def test_document_and_overlay_make_the_result(folder: Path) -> None:
    diagnostics = Diagnostics()
    overlaid = read_with_overlays(
        folder / "document.yaml", [folder / "overlay.yaml"], diagnostics
    )
    assert list(diagnostics) == []
    assert overlaid.tree == read_source(folder / "result.yaml").tree


@pytest.mark.parametrize("case", CASES)
def test_document_and_overlay_stay_what_they_were(folder: Path) -> None:
    source = read_source(folder / "document.yaml")
    overlay = read_overlay(folder / "overlay.yaml")
    before = copy.deepcopy((source.tree, overlay.source.tree))
    diagnostics = Diagnostics()
    first = apply_overlays(source, [overlay], diagnostics)
    assert (source.tree, overlay.source.tree) == before
    assert apply_overlays(source, [overlay], diagnostics) == first
