# SPDX-License-Identifier: MIT
"""Responses that are themselves one page of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, SupportsIndex, TypeVar

from .origin import ORIGIN
from .page import Paged, find_origin

_Item = TypeVar("_Item")


class ListPage(list[_Item], Paged[_Item]):
    """A response that is itself one page of a list: a list of the items of this page.

    Length, indices, comparison and so on are those of a list. Iteration continues with the pages
    after this one, as that of `Page` does. If an async client returned the page, only `async for`
    can do so, and `for` is over the items of this page, as it is for a copy.
    """

    __slots__ = (ORIGIN,)

    def __iter__(self) -> Iterator[_Item]:
        """Iterate over the items of this page and, with a sync client, all pages after it."""
        origin = find_origin(self)
        if origin is None or origin.is_async:
            return super().__iter__()
        return iter(self.auto_paging())

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        # By default, pickling and copying would iterate, and so fetch further pages.
        return type(self), (self[:],)
