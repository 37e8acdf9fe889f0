"""Fill in forms as a person does: by opening, clicking, choosing and typing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page


@dataclass(frozen=True)
class Choice:
    """A value of a union, by the label of its alternative."""

    label: str
    value: Any


class Unset:
    """What the button beside a field sends: an empty value, or the one that unsets."""


def fill_form(page: Page, values: Mapping[str, Any]) -> None:
    """Fill in the form of an operation.

    Args:
        page: the page of the operation.
        values: the values by name; a `Path` is a file, see also `Choice` and `Unset`.
    """
    _members(page.locator("#form"), values)


def _members(inside: Locator, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        _fill(inside.locator(f"> .f[data-n={json.dumps(name)}]"), value)


def _fill(field: Locator, value: Any) -> None:
    if isinstance(value, Unset):
        field.hover()
        field.locator("> .unset").click()
        return
    kind = field.get_attribute("data-k") or "string"
    if isinstance(value, Path):
        field.locator("> .h > input").set_input_files(value)
    elif kind in ("boolean", "enum", "const"):
        _choose(field, value)
    elif kind in ("object", "list", "tuple", "map", "union"):
        _open(field)
        _FILLED[kind](field, value)
    else:
        text = value if isinstance(value, str) else json.dumps(value)
        field.locator("> .h > input, > .h > textarea").fill(text)


def _open(field: Locator) -> None:
    head = field.locator("> .h")
    if head.get_attribute("aria-expanded") != "true":
        head.click()
    field.locator("> .c").wait_for()


def _choose(field: Locator, value: Any) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    select = field.locator("> .h > select")
    if text in select.locator("option").all_inner_texts():
        select.select_option(label=text)
        return
    select.select_option(label="other value …")
    field.locator("> .h > input").fill(text)


def _fill_object(field: Locator, value: Mapping[str, Any]) -> None:
    _members(field.locator("> .c"), value)


def _fill_list(field: Locator, value: list[Any]) -> None:
    for index, item in enumerate(value):
        field.locator("> .c > .add").click()
        _fill(field.locator("> .c > .row").nth(index).locator("> .f"), item)


def _fill_tuple(field: Locator, value: list[Any]) -> None:
    for index, item in enumerate(value):
        _fill(field.locator("> .c > .f").nth(index), item)


def _fill_map(field: Locator, value: Mapping[str, Any]) -> None:
    for index, (name, item) in enumerate(value.items()):
        field.locator("> .c > .add").click()
        row = field.locator("> .c > .row").nth(index)
        row.locator("> .name").fill(name)
        _fill(row.locator("> .f"), item)


def _fill_union(field: Locator, value: Choice) -> None:
    field.locator("> .c > .choice").select_option(label=value.label)
    _fill(field.locator("> .c > .f"), value.value)


_FILLED: Mapping[str, Callable[[Locator, Any], None]] = {
    "object": _fill_object,
    "list": _fill_list,
    "tuple": _fill_tuple,
    "map": _fill_map,
    "union": _fill_union,
}
