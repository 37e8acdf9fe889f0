"""Overlapping parts of an `allOf`: the narrower type, or the intersection."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from generator.source.load import read_source
from tests.cases.building import document_of
from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("amount", "int | None"),
        ("kind", "Kind | None"),
        ("level", "Literal['low'] | None"),
        ("boss", "Worker | None"),
        ("aide", "Worker | None"),
        ("both", "ChildBoth | None"),
        ("meta", "ChildMeta | None"),
        ("list_", "list[Worker] | None"),
        ("secret", "str | None"),
        ("odd", "str | int | None"),
        ("colour", "Literal['blue'] | None"),
        ("shade", "Literal['grey', 'red', 'blue'] | str | None"),
        ("word", "Date | Literal['none'] | None"),
    ],
)
def test_all_of_narrows_property(field: str, annotation: str, models: Any) -> None:
    assert models.Child.__annotations__[field].replace('"', "'") == annotation


def test_all_of_merges_nested_objects(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    data = {
        "both": {
            "name": "A",
            "since": "2026-05-01",
            "friend": {"name": "B", "since": "2026-05-02"},
        },
        "meta": {"x": 1, "y": 2, "inner": {"p": "p", "q": "q"}},
    }
    server.answer(data)
    child = operations.get_child(client)
    assert child.both.name == "A"
    assert type(child.both.friend) is type(child.both)
    assert (child.meta.x, child.meta.y) == (1, 2)
    assert (child.meta.inner.p, child.meta.inner.q) == ("p", "q")
    assert child.to_dict() == data


@pytest.mark.parametrize("shape", ["r", "w"])
@pytest.mark.parametrize("ink", ["red", "ink"])
def test_all_of_intersects_unions(shape: str, ink: str, models: Any) -> None:
    data = {"drawing": {shape: 1, ink: 2}}
    drawing = models.Child.from_dict(data).drawing
    assert (getattr(drawing, shape), getattr(drawing, ink)) == (1, 2)
    assert drawing.additional_properties == {}
    assert models.Child.from_dict(data).to_dict() == data


def test_all_of_contradiction_warns() -> None:
    diagnostics = Diagnostics()
    tree = read_source(document_of("all_of_overrides")).tree
    lower_document(parse_document(tree, diagnostics), diagnostics)
    told = [
        (diagnostic.code, diagnostic.severity, diagnostic.at.tokens[-1])
        for diagnostic in diagnostics
        if diagnostic.at
    ]
    assert told == [
        ("conflicting-all-of", "warning", "odd"),
        ("conflicting-all-of", "warning", "shade"),
    ]
