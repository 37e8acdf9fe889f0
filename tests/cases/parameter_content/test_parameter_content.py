"""Parameters in a media type, of the same name in several places, and beside each other."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server

_POINT = {"x": 1, "y": 2}
_JSON = "%7B%22x%22%3A1%2C%22y%22%3A2%7D"


def test_parameters_of_one_name_are_arguments_of_several(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(
        client, "a", {}, "town", id_query=5, id_header=True, id_cookie="c"
    )
    assert server.last.path.startswith("/places/a/")
    assert server.last.query == "id=5"
    assert server.last.headers["id"] == "true"
    assert server.last.headers["cookie"] == "id=c"


def test_two_parameters_can_stand_in_one_part_of_the_path(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(client, "../b?", _POINT, "city")
    assert server.last.path == f"/places/..%2Fb%3F/{_JSON}.city"
    operations.archive_place(client, 7, why="old")
    assert server.last.path == "/places/7:archive"


def test_json_is_escaped_where_it_must_be(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(
        client, "a", {}, "town", near=_POINT, x_near=_POINT, near_by=_POINT
    )
    assert server.last.query == f"near={_JSON}"
    assert server.last.headers["x-near"] == '{"x":1,"y":2}'
    assert server.last.headers["cookie"] == f"near-by={_JSON}"


def test_text_is_as_it_is_given(client: Any, operations: Any, server: Server) -> None:
    operations.get_places(
        client, "a", {}, "town", note="a&b=ü", token="a%3D=b", shape="<p/>"
    )
    assert server.last.arguments == [("note", "a&b=ü"), ("shape", "<p/>")]
    assert server.last.headers["cookie"] == "token=a%3D=b"


@pytest.mark.parametrize("token", ["a b", "a;b", "a,b", 'a"b', "a\\b", "ü", "a\r\nb"])
def test_a_cookie_that_would_end_early_is_refused(
    token: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="'token' has a character") as caught:
        operations.get_places(client, "a", {}, "town", token=token)
    assert token not in str(caught.value)
    assert server.requests == []


@pytest.mark.parametrize("value", ["a\rb", "a\nb", "a\0b", "漢"])
def test_a_header_that_none_can_carry_is_refused(
    value: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="the header 'id' has a"):
        operations.get_places(client, "a", {}, "town", id_header=value)
    assert server.requests == []


def test_a_header_is_in_the_alphabet_of_headers(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(client, "a", {}, "town", id_header="é")
    assert server.last.headers["id"] == "é"


def test_an_empty_value_is_sent_where_it_is_allowed(
    client: Any, operations: Any, server: Server
) -> None:
    annotation = operations.get_places.__annotations__["limit"]
    assert annotation == "int | Literal[''] | Unset"
    operations.get_places(client, "a", {}, "town", limit="")
    assert server.last.query == "limit="


def test_an_object_can_be_parameters_of_any_name(
    client: Any, operations: Any, server: Server
) -> None:
    day = date(2026, 1, 2)
    operations.get_places(client, "a", {}, "town", day=day, others={"a b": 1, "c": 2})
    assert server.last.query == "day=2026-01-02&a%20b=1&c=2"


def test_what_a_header_says_already_is_no_argument(operations: Any) -> None:
    assert "accept" not in inspect.signature(operations.get_places).parameters


def test_a_property_and_a_parameter_of_one_name_are_two_arguments(
    client: Any, operations: Any, server: Server
) -> None:
    operations.archive_place(client, 7, id_body="x")
    assert server.last.path == "/places/7:archive"
    assert server.last.json == {"id": "x"}


def test_a_request_to_delete_can_have_a_body(
    client: Any, operations: Any, server: Server
) -> None:
    operations.delete_place(client, 7, why="gone")
    assert (server.last.method, server.last.json) == ("DELETE", {"why": "gone"})
