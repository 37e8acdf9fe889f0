"""Results as JSON: cut to a length, and reduced to fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.runtime.tools.cut import compact
from generator.runtime.tools.results import ToolResult, cut, select_fields

CUSTOMERS = {
    "data": [{"id": f"c{number}", "note": "é\n" * 40} for number in range(100)],
    "has_more": True,
}


@pytest.mark.parametrize("limit", [300, 500, 1_000, 5_000])
@pytest.mark.parametrize(
    "data",
    [
        CUSTOMERS,
        CUSTOMERS["data"],
        {f"name {number}": number for number in range(1_000)},
        "text " * 2_000,
        "\x01" * 2_000,
        [[[["x" * 100] * 100]]],
        {"n" * 5_000: 1},
    ],
    ids=["object", "list", "members", "string", "escapes", "nested", "name"],
)
def test_cut_result_fits(data: Any, limit: int) -> None:
    text = compact(cut(data, limit))
    assert len(text) <= limit
    assert "ask for parts by `fields`" in json.loads(text)["_omitted"]


def test_cut_result_has_whole_members() -> None:
    shown = cut(CUSTOMERS, 1_000)
    *whole, _ = shown["data"]
    assert whole == CUSTOMERS["data"][: len(whole)]  # type: ignore[index]  # JSON
    assert len(whole) >= 4
    assert f"data[{len(shown['data'])}:]" in shown["_omitted"]


def test_short_result_is_whole() -> None:
    assert cut({"id": "c1"}, 300) == {"id": "c1"}
    assert ToolResult(operation="a", data=[1]).text(300) == "[1]"


def test_text_can_be_encoded() -> None:
    text = ToolResult(operation="a", data="\ud800é").text()
    assert text.encode() == '"\\ud800é"'.encode()


def test_select_fields() -> None:
    data = {"data": [{"id": 1, "a": {"b": 2, "c": 3}}, {"id": 2}], "more": True}
    assert select_fields(data, ["data.a.b", "more"]) == {
        "data": [{"a": {"b": 2}}, {}],
        "more": True,
    }
    assert select_fields(data, ["data", "data.id"]) == {"data": data["data"]}
    assert select_fields(data, ()) == data
