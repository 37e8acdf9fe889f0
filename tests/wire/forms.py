"""Reading forms and queries with brackets, as a server does; of its own, not the client's code."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl


def decoded(text: str) -> dict[str, Any]:
    """The tree in `a[b][0]=c`; names that are all numbers make a list."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, bracket, inside = name.partition("[")
        rest = bracket + inside
        *way, last = [first, *re.findall(r"\[([^\]]*)\]", rest)]
        node = tree
        for step in way:
            node = node.setdefault(step, {})
        node[last] = value
    return {name: _with_lists(value) for name, value in tree.items()}


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(each) for name, each in value.items()}
    return list(inner.values()) if all(map(str.isdigit, inner)) else inner
