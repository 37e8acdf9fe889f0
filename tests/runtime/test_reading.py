"""`read_json` and `read_value`: the JSON type of the outermost value is checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.runtime.models.decode import UnreadableError, read_json, read_value
from tests.runtime.little_client.models import Card, Customer

PACKAGE = "tests.runtime.little_client"


@pytest.mark.parametrize(
    ("annotation", "value", "problem"),
    [
        ("Customer", [], "is an array, expected an object"),
        ("Customer", None, "is null, expected an object"),
        ("Customer | None", "cus_1", "is a string, expected an object or null"),
        ("list[Customer]", {}, "is an object, expected an array"),
        ("tuple[int, str]", {}, "is an object, expected an array"),
        ("dict[str, int]", [], "is an array, expected an object"),
        ("int", "1", "is a string, expected a number"),
        ("str", True, "is a boolean, expected a string"),
        ("bool", 1, "is a number, expected a boolean"),
        ("Literal['a', 1] | None", [], "an array, expected a string or a number"),
        ("UnixTime", {}, "is an object, expected a string or a number"),
        (
            "Annotated[Card | str, Discriminator('object', {'card': 'Card'})]",
            1,
            "is a number, expected an object or a string",
        ),
    ],
)
def test_undeclared_json_type_is_rejected(
    annotation: str, value: Any, problem: str
) -> None:
    for read, source in ((read_value, value), (read_json, json.dumps(value))):
        with pytest.raises(UnreadableError) as caught:
            read(source, annotation, PACKAGE)
        assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        ("Any", []),
        ("Any | None", {}),
        ("Customer | str", "cus_1"),
        ("int", 1.0),
        ("float", 1),
        ("Literal['a']", "a value that is new"),
        ("list[Customer]", []),
        ("UnixTime", "a string that is not a time"),
        ("Never", []),
    ],
)
def test_declared_json_type_is_accepted(annotation: str, value: Any) -> None:
    assert read_value(value, annotation, PACKAGE) == value


def test_nested_values_are_not_checked() -> None:
    customer = read_json('{"id": 5, "address": []}', "Customer", PACKAGE)
    assert type(customer) is Customer
    assert customer.to_dict() == {"id": 5, "address": []}
    assert read_value([5, {"id": "card_1"}], "list[Card]", PACKAGE)[0] == 5
    assert type(read_value([{}], "list[Card]", PACKAGE)[0]) is Card


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<p>", "is not JSON: Expecting value"),
        (b'{"id": "\xff"}', "is not JSON: 'utf-8' codec"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_invalid_json_is_rejected(content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_json(content, "Any", PACKAGE)
    assert str(caught.value).startswith(problem)
