# SPDX-License-Identifier: MIT
"""Paging by numbers: pages or items are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .origin import PageLocation, PageStep, items_of
from .properties import find_property, read_argument, require_property, with_argument
from .rules import ArgumentPath, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber(Rule):
    """Page numbers: the next page has the number of this one plus one.

    The list ends with the last of `total_pages`, with the last of `total` items, or where `more` is
    false. An empty page ends it, too, unless `more` is true. A short page does not: servers may
    return fewer items than requested.

    Attributes:
        items: Property with the items.
        page: Argument for the number of the requested page.
        first: Number of the first page; None if it may be 0 or 1.
        current: Property with the number of the page, for calls that do not pass one.
        total_pages: Property with the number of pages.
        total: Property with the number of items on all pages.
        more: Boolean property that says whether there are more items.
    """

    items: str
    page: ArgumentPath
    first: int | None = None
    current: str | None = None
    total_pages: str | None = None
    total: str | None = None
    more: str | None = None

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        return _integer(read_argument(arguments, self.page))

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        count = len(items_of(page, self.items))
        if _is_last(page, count, self.more):
            return None
        number = _integer(read_argument(arguments, self.page))
        if number is None:
            number = _read_integer(page, self.current)
        # Counted from 1 if unknown, which at most requests an empty page at the end.
        first = 1 if self.first is None else self.first
        pages_so_far = 1 if number is None else number - first + 1
        total_pages = _read_integer(page, self.total_pages)
        if total_pages and 0 < total_pages <= pages_so_far:
            return None
        # If this page is shorter than those before it, this requests an empty page at the end.
        if count and _is_total(pages_so_far * count, _read_integer(page, self.total)):
            return None
        if number is None and self.first is None:
            # Page 1 is the next one of a list that starts at 0, and this one of other lists.
            return self._to(1, arguments, otherwise=self._to(2, arguments))
        return self._to((first if number is None else number) + 1, arguments)

    def _to(
        self,
        number: int,
        arguments: Mapping[str, Any],
        otherwise: PageStep | None = None,
    ) -> PageStep:
        changed = with_argument(arguments, self.page, number)
        return PageStep(number, changed, otherwise=otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset(Rule):
    """Offsets: the next page starts after the items of this one.

    The list ends with the last of `total` items, or where `more` is false. An empty page ends it,
    too.

    Attributes:
        items: Property with the items.
        offset: Argument for the number of items before the requested page.
        first: Offset of the first page.
        total: Property with the number of items on all pages.
        more: Boolean property that says whether there are more items.
    """

    items: str
    offset: ArgumentPath
    first: int = 0
    total: str | None = None
    more: str | None = None

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        return _integer(read_argument(arguments, self.offset))

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        count = len(items_of(page, self.items))
        is_last = _is_last(page, count, self.more)
        if not is_last and not count:
            raise ValueError("the list has more items, but this page is empty")
        offset = _integer(read_argument(arguments, self.offset))
        following = (self.first if offset is None else offset) + count
        total = _read_integer(page, self.total)
        if is_last or _is_total(following - self.first, total):
            return None
        return PageStep(following, with_argument(arguments, self.offset, following))


def _is_last(page: object, count: int, more: str | None) -> bool:
    """Whether a page is the last, as far as its items and its flag tell."""
    if more is None:
        return not count
    flag = require_property(page, more) if count else find_property(page, more)
    return flag is False or (flag is not True and not count)


def _is_total(count: int, total: int | None) -> bool:
    # Servers that do not count say 0 or -1.
    return total is not None and 0 < total <= count


def _read_integer(page: object, path: str | None) -> int | None:
    return None if path is None else _integer(find_property(page, path))


def _integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return int(value)
    except (ValueError, OverflowError):
        return None
