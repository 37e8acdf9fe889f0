"""`specs/stripe.overlay.yaml`: it describes all it says it does, in its own words, and no more."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.source.load import Source, read_source
from generator.source.overlay import read_overlay, read_with_overlays

SPECS = Path(__file__).parents[2] / "specs"
DOCUMENT = SPECS / "stripe.json"
OVERLAY = SPECS / "stripe.overlay.yaml"
SCHEMAS = ("customer", "subscription", "price", "tax_id")
# So many words in a row are no accident any more.
ALIKE = 6


@pytest.fixture(scope="module")
def overlaid() -> Source:
    diagnostics = Diagnostics()
    source = read_with_overlays(DOCUMENT, [OVERLAY], diagnostics)
    assert list(diagnostics) == []
    return source


@pytest.fixture(scope="module")
def operation(overlaid: Source) -> Any:
    return overlaid.tree["paths"]["/v1/customers"]["post"]


def undescribed(properties: dict[str, Any]) -> list[str]:
    return [
        name for name, each in properties.items() if not each.get("description", "")
    ]


def test_the_operation_is_described(operation: Any) -> None:
    assert operation["summary"]
    assert operation["description"]


def test_all_that_the_operation_takes_is_described(operation: Any) -> None:
    [content] = operation["requestBody"]["content"].values()
    properties = content["schema"]["properties"]
    assert len(properties) == 22
    assert undescribed(properties) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_and_all_its_fields_are_described(name: str, overlaid: Source) -> None:
    schema = overlaid.tree["components"]["schemas"][name]
    assert schema["description"]
    assert undescribed(schema["properties"]) == []


def test_nothing_changes_but_descriptions(overlaid: Source) -> None:
    strip_prose = runpy.run_path(str(SPECS / "strip_prose.py"))["strip_prose"]
    assert strip_prose(overlaid.tree) == read_source(DOCUMENT).tree


def test_each_text_is_whole_sentences_on_one_line() -> None:
    for text in own_texts():
        assert re.fullmatch(r"[A-Z`].*\w.*[.]|Create a customer", text), text


def test_no_sentence_is_stripes(shared: Path) -> None:
    document = json.loads((shared / "specs/stripe-2026-05-27.json").read_bytes())
    theirs = {run for text in texts(document) for run in runs(text)}
    assert [run for text in own_texts() for run in runs(text) if run in theirs] == []


def own_texts() -> list[str]:
    actions = read_overlay(OVERLAY).source.tree["actions"]
    return [text for action in actions for text in texts(action["update"])]


def texts(value: Any) -> Iterator[str]:
    """Every string in `value` that is no name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """The words of `text`, in each row of `ALIKE`."""
    words = re.findall(r"[a-z0-9_']+", text.lower())
    ends = range(len(words) + 1)
    for start, end in zip(ends, ends[ALIKE:], strict=False):
        yield tuple(words[start:end])


def test_a_run_of_words_is_found_wherever_it_stands() -> None:
    assert list(runs("One, two three four. Five six seven")) == [
        ("one", "two", "three", "four", "five", "six"),
        ("two", "three", "four", "five", "six", "seven"),
    ]
    assert list(runs("too few words")) == []


def test_each_object_has_one_action() -> None:
    targets = [each.target.text for each in read_overlay(OVERLAY).actions]
    assert len(set(targets)) == len(targets) == 2 + len(SCHEMAS)
