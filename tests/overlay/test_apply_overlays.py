"""Apply overlays: order, results, and diagnostics with their location in the overlay."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostics, DocumentError
from generator.core.pointer import Pointer
from generator.source.load import Source, origin_of, read_source
from generator.source.load.limits import depth
from generator.source.overlay import (
    Action,
    Info,
    Overlay,
    Update,
    apply_overlays,
    read_overlay,
    read_with_overlays,
)
from generator.source.overlay.compile_query import compile_query
from tests.load.json_trees import trees
from tests.overlay.overlays import document_file, overlaid, overlay_file, summary

DOCUMENT = """
info: {title: t, list: [1]}
tags: [{name: a}]
"""


def made(tree: object, name: str = "x") -> Source:
    return Source(name, "{}", tree, name, "json")


def update(target: str, value: object) -> Overlay:
    action = Action(Pointer(("actions", "0")), compile_query(target), Update(value))
    return Overlay(made({}, "o"), "1.0", Info("t", "1"), (action,))


@pytest.mark.parametrize(
    ("action", "version", "position", "message"),
    [
        ("{target: $.info.title, update: x}", "1.0.0", "4:4",
         "#/info/title is neither an object nor an array, and Overlay 1.0 selects only these"),
        ("{target: $.info.title, remove: true}", "1.0.0", "4:4",
         "#/info/title is neither an object nor an array, and Overlay 1.0 selects only these"),
        ("{target: $.info, update: 7}", "1.0.0", "4:20",
         "#/info is an object, and cannot be updated with a single value"),
        ("{target: $.info.title, update: {}}", "1.1.0", "4:26",
         "#/info/title is a single value, and cannot be updated with an object"),
        ("{target: $.info, update: {title: {a: 1}}}", "1.0.0", "4:29",
         "'title' is a single value in the document, and an object here"),
        ("{target: $, update: {info: {list: {}}}}", "1.0.0", "4:31",
         "'list' is an array in the document, and an object here"),
        ("{target: $, remove: true}", "1.0.0", "4:4", "the whole document cannot be removed"),
        ("{target: '$[*]', update: {}}", "1.1.0", "4:4",
         "the target selects values of different types: an array, an object"),
        ("{target: $.info, copy: '$.tags[*].name.*'}", "1.1.0", "4:20",
         "'$.tags[*].name.*' selects 0 values, not one"),
        ("{target: $.info, copy: $.tags}", "1.1.0", "4:20",
         "#/info is an object, and cannot be updated with an array"),
    ],
)  # fmt: skip
def test_action_that_cannot_be_applied_is_an_error(
    tmp_path: Path, action: str, version: str, position: str, message: str
) -> None:
    _, found = overlaid(tmp_path, DOCUMENT, f"- {action}", version)
    assert [(diagnostic.severity, diagnostic.message) for diagnostic in found] == [
        ("error", message)
    ]
    assert summary(found[0]).startswith(f"o.yaml:{position} ")


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("{target: $.nothing, update: {}}",
         "o.yaml:4:4 warning[overlay-nothing-selected] "
         "'$.nothing' selects nothing in the document"),
        ("{target: $.info}",
         "o.yaml:4:3 warning[overlay-no-change] "
         "the action changes nothing: it has neither `update` nor `remove`"),
        ("{target: $.tags, update: [{name: b}]}",
         "o.yaml:4:20 warning[overlay-array-entry] "
         "in Overlay 1.0 the array becomes one entry of the array it updates"),
    ],
)  # fmt: skip
def test_action_without_effect_is_a_warning(
    tmp_path: Path, action: str, expected: str
) -> None:
    _, found = overlaid(tmp_path, DOCUMENT, f"- {action}")
    assert [summary(item) for item in found] == [expected]


def test_actions_after_an_error_are_applied(
    tmp_path: Path,
) -> None:
    actions = """
    - {target: $.info, update: 7}
    - {target: $.nothing, remove: true}
    - {target: $.tags, update: {name: b}}
    - {target: $.tags, remove: true}
    """
    source, found = overlaid(tmp_path, DOCUMENT, actions)
    assert [diagnostic.code for diagnostic in found] == [
        "overlay",
        "overlay-nothing-selected",
    ]
    assert source.tree == {"info": {"title": "t", "list": [1]}}


def test_overlays_are_applied_in_order(tmp_path: Path) -> None:
    document = document_file(tmp_path, DOCUMENT)
    first = overlay_file(tmp_path, "- {target: $, update: {x: {a: 1}}}", name="1.yaml")
    then = overlay_file(tmp_path, "- {target: $.x, update: {a: 2}}", name="2.yaml")
    diagnostics = Diagnostics()
    source = read_with_overlays(document, [first, then], diagnostics)
    assert source.tree["x"] == {"a": 2}
    assert list(diagnostics) == []
    read_with_overlays(document, [then, first], diagnostics)
    assert [diagnostic.code for diagnostic in diagnostics] == [
        "overlay-nothing-selected"
    ]


def test_errors_of_all_overlays_are_reported_together(tmp_path: Path) -> None:
    document = document_file(tmp_path, DOCUMENT)
    wrong = [
        overlay_file(tmp_path, "- {target: $, update: 1}", name=name)
        for name in ("1.yaml", "2.yaml")
    ]
    diagnostics = Diagnostics()
    with pytest.raises(DocumentError) as caught:
        read_with_overlays(document, wrong, diagnostics)
    files = [item.file for item in caught.value.diagnostics]
    assert files == [str(path) for path in wrong]


def test_digests_of_document_and_overlays(tmp_path: Path) -> None:
    document = document_file(tmp_path, DOCUMENT)
    path = overlay_file(tmp_path, "- {target: $, update: {x: 1}}")
    plain, overlay = read_source(document), read_overlay(path)
    source = apply_overlays(plain, [overlay, overlay], Diagnostics())
    assert (source.digest, source.text) == (plain.digest, plain.text)
    assert source.overlays == (overlay.source.digest,) * 2
    assert read_with_overlays(document, [], Diagnostics()) == plain


@given(trees)
def test_empty_update_changes_nothing(tree: dict[str, object]) -> None:
    diagnostics = Diagnostics()
    overlay = update("$", {})
    assert apply_overlays(made(tree), [overlay], diagnostics).tree == tree
    assert list(diagnostics) == []


@given(trees, st.dictionaries(st.sampled_from(["a", "b", "é/~"]), st.integers()))
def test_update_adds_members_and_keeps_the_others(
    tree: dict[str, object], members: dict[str, int]
) -> None:
    target = {"new": {"kept": True}, **tree}
    source = made(target)
    result = apply_overlays(source, [update("$", {"new": members})], Diagnostics())
    if not isinstance(target["new"], dict):
        return
    assert result.tree == {**target, "new": {**target["new"], **members}}
    assert source.tree is target
    for name in members:
        origin = origin_of(result, Pointer(("new", name)))
        assert origin.source.name == "o"
        assert origin.at.tokens[-1] == name


def test_depth_limit() -> None:
    deep: object = {}
    for _ in range(60):
        deep = {"a": deep}
    diagnostics = Diagnostics()
    overlay = update("$" + ".a" * 60, deep)
    apply_overlays(made(deep), [overlay], diagnostics)
    [found] = diagnostics
    assert found.message == "the document would nest over 100 levels"


def test_overlay_may_reach_the_depth_limit() -> None:
    deep: object = {}
    for _ in range(99):
        deep = {"a": deep}
    diagnostics = Diagnostics()
    source = apply_overlays(
        made(deep), [update("$" + ".a" * 99, {"b": 1})], diagnostics
    )
    assert list(diagnostics) == []
    assert depth(source.tree) == 100


def test_size_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = sys.modules["generator.source.overlay.apply_overlays"]
    monkeypatch.setattr(module, "MAX_VALUES", 1000)
    doubling = "- {target: $.a, copy: $.a}\n" * 40
    source, found = overlaid(tmp_path, "a: [1]", doubling, "1.1.0")
    assert len(source.tree["a"]) == 512
    assert {diagnostic.message for diagnostic in found} == {
        "it would insert over 1,000 values"
    }
