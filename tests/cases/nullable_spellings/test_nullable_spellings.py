"""Every spelling of nullability."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("text", "str | None"),
        ("bare", "Any"),
        ("beside", "Part | None"),
        ("wrapped", "Part | None"),
        ("together", "Part | None"),
        ("listed", "Literal['a', 'b'] | str | None"),
        ("one_of", "Part | str | None"),
        ("x", "int | None"),
        ("named", "MaybePart | None"),
        ("both", "Part | Size | None"),
        ("size", "Size | None"),
        ("items", "list[Part | None]"),
        ("empty_member", "Part | None"),
        ("deep", "Part | None"),
        ("plain", "Part"),
    ],
)
def test_nullable_annotations(field: str, annotation: str, models: Any) -> None:
    assert models.Thing.__annotations__[field].replace('"', "'") == annotation


def test_null_round_trip(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    data: dict[str, Any] = dict.fromkeys(models.Thing.__annotations__)
    data |= {"items": [None, {"number": 1}], "plain": {"number": 2}}
    server.answer(data)
    thing = operations.get_thing(client)
    assert thing.items == [None, models.Part(number=1)]
    assert thing.is_set("text")
    assert thing.to_dict() == data
