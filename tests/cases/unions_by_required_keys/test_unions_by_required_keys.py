"""Unions without a discriminating property: required properties decide."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"radius": 1}, "Circle"),
        ({"side": 1}, "Square"),
        ({"side": 1, "length": 2}, "Oblong"),
        ({"colour": "red", "radius": 1, "unknown": True}, "Circle"),
    ],
)
def test_member_by_required_and_known_properties(
    data: dict[str, object],
    name: str,
    client: Any,
    operations: Any,
    models: Any,
    server: Server,
) -> None:
    server.answer({"shapes": [data]})
    drawing = operations.get_drawing(client)
    assert isinstance(drawing.shapes[0], getattr(models, name))
    assert drawing.to_dict() == {"shapes": [data]}


@pytest.mark.parametrize("data", [{}, {"corners": 5}, "a line", 4, None, [1]])
def test_value_without_member_is_kept(data: object, models: Any) -> None:
    drawing = models.Drawing.from_dict({"shapes": [data]})
    assert drawing.shapes == [data]
    assert drawing.to_dict() == {"shapes": [data]}
