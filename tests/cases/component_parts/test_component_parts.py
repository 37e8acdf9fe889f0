"""Names for the parts of components; nullability belongs to the reference."""

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


def test_component_parts_are_decoded(models: Any) -> None:
    holder = models.Holder.from_dict(HOLDER)
    assert isinstance(holder.rows[0], models.RowsItem)
    assert isinstance(holder.cells["a"], models.CellsValue)
    assert isinstance(holder.choice, models.ChoiceVariantModel)
    assert isinstance(holder.mixed, models.MixedVariant)
    assert isinstance(holder.more, models.MaybeMore)
    assert holder.to_dict() == HOLDER


def test_nullable_component(
    models: Any,
) -> None:
    annotations = models.Holder.__annotations__
    assert annotations["maybe"] == "Maybe | None"
    assert annotations["rows"] == "Rows"
    assert models.Holder.from_dict(HOLDER).is_set("maybe")


def test_accept_header_of_json_subtype(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer(HOLDER)
    assert isinstance(operations.get_holder(client), models.Holder)
    assert server.last.headers["accept"] == "application/vnd.parts+json"


def test_argument_named_locals(client: Any, operations: Any, server: Server) -> None:
    server.answer(HOLDER)
    operations.get_holder(client, locals_query="here")
    assert server.last.query == "locals=here"
