"""Enums and constants of every JSON type, and contradictory ones."""

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
        ("number", "Literal[1, 3] | int | float | None"),
        ("whole", "Literal[1, 2] | int | None"),
        ("flag", "Literal[True] | None"),
        ("none", "None"),
        ("maybe", "Literal['a', 'b'] | str | None"),
        ("mixed", "Literal[1, '1', True] | int | str | bool | None"),
        ("object", "dict[str, Any] | None"),
        ("list_", "Literal['x'] | dict[str, Any] | list[Any] | None"),
        ("twice", "Literal['a', 'b'] | str | None"),
        ("wrong", "str | None"),
        ("wrong_all", "int | None"),
        ("empty", "str | None"),
        ("text", "Literal['x'] | None"),
        ("half", "float | None"),
        ("one", "Literal[1] | None"),
        ("no", "Literal[False] | None"),
        ("nil", "None"),
        ("fixed_object", "dict[str, Any] | None"),
        ("fixed_list", "list[Any] | None"),
        ("awkward", "ThingAwkward | None"),
    ],
)
def test_enum_annotations(field: str, annotation: str, models: Any) -> None:
    assert models.Thing.__annotations__[field].replace('"', "'") == annotation


def test_enum_round_trip(client: Any, operations: Any, server: Server) -> None:
    data = {
        "number": 2.5,
        "mixed": "1",
        "object": {"a": 2},
        "list": [],
        "wrong": "1",
        "wrong_all": 1,
        "nil": None,
        "fixed_object": {"a": [1]},
        "awkward": "__class__",
        "twice": "of tomorrow",
    }
    server.answer(data)
    assert operations.post_thing(client, **data).to_dict() == data
    assert server.last.json == data


def test_contradictory_enum_warns() -> None:
    diagnostics = Diagnostics()
    tree = read_source(document_of("odd_enums")).tree
    lower_document(parse_document(tree, diagnostics), diagnostics)
    located = (
        (diagnostic.code, diagnostic.at.tokens[-1])
        for diagnostic in diagnostics
        if diagnostic.at
    )
    assert sorted(located) == [
        ("empty-enum", "empty"),
        ("enum-contradicts-type", "wrong"),
        ("enum-contradicts-type", "wrong_all"),
    ]
