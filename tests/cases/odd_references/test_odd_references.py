"""References to any location of a schema, in chains and cycles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server

_THING = {
    "colour": {"red": 1},
    "id": 2,
    "shared": {"shared": 3},
    "b": {"c": 4},
    "item": {"d": 5},
    "member": {"e": 6},
    "part": {"base": 7},
    "local": {"depth": 1, "again": {"depth": 2}},
    "chain": {"name": "n", "first": {"name": "m"}},
    "twisted": {"name": "o"},
    "tree": {
        "left": {"below": [{"left": None}]},
        "named": {"x": {"below": []}},
        "same": {"more": {"left": None}},
    },
}


@pytest.mark.parametrize("field", [name for name in _THING if name != "id"])
def test_reference_target_is_model(
    field: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"it": {field: _THING[field]}})
    answer = operations.get_thing(client, 1)
    found = getattr(answer.it, field)
    assert type(found).__module__.startswith("odd_references_client.models")
    assert found.additional_properties == {}
    assert answer.to_dict() == {"it": {field: _THING[field]}}


def test_references_to_one_location_share_type(models: Any) -> None:
    thing = models.Thing.from_dict(_THING)
    assert thing.id == 2
    assert type(thing.local.again) is type(thing.local)
    assert isinstance(thing.chain.first, models.Third)
    assert isinstance(thing.tree.left.below[0], models.Tree)
    assert isinstance(thing.tree.named["x"], models.Tree)
    assert isinstance(thing.tree.same.more, models.Tree)
    assert thing.to_dict() == _THING


def test_keywords_beside_reference(models: Any) -> None:
    with pytest.raises(TypeError, match="'name'"):
        models.ThingTwisted()
    assert models.Third().name is None
