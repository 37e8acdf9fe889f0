"""What a component is made of has a name too; that it may be null is said by who refers to it."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server

HOLDER = {
    "rows": [{"row": 1}],
    "colours": ["red-with-a-long-name", "blue"],
    "cells": {"a": {"cell": 2}},
    "choice": {"right": "r"},
    "mixed": {"mixed": "m"},
    "maybe": None,
    "more": {"sure": True, "more": 3},
}


def test_every_part_is_decoded(models: Any) -> None:
    holder = models.Holder.from_dict(HOLDER)
    assert isinstance(holder.rows[0], models.RowsItem)
    assert isinstance(holder.cells["a"], models.CellsValue)
    assert isinstance(holder.choice, models.ChoiceVariantModel)
    assert isinstance(holder.mixed, models.MixedVariant)
    assert isinstance(holder.more, models.MaybeMore)
    assert holder.to_dict() == HOLDER


def test_a_nullable_component_is_a_class_or_none_where_it_is_referred_to(
    models: Any,
) -> None:
    annotations = models.Holder.__annotations__
    assert annotations["maybe"] == "Maybe | None"
    assert annotations["rows"] == "Rows"
    assert models.Holder.from_dict(HOLDER).is_set("maybe")


def test_json_of_a_kind_is_asked_for_by_its_own_name(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(HOLDER)
    assert isinstance(operations.get_holder(client), models.Holder)
    assert server.last.headers["accept"] == "application/vnd.parts+json"


def test_an_argument_called_locals_does_not_hide_pythons_own(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(HOLDER)
    operations.get_holder(client, locals_query="here")
    assert server.last.query == "locals=here"
