"""Unions without a telling property: the properties that must be there decide."""

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
def test_the_member_that_is_complete_and_knows_most_is_chosen(
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
def test_what_fits_no_member_stays_as_it_came(data: object, models: Any) -> None:
    drawing = models.Drawing.from_dict({"shapes": [data]})
    assert drawing.shapes == [data]
    assert drawing.to_dict() == {"shapes": [data]}
