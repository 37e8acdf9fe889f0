"""Read overlays, and report everything that is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.core.diagnostics import DocumentError
from generator.source.overlay import (
    Copy,
    Info,
    Overlay,
    Remove,
    Update,
    read_overlay,
    read_overlays,
)
from tests.overlay.overlays import document_file, overlay_file, summary


def problems(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_overlay(path)
    return [summary(item) for item in caught.value.diagnostics]


def problems_of(folder: Path, text: str) -> list[str]:
    return problems(document_file(folder, text, "o.yaml"))


def test_read_overlay_fields(tmp_path: Path) -> None:
    path = document_file(
        tmp_path,
        """
        overlay: 1.1.0
        info: {title: Ours, version: "2", description: words, x-team: docs}
        extends: ./api.yaml
        x-anything: [1]
        actions:
          - {target: $.a, description: why, update: {b: 1}, x-ticket: 7}
          - {target: $.b, update: null}
          - {target: $.c, remove: true, update: 1}
          - {target: $.d, copy: $.e}
          - {target: $.f, remove: false}
        """,
    )
    overlay = read_overlay(path)
    assert isinstance(overlay, Overlay)
    assert (overlay.overlay, overlay.extends) == ("1.1", "./api.yaml")
    assert overlay.info == Info("Ours", "2", "words")
    targets = [action.target.text for action in overlay.actions]
    assert targets == ["$.a", "$.b", "$.c", "$.d", "$.f"]
    changes = [action.change for action in overlay.actions]
    assert changes[:3] == [Update({"b": 1}), Update(None), Remove()]
    assert isinstance(changes[3], Copy)
    assert changes[3].query.text == "$.e"
    assert changes[4] is None
    assert overlay.actions[0].description == "why"


def test_read_json_overlay(tmp_path: Path) -> None:
    value = {
        "overlay": "1.0.1",
        "info": {"title": "t", "version": "1"},
        "actions": [{"target": "$", "update": {}}],
    }
    path = tmp_path / "o.json"
    path.write_text(json.dumps(value))
    assert read_overlay(path).overlay == "1.0"


def test_all_problems_are_reported(tmp_path: Path) -> None:
    text = """
    overlay: 1.0.0
    info: {title: 1, versoin: "1"}
    extends: [x]
    action: []
    actions:
      - {target: "$.a[", update: {}}
      - {updaet: {}}
      - {target: $.b, remove: "yes", description: 7}
      - {target: $.c, copy: $.d}
      - nothing
    """
    version = "the field `version` is missing: a string"
    fields = "the Overlay Specification has no field"
    found = problems_of(tmp_path, text)
    not_jsonpath = "'$.a[' is not a JSONPath query of RFC 9535: "
    assert found.pop(5).startswith(f"o.yaml:6:6 error[overlay] {not_jsonpath}")
    assert found == [
        f"o.yaml:2:1 error[overlay] {version}",
        "o.yaml:2:8 error[overlay] `title` must be a string",
        f"o.yaml:2:18 error[overlay] {fields} 'versoin' here",
        "o.yaml:3:1 error[overlay] `extends` must be a string",
        f"o.yaml:4:1 error[overlay] {fields} 'action' here",
        "o.yaml:7:5 error[overlay] the field `target` is missing: a string",
        f"o.yaml:7:6 error[overlay] {fields} 'updaet' here",
        "o.yaml:8:19 error[overlay] `remove` must be true or false",
        "o.yaml:8:34 error[overlay] `description` must be a string",
        f"o.yaml:9:19 error[overlay] {fields} 'copy' here",
        "o.yaml:10:5 error[overlay] an action must be an object with a `target`",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("overlay: 1.2.0", "Overlay 1.2.0 is not supported; codegen reads 1.0.x and"),
        ("overlay: 1.0", "Overlay 1.0 is not supported; codegen reads 1.0.x and"),
        ("overlay: 2.0.0", "Overlay 2.0.0 is not supported; codegen reads 1.0.x and"),
        ("openapi: 3.1.0", "not an overlay: the field 'overlay' is missing"),
    ],
)
def test_unsupported_version(tmp_path: Path, line: str, message: str) -> None:
    [problem] = problems_of(tmp_path, f"{line}\nactions: 7\n")
    assert message in problem


@pytest.mark.parametrize("actions", ["[]", "{}", "x"])
def test_actions_must_not_be_empty(tmp_path: Path, actions: str) -> None:
    text = f'overlay: 1.0.0\ninfo: {{title: t, version: "1"}}\nactions: {actions}\n'
    wanted = "o.yaml:3:1 error[overlay] `actions` must be a list of at least one action"
    assert problems_of(tmp_path, text) == [wanted]


def test_update_and_copy_exclude_each_other(tmp_path: Path) -> None:
    path = overlay_file(tmp_path, "- {target: $, update: {}, copy: $.a}", "1.1.0")
    assert problems(path) == [
        "o.yaml:4:3 error[overlay] " "an action must not have both `update` and `copy`"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "",
        "paths",
        "$.",
        "$..",
        "$[?@.a =]",
        "$[?nope(@)]",
        "$" + "[?(" * 4000,
        "$" * 20000,
    ],
)
def test_target_must_be_jsonpath(tmp_path: Path, target: str) -> None:
    assert len(problems(overlay_file(tmp_path, f"- target: '{target}'"))) == 1


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path / "no.yaml") == [
        "no.yaml:None:None error[missing-document] no such file"
    ]
    path = document_file(tmp_path, "a: [1\n", "o.yaml")
    assert problems(path)[0].startswith("o.yaml:2:1 error[yaml-syntax]")


def test_problems_of_several_overlays_are_reported_together(tmp_path: Path) -> None:
    paths = [tmp_path / "no.yaml", document_file(tmp_path, "a: 1", "o.yaml")]
    with pytest.raises(DocumentError) as caught:
        read_overlays(paths)
    files = [item.file for item in caught.value.diagnostics]
    assert files == [str(path) for path in paths]
