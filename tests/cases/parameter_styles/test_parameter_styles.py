"""Locations and styles of parameters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("name", "value", "query"),
    [
        ("words", ["a b", "c&d"], "words=a%20b&words=c%26d"),
        ("commas", ["a b", "c,d"], "commas=a%20b,c%2Cd"),
        ("spaces", ["a", "b"], "spaces=a%20b"),
        ("pipes", ["a", "b"], "pipes=a%7Cb"),
        ("words", [], ""),
        ("exact", True, "exact=true"),
        ("limit", 5, "limit=5"),
        (
            "callback",
            "https://example.com/?a=b c",
            "callback=https://example.com/?a=b%20c",
        ),
        (
            "filter",
            {"state": "open", "tags": ["x", "y"]},
            "filter%5Bstate%5D=open&filter%5Btags%5D%5B0%5D=x&filter%5Btags%5D%5B1%5D=y",
        ),
        # Commas between items are not escaped; those within an item are.
        ("paths", ["a/b", "c,d"], "paths=a/b,c%2Cd"),
        ("among", {"a[": "b/c&,"}, "among%5Ba%5B%5D=b/c%26,"),
        (
            "query",
            {"since": datetime(2026, 1, 1, tzinfo=UTC)},
            "query=%7B%22since%22%3A1767225600%7D",
        ),
    ],
)
def test_query_styles(
    name: str, value: object, query: str, client: Any, operations: Any, server: Server
) -> None:
    operations.search(client, "north", [1], page_size=10, **{name: value})
    pairs = server.last.query.split("&")
    pairs.remove("page%5Bsize%5D=10")
    assert "&".join(pairs) == query


@pytest.mark.parametrize(
    ("area", "path"),
    [("a/b", "a%2Fb"), ("ü?#%", "%C3%BC%3F%23%25"), ("...", "..."), ("a b", "a%20b")],
)
def test_path_parameter_is_escaped(
    area: str, path: str, client: Any, operations: Any, server: Server
) -> None:
    operations.search(client, area, [1, 2], page_size=1)
    assert server.last.path == f"/search/{path}/;range=1,2"


@pytest.mark.parametrize("area", ["", ".", ".."])
def test_path_parameter_rejects_dot_segments(
    area: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match=r"the URL|as a segment of"):
        operations.search(client, area, [1], page_size=1)
    assert server.requests == []


def test_header_and_cookie_parameters(
    client: Any, operations: Any, server: Server
) -> None:
    operations.search(client, "n", [1], page_size=1, x_tags=["a", "b"], session="s 1")
    assert server.last.headers["x-tags"] == "a,b"
    assert server.last.headers["cookie"] == "session=s%201"


def test_header_injection(client: Any, operations: Any, server: Server) -> None:
    with pytest.raises(ValueError, match="line break"):
        operations.search(client, "n", [1], page_size=1, x_tags=["a\r\nb: c"])
    assert server.requests == []


def test_path_item_parameters(
    operations: Any,
) -> None:
    hints = operations.search.__annotations__
    assert hints["area"] == "str"
    assert hints["limit"] == "int | Unset"


def test_required_parameter_is_required_argument(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match="page_size"):
        operations.search(client, "n", [1])
    assert server.requests == []
