"""Names that are not valid in Python are renamed and keep their wire names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server

_FIELDS = {
    "from_": "from",
    "class_": "class",
    "field_1099": "1099",
    "field_3d_secure": "3d_secure",
    "object_key": "object[key]",
    "to_dict_": "to_dict",
    "from_dict_": "from_dict",
    "str_": "str",
    "self_": "self",
    "plus_1": "+1",
    "minus_1": "-1",
    "größe": "größe",
    "名前": "名前",
    "user_name": "user_name",
    "user_name_": "UserName",
    "user_name_2": "userName",
    "field": "%$!",
    "mangled": "__mangled",
}


@pytest.mark.parametrize(("name", "wire"), _FIELDS.items())
def test_field_wire_names(name: str, wire: str, models: Any) -> None:
    required = {"from": "x", "+1": 1}
    thing = models.List.from_dict({**required, wire: "value"})
    assert getattr(thing, name) == "value"
    assert models.List(**{"from_": "x", "plus_1": 1, name: "value"}) == thing
    assert thing.to_dict() == {**required, wire: "value"}


def test_argument_wire_names(client: Any, operations: Any, server: Server) -> None:
    server.answer({"from": "x", "+1": 1})
    thing = operations.class_(
        client,
        "a",
        "b",
        client_query="c",
        options_query="o",
        timeout_query=5,
        filter_state="s",
        x_trace_id="t",
        id="in the query",
        id_body="in the body",
        self="s",
        field_3d_secure=True,
        idempotency_key_body="k",
        idempotency_key="an option",
    )
    assert thing.plus_1 == 1
    assert server.last.path == "/things/a/b"
    assert server.last.arguments == [
        ("client", "c"),
        ("options", "o"),
        ("timeout", "5"),
        ("filter[state]", "s"),
        ("id", "in the query"),
    ]
    assert server.last.headers["x-trace-id"] == "t"
    assert server.last.headers["idempotency-key"] == "an option"
    assert server.last.json == {
        "id": "in the body",
        "self": "s",
        "3d_secure": True,
        "idempotency_key": "k",
    }


def test_schema_names_differing_in_case(
    models: Any,
) -> None:
    names = {"List", "Model2", "ModelModel", "TypeWithDashes", "TypeWithDashesModel"}
    assert names <= set(dir(models))
    thing = models.List(from_="x", plus_1=1, model={"None": "n"})
    assert models.List.from_dict(thing.to_dict()).model == models.Model2(none="n")
