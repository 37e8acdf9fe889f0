# SPDX-License-Identifier: MIT
"""Values and responses of a client as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, cast

from ..models.json_values import is_array, is_object


def json_of(value: Any) -> Any:
    """Return a value of a client as JSON: models as objects, dates as strings."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, Mapping):
        members = cast(Mapping[str, Any], value)
        return {name: json_of(member) for name, member in members.items()}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": len(value)}
    if isinstance(value, list | tuple):
        # A copy first: iterating over a page that is a list would fetch all other pages.
        return [json_of(item) for item in cast(Sequence[Any], value)[:]]
    return str(value)


def json_content(response: Any) -> Any:
    """Return the content of a response as the server sent it; text if it is no JSON."""
    if not response.content:
        return None
    try:
        # A number such as NaN, which JSON does not have, is kept as text.
        return json.loads(response.content, parse_constant=str)
    except (ValueError, RecursionError):
        return str(response.text)


def items_at(data: Any, path: str) -> list[Any]:
    """Return the items of a page, at a dotted path; an empty path is the page itself."""
    for name in path.split(".") if path else ():
        data = data.get(name) if is_object(data) else None
    return data if is_array(data) else []


def with_items(page: Any, path: str, items: list[Any]) -> Any:
    """Return a page with other items."""
    if not path:
        return items
    changed = dict(page)
    holder = changed
    *outer, name = path.split(".")
    for part in outer:
        holder[part] = dict(holder[part])
        holder = holder[part]
    holder[name] = items
    return changed
