"""An object of every resource, as Stripe publishes them, and what may become of one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.real.folders import REPOSITORY

_FILE = REPOSITORY.parent / "shared" / "fixtures" / "stripe-fixtures.json"

_NEW = {"zz_text": "new", "zz_object": {"zz": [1, None]}, "class": 1.5}


def _read() -> Mapping[str, Any]:
    if not _FILE.is_file():
        return {}
    resources: Mapping[str, Any] = json.loads(_FILE.read_text("utf-8"))["resources"]
    return resources


# By the name of the schema; none where they are not beside the repository.
SAMPLES = _read()


def unchanged(value: Any) -> Any:
    """The sample itself."""
    return value


def with_new_properties(value: Any) -> Any:
    """Each object has properties that nobody knows yet."""
    changed = _inside(value, with_new_properties)
    return changed | _NEW if isinstance(changed, dict) else changed


def with_new_values(value: Any) -> Any:
    """Each text is one that no enum has, but for those that say what an object is."""
    changed = with_new_kinds(value)
    return _with_old_kinds(changed, value)


def with_new_kinds(value: Any) -> Any:
    """Each text is one that no enum has: it cannot even be told what an object is."""
    if isinstance(value, str):
        return f"{value}_of_tomorrow"
    return _inside(value, with_new_kinds)


def with_nulls(value: Any) -> Any:
    """What is no object or list is null, whether or not the document allows it."""
    return _inside(value, with_nulls) if isinstance(value, (dict, list)) else None


def with_texts(value: Any) -> Any:
    """What is no object or list is a text, whether or not the document allows it."""
    return _inside(value, with_texts) if isinstance(value, (dict, list)) else "text"


CHANGES: tuple[Callable[[Any], Any], ...] = (
    unchanged,
    with_new_properties,
    with_new_values,
    with_new_kinds,
    with_nulls,
    with_texts,
)


def _inside(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: change(each) for name, each in value.items()}
    return [change(each) for each in value] if isinstance(value, list) else value


def _with_old_kinds(changed: Any, value: Any) -> Any:
    if isinstance(value, dict):
        kept = {"object": value["object"]} if "object" in value else {}
        inner = {name: _with_old_kinds(changed[name], value[name]) for name in value}
        return inner | kept
    if isinstance(value, list):
        return [_with_old_kinds(*pair) for pair in zip(changed, value, strict=True)]
    return changed
