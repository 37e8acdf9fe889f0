"""Schemas that contain themselves, directly, through another, or without a class."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.cases.serving import Server

_DATA = {
    "label": "root",
    "children": [{"label": "left", "children": [{"label": "leaf"}]}, {}],
    "owner": {"name": "Ada", "favourite": {"label": "oak"}},
}


def test_self_reference(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(_DATA)
    tree = operations.get_tree(client, "t1")
    assert isinstance(tree.children[0].children[0], models.Tree)
    assert tree.children[0].children[0].label == "leaf"
    assert tree.to_dict() == _DATA


def test_mutual_reference(models: Any) -> None:
    tree = models.Tree.from_dict(_DATA)
    assert isinstance(tree.owner, models.Owner)
    assert isinstance(tree.owner.favourite, models.Tree)


def test_recursive_arrays_and_maps(models: Any) -> None:
    data = {"nested": [[], [[]]], "notes": {"a": {"b": {}}}}
    tree = models.Tree.from_dict(data)
    assert tree.nested == [[], [[]]]
    assert tree.notes == {"a": {"b": {}}}
    assert tree.to_dict() == data


def test_recursive_inputs(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    child = models.Tree(planted_at=time, children=[{"planted_at": time}])
    operations.put_tree(client, "t1", children=[child, {"children": [child]}])
    sent = {"planted_at": 1767225600, "children": [{"planted_at": 1767225600}]}
    assert server.last.json == {"children": [sent, {"children": [sent]}]}
