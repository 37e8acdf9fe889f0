# SPDX-License-Identifier: MIT
"""Cut JSON data to a size, between its members, and name what is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ..models.json_values import is_array, is_object

Path: TypeAlias = tuple[str | int, ...]

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Below this, what remains of the budget is not worth a part of a value.
_SMALLEST_PART: Final = 80


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of JSON data.

    Attributes:
        path: Where it is: names of members and indices of items.
        start: If only the end of a list or string is left out, the index at which that begins.
    """

    path: Path
    start: int | None = None

    def __str__(self) -> str:
        text = "".join(
            f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path
        ).removeprefix(".")
        return text if self.start is None else f"{text}[{self.start}:]"

    def of(self, data: Any) -> Any:
        """Return this part of the data that it was left out of."""
        for part in self.path:
            data = data[part]
        return data if self.start is None else data[self.start :]


@dataclass(frozen=True, slots=True)
class Cut:
    """JSON data that was cut.

    Attributes:
        data: What is kept.
        left_out: What is not, in the order in which it was met; empty if nothing was cut.
    """

    data: Any
    left_out: tuple[LeftOut, ...] = ()


def compact(data: object) -> str:
    """Return JSON without spaces, which can be encoded as UTF-8."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cut_data(data: Any, limit: int) -> Cut:
    """Keep what fits into `limit` characters of compact JSON.

    Objects keep as many whole members as they can, and a part of the next one; lists keep their
    first items. Only a list's first item is cut into, and only a string's end is cut off.
    """
    left_out: list[LeftOut] = []
    kept, _ = _fit(data, LeftOut(()), limit, left_out)
    return Cut(kept, tuple(left_out))


def cut_parts(data: Any, parts: Sequence[LeftOut], limit: int) -> Cut:
    """Return parts of data by their path, as many as fit into `limit` characters."""
    kept: dict[str, Any] = {}
    left_out: list[LeftOut] = []
    for part in parts:
        name = str(part)
        room = limit - len(name) - 4
        if kept and room < _SMALLEST_PART:
            left_out.append(part)
            continue
        value, size = _fit(part.of(data), part, room, left_out)
        if size:
            kept[name] = value
            limit = room - size
    return Cut(kept, tuple(left_out))


def _fit(
    value: Any, part: LeftOut, limit: int, left_out: list[LeftOut]
) -> tuple[Any, int]:
    """Return what fits of a value, and its size; 0 if nothing of it is kept."""
    size = len(compact(value))
    if size <= limit:
        return value, size
    kept: Any = None
    if limit >= _SMALLEST_PART and is_object(value):
        kept = _fit_members(value, part.path, limit, left_out)
    elif limit >= _SMALLEST_PART and is_array(value):
        kept = _fit_items(value, part, limit, left_out)
    elif limit >= _SMALLEST_PART and isinstance(value, str):
        kept = _fit_text(value, limit)
        left_out.append(LeftOut(part.path, (part.start or 0) + len(kept)))
    else:
        left_out.append(part)
        return None, 0
    return kept, len(compact(kept))


def _fit_text(value: str, limit: int) -> str:
    kept = value[: limit - len('""')]
    if len(compact(kept)) <= limit:
        return kept
    # Each character may be escaped, with six.
    return kept[: (limit - len('""')) // 6]


def _fit_members(
    value: dict[str, Any], path: Path, limit: int, left_out: list[LeftOut]
) -> dict[str, Any]:
    limit -= len("{}")
    kept: dict[str, Any] = {}
    sizes = {name: len(compact(member)) for name, member in value.items()}
    # The smallest first, so that one long list does not displace everything after it.
    for name in sorted(value, key=lambda name: sizes[name]):
        room = limit - len(compact(name)) - 2
        member, size = _fit(value[name], LeftOut((*path, name)), room, left_out)
        if size:
            kept[name] = member
            limit = room - size
    return {name: kept[name] for name in value if name in kept}


def _fit_items(
    value: list[Any], part: LeftOut, limit: int, left_out: list[LeftOut]
) -> list[Any]:
    limit -= len("[]")
    kept: list[Any] = []
    first = part.start or 0
    for index, item in enumerate(value):
        size = len(compact(item)) + 1
        if size > limit:
            if not kept:
                item, size = _fit(item, LeftOut((*part.path, first)), limit, left_out)
                kept += [item] if size else []
                index += 1
            if index < len(value):
                left_out.append(LeftOut(part.path, first + index))
            break
        kept.append(item)
        limit -= size
    return kept
