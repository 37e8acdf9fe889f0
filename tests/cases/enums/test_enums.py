"""Known enum values are listed; unknown ones are accepted."""

from __future__ import annotations

import typing
from typing import Any

import pytest

from tests.cases.serving import Server

_DATA = {
    "kind": "light",
    "version": 2,
    "colour": "amber",
    "level": 3,
    "mood": None,
    "on": True,
    "factor": 0.5,
    "mixed": True,
    "state": 1,
    "place": "north-east corner",
}
_TOMORROW = {
    "kind": "lamp",
    "version": 3,
    "colour": "ultraviolet",
    "level": 11,
    "mood": "hopeful",
    "factor": 2.5,
    "mixed": [],
    "state": 9,
    "place": "middle",
}


@pytest.mark.parametrize("data", [_DATA, _TOMORROW])
def test_known_and_unknown_enum_values(
    data: dict[str, object], client: Any, operations: Any, server: Server
) -> None:
    server.answer(data)
    light = operations.get_light(client, "red")
    assert light.to_dict() == data
    assert light.colour == data["colour"]
    assert light.state == data["state"]


def test_unknown_enum_value_is_sent(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_light(client, "ultra violet", level=11)
    assert server.last.path == "/lights/ultra%20violet"
    assert server.last.query == "level=11"


def test_named_enum_is_type_alias(models: Any) -> None:
    known, text = typing.get_args(models.Colour)
    assert typing.get_args(known) == (
        "red",
        "amber",
        "green",
        "flashing amber",
        "",
        'say "stop"',
    )
    assert text is str
