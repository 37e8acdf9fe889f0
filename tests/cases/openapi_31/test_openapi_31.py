"""Features of OpenAPI 3.1: lists of types, constants, boolean schemas, keywords beside `$ref`."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from tests.cases.serving import Server


def test_object_round_trip(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    data = {
        "kind": "thing",
        "name": None,
        "size": "large",
        "nothing": None,
        "anything": [{"a": 1}],
        "pair": ["a", 1],
        "photo": "aGk=",
        "part": {"number": 1},
        "old_part": {"number": 2},
        "exact_part": {"number": 3, "colour": "red"},
        "maybe_part": None,
        "several": [{"on": "2026-05-01"}, "text"],
        "either": {"number": 4, "by": "2026-05-01"},
        "day": "2026-05-01",
        "same_day": "2026-05-01",
    }
    server.answer(data)
    thing = operations.get_thing(client)
    assert thing.to_dict() == data
    assert thing.photo == b"hi"
    assert isinstance(thing.old_part, models.Part)
    assert thing.exact_part.colour == "red"
    assert thing.several == [models.SeveralObject(on=date(2026, 5, 1)), "text"]
    assert (thing.either.number, thing.either.by) == (4, date(2026, 5, 1))
    assert (thing.day, thing.same_day) == (date(2026, 5, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("field", "annotation"),
    [
        ("kind", "Literal['thing']"),
        ("name", "str | None"),
        ("size", "int | str | None"),
        ("nothing", "None"),
        ("anything", "Any | None"),
        ("never", "Never | None"),
        ("pair", "tuple[str, int] | None"),
        ("photo", "Base64 | None"),
        ("maybe_part", "Part | None"),
        ("several", "Several | None"),
        ("either", "Either | None"),
        ("day", "Date | None"),
        ("same_day", "Date | None"),
        ("uuid", "Text | None"),
    ],
)
def test_annotations(field: str, annotation: str, models: Any) -> None:
    assert models.Thing.__annotations__[field].replace('"', "'") == annotation


def test_keywords_beside_reference(models: Any) -> None:
    with pytest.raises(TypeError, match="'number'"):
        models.ThingExactPart(colour="red")
    assert models.Part().number is None


def test_list_of_types(models: Any) -> None:
    spelt = [str(member) for member in get_args(models.Several)]
    assert [spelling.partition("[")[0] for spelling in spelt] == [
        "ForwardRef('SeveralObject')",
        "list",
        "<class 'str'>",
    ]
    assert len(get_args(models.Either)) == 2


def test_response_with_false_schema(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"a": 1})
    assert operations.get_nothing(client) == {"a": 1}
    assert operations.get_nothing.__annotations__["return"] == "Any"
