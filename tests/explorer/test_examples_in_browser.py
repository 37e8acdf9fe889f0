"""Examples of the document fill in the form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.explorer.browsing import Tab
from tests.explorer.documented import document_with, site_of_text
from tests.explorer.served import Explorer

SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
}


def document(media_type: dict[str, Any], parameter: dict[str, Any]) -> str:
    content = {"application/json": {"schema": SCHEMA, **media_type}}
    query = {"name": "mode", "in": "query", "schema": {"type": "string"}, **parameter}
    return document_with({"parameters": [query], "requestBody": {"content": content}})


def test_only_example(explorer: Explorer, tab: Tab, tmp_path: Path) -> None:
    text = document({"example": {"name": "Ada", "size": 1}}, {"example": "fast"})
    explorer.show(site_of_text(text, tmp_path))
    tab.visit(f"{explorer.url}/operations/createThing.html")
    assert tab.page.locator("#examples").count() == 0
    tab.page.click("text=Fill in the example")
    assert tab.arguments() == {"mode": "fast", "name": "Ada", "size": 1}


def test_choice_of_examples(explorer: Explorer, tab: Tab, tmp_path: Path) -> None:
    bodies = {
        "small": {"summary": "A small thing", "value": {"name": "s", "size": 1}},
        "large": {"value": {"name": "l", "size": 99}},
    }
    modes = {"large": {"value": "slow"}, "other": {"value": "fast"}}
    text = document({"examples": bodies}, {"examples": modes})
    explorer.show(site_of_text(text, tmp_path))
    tab.visit(f"{explorer.url}/operations/createThing.html")
    choice = tab.page.locator("#examples")
    # Examples of arguments with the same name belong together.
    expected = {
        "large": {"mode": "slow", "name": "l", "size": 99},
        "other": {"mode": "fast", "name": "s", "size": 1},
        "A small thing": {"mode": "slow", "name": "s", "size": 1},
    }
    assert choice.locator("option").all_inner_texts()[1:] == [*expected]
    for title, arguments in expected.items():
        choice.select_option(label=title)
        expect(tab.page.locator("#examples")).to_have_value("", timeout=30_000)
        assert tab.arguments() == arguments, title
    assert tab.complaints == []


@pytest.mark.parametrize("is_named", [False, True])
def test_no_examples(
    is_named: bool, explorer: Explorer, tab: Tab, tmp_path: Path
) -> None:
    text = document({"examples": {}} if is_named else {}, {})
    explorer.show(site_of_text(text, tmp_path))
    tab.visit(f"{explorer.url}/operations/createThing.html")
    assert tab.page.locator("#example, #examples").count() == 0
