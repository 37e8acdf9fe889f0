"""URL-encoded forms with nested names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cases.serving import Server

_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def test_nested_form_names(
    client: Any, operations: Any, inputs: Any, server: Server
) -> None:
    period = inputs.PostCustomersItemsPeriod(start=_TIME)
    operations.post_customers(
        client,
        address={"city": "Paris", "line1": "1 & 2"},
        expand=["sources", "plan"],
        items=[
            inputs.PostCustomersItems(price="p1", tax_rates=["a", "b"], period=period),
            {"price": "p2", "quantity": 2, "period": {"start": _TIME}},
        ],
        metadata={"order": "1"},
    )
    assert server.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert server.last.form == [
        ("address[city]", "Paris"),
        ("address[line1]", "1 & 2"),
        ("expand[0]", "sources"),
        ("expand[1]", "plan"),
        ("items[0][price]", "p1"),
        ("items[0][tax_rates][0]", "a"),
        ("items[0][tax_rates][1]", "b"),
        ("items[0][period][start]", "1767225600"),
        ("items[1][price]", "p2"),
        ("items[1][quantity]", "2"),
        ("items[1][period][start]", "1767225600"),
        ("metadata[order]", "1"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("active", True, [("active", "true")]),
        ("active", False, [("active", "false")]),
        ("balance", -5, [("balance", "-5")]),
        ("starts", _TIME, [("starts", "1767225600")]),
        ("name", "ü & = +", [("name", "ü & = +")]),
        ("name", None, [("name", "")]),
        ("address", "", [("address", "")]),
        ("metadata", "", [("metadata", "")]),
        ("metadata", {"key": ""}, [("metadata[key]", "")]),
        ("metadata", {}, []),
        ("expand", [], [("expand", "")]),
        ("colours", ["red", "blue"], [("colours", "red"), ("colours", "blue")]),
        ("extra", {"a": 1}, [("extra", '{"a":1}')]),
    ],
)
def test_form_value_types(
    name: str,
    value: object,
    sent: list[tuple[str, str]],
    client: Any,
    operations: Any,
    server: Server,
) -> None:
    operations.post_customers(client, **{name: value})
    assert server.last.form == sent


def test_form_without_arguments(client: Any, operations: Any, server: Server) -> None:
    operations.post_customers(client)
    assert server.last.body == b""
    media_type = server.last.headers["content-type"]
    assert media_type == "application/x-www-form-urlencoded"


def test_encoding_error_names_path(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match=r"items\[1\]\.quantity: .*set"):
        operations.post_customers(client, items=[{}, {"quantity": {1}}])
    assert server.requests == []
