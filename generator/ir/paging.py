"""Paging rules: how to request the page after the current one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class LastItem:
    """Paging by the last item: the next page starts after it.

    Attributes:
        items: the response property that holds the list of items.
        cursor: the query parameter that receives the identifier of the last item.
        reverse: the query parameter for paging backwards, if there is one.
        more: the boolean response property that says whether there are further pages.
        id: the property of an item that holds its identifier.
    """

    items: str
    cursor: str
    reverse: str | None
    more: str
    id: str


@dataclass(frozen=True, slots=True)
class Token:
    """Paging by an opaque token.

    Attributes:
        items: the response property that holds the list of items.
        token: the response property that holds the token of the next page.
        parameter: the query parameter that receives the token.
        more: the boolean response property that says whether there are further pages, if any.
    """

    items: str
    token: str
    parameter: str
    more: str | None = None


@dataclass(frozen=True, slots=True)
class NextUrl:
    """Paging by URL.

    Attributes:
        items: the response property that holds the list of items.
        url: the response property that holds the URL of the next page.
    """

    items: str
    url: str


Paging: TypeAlias = LastItem | Token | NextUrl
