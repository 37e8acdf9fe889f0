"""What OpenAPI 3.1 adds: lists of types, constants, booleans as schemas, keywords beside `$ref`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_an_object_reads_and_comes_back_as_it_was(
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
    }
    server.answer(data)
    thing = operations.get_thing(client)
    assert thing.to_dict() == data
    assert thing.photo == b"hi"
    assert isinstance(thing.old_part, models.Part)
    assert thing.exact_part.colour == "red"


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
    ],
)
def test_types_say_what_the_document_says(
    field: str, annotation: str, models: Any
) -> None:
    assert models.Thing.__annotations__[field].replace('"', "'") == annotation


def test_keywords_beside_a_reference_hold_as_well(models: Any) -> None:
    with pytest.raises(TypeError, match="'number'"):
        models.ThingExactPart(colour="red")
    assert models.Part().number is None
