"""Decode forms and queries with brackets as a server does, independently of the client's code."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl


def decode_form(form: str) -> dict[str, Any]:
    """Decode `a[b][0]=c` to a tree; an object with only numeric names becomes a list."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        first, bracket, inside = name.partition("[")
        rest = bracket + inside
        *parents, last = [first, *re.findall(r"\[([^\]]*)\]", rest)]
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return {name: _with_lists(value) for name, value in tree.items()}


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    members = {name: _with_lists(member) for name, member in value.items()}
    return list(members.values()) if all(map(str.isdigit, members)) else members
