"""Parameters with `content`, and parameters of the same name in several locations."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import pytest

from tests.cases.serving import Server

_POINT = {"x": 1, "y": 2}
_JSON = "%7B%22x%22%3A1%2C%22y%22%3A2%7D"


def test_same_name_in_several_locations(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(
        client, "a", {}, "town", id_query=5, id_header=True, id_cookie="c"
    )
    assert server.last.path.startswith("/places/a/")
    assert server.last.query == "id=5"
    assert server.last.headers["id"] == "true"
    assert server.last.headers["cookie"] == "id=c"


def test_two_parameters_in_one_path_segment(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_places(client, "a/b?", _POINT, "city")
    assert server.last.path == f"/places/a%2Fb%3F/{_JSON}.city"
    operations.archive_place(client, 7, why="old")
    assert server.last.path == "/places/7:archive"


def test_json_content_is_escaped(client: Any, operations: Any, server: Server) -> None:
    operations.get_places(
        client, "a", {}, "town", near=_POINT, x_near=_POINT, near_by=_POINT
    )
    assert server.last.query == f"near={_JSON}"
    assert server.last.headers["x-near"] == '{"x":1,"y":2}'
    assert server.last.headers["cookie"] == f"near-by={_JSON}"


def test_text_content(client: Any, operations: Any, server: Server) -> None:
    operations.get_places(
        client, "a", {}, "town", note="a&b=ü", token="a%3D=b", shape="<p/>"
    )
    assert server.last.arguments == [("note", "a&b=ü"), ("shape", "<p/>")]
    assert server.last.headers["cookie"] == "token=a%3D=b"


@pytest.mark.parametrize("token", ["a b", "a;b", "a,b", 'a"b', "a\\b", "ü", "a\r\nb"])
def test_invalid_cookie_characters(
    token: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="'token' contains a character") as caught:
        operations.get_places(client, "a", {}, "town", token=token)
    assert token not in str(caught.value)
    assert server.requests == []


@pytest.mark.parametrize("value", ["a\rb", "a\nb", "a\0b", "漢"])
def test_header_injection(
    value: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="the header 'id' contains a"):
        operations.get_places(client, "a", {}, "town", id_header=value)
    assert server.requests == []


def test_header_latin_1(client: Any, operations: Any, server: Server) -> None:
    operations.get_places(client, "a", {}, "town", id_header="é")
    assert server.last.headers["id"] == "é"


def test_allow_empty_value(client: Any, operations: Any, server: Server) -> None:
    annotation = operations.get_places.__annotations__["limit"]
    assert annotation == "int | Literal[''] | Unset"
    operations.get_places(client, "a", {}, "town", limit="")
    assert server.last.query == "limit="


def test_free_form_query_object(client: Any, operations: Any, server: Server) -> None:
    day = date(2026, 1, 2)
    operations.get_places(client, "a", {}, "town", day=day, others={"a b": 1, "c": 2})
    assert server.last.query == "day=2026-01-02&a%20b=1&c=2"


def test_ignored_header_parameters(operations: Any) -> None:
    assert "accept" not in inspect.signature(operations.get_places).parameters


def test_same_name_of_property_and_parameter(
    client: Any, operations: Any, server: Server
) -> None:
    operations.archive_place(client, 7, id_body="x")
    assert server.last.path == "/places/7:archive"
    assert server.last.json == {"id": "x"}


def test_delete_with_body(client: Any, operations: Any, server: Server) -> None:
    operations.delete_place(client, 7, why="gone")
    assert (server.last.method, server.last.json) == ("DELETE", {"why": "gone"})
