"""Stripe's published sample of every resource, and changes that future responses may have."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.real.folders import REPOSITORY

_FILE = REPOSITORY.parent / "shared" / "fixtures" / "stripe-fixtures.json"

_UNKNOWN_PROPERTIES = {"zz_text": "new", "zz_object": {"zz": [1, None]}, "class": 1.5}


def _read() -> Mapping[str, Any]:
    if not _FILE.is_file():
        return {}
    resources: Mapping[str, Any] = json.loads(_FILE.read_text("utf-8"))["resources"]
    return resources


# By schema name; empty if the samples are not beside the repository.
SAMPLES = _read()


def unchanged(value: Any) -> Any:
    """The sample as it is."""
    return value


def with_new_properties(value: Any) -> Any:
    """Add unknown properties to every object."""
    changed = _map_children(value, with_new_properties)
    return changed | _UNKNOWN_PROPERTIES if isinstance(changed, dict) else changed


def with_new_values(value: Any) -> Any:
    """Replace every string by an unknown value, except the discriminator `object`."""
    return _restore_discriminators(with_new_discriminators(value), value)


def with_new_discriminators(value: Any) -> Any:
    """Replace every string by an unknown value, including the discriminator `object`."""
    if isinstance(value, str):
        return f"{value}_unknown"
    return _map_children(value, with_new_discriminators)


def with_nulls(value: Any) -> Any:
    """Replace every scalar by null, even where the document does not allow it."""
    return _map_children(value, with_nulls) if isinstance(value, (dict, list)) else None


def with_strings(value: Any) -> Any:
    """Replace every scalar by a string, even where the document does not allow it."""
    return (
        _map_children(value, with_strings)
        if isinstance(value, (dict, list))
        else "text"
    )


CHANGES: tuple[Callable[[Any], Any], ...] = (
    unchanged,
    with_new_properties,
    with_new_values,
    with_new_discriminators,
    with_nulls,
    with_strings,
)


def _map_children(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: change(member) for name, member in value.items()}
    return [change(item) for item in value] if isinstance(value, list) else value


def _restore_discriminators(changed: Any, value: Any) -> Any:
    if isinstance(value, dict):
        discriminator = {"object": value["object"]} if "object" in value else {}
        members = {
            name: _restore_discriminators(changed[name], value[name]) for name in value
        }
        return members | discriminator
    if isinstance(value, list):
        return [
            _restore_discriminators(*pair) for pair in zip(changed, value, strict=True)
        ]
    return changed
