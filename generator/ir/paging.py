"""Paging rules: how to request the page after the current one.

Properties of the response are dotted paths: `meta.next` is the property `next` of the object
`meta`. The path to the items is empty if the response itself is the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class BodyProperty:
    """A property of the JSON request body: the names from the body down to it."""

    path: tuple[str, ...]


# A query parameter by its name, or a property of the request body.
PageParameter: TypeAlias = str | BodyProperty


@dataclass(frozen=True, slots=True)
class LastItem:
    """Paging by the last item: the next page starts after it.

    Attributes:
        items: the response property that holds the list of items.
        cursor: the parameter that receives the identifier of the last item.
        reverse: the parameter for paging backwards, if there is one.
        more: the boolean response property that says whether there are further pages.
        id: the property of an item that holds its identifier.
    """

    items: str
    cursor: PageParameter
    reverse: PageParameter | None
    more: str
    id: str


@dataclass(frozen=True, slots=True)
class Token:
    """Paging by an opaque token.

    Attributes:
        items: the response property that holds the list of items.
        token: the response property that holds the token of the next page.
        parameter: the parameter that receives the token.
        more: the boolean response property that says whether there are further pages, if any.
    """

    items: str
    token: str
    parameter: PageParameter
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


@dataclass(frozen=True, slots=True)
class LinkHeader:
    """Paging by the `Link` header of the response, with the relation type `next`.

    Source: RFC 8288, section 3.

    Attributes:
        items: the response property that holds the list of items.
    """

    items: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Paging by page number.

    Attributes:
        items: the response property that holds the list of items.
        page: the parameter that receives the number of the page.
        first: the number of the first page; None if the document does not say.
        current: the response property that holds the number of the current page, if any.
        total_pages: the response property that holds the number of pages, if any.
        total: the response property that holds the number of items on all pages, if any.
        more: the boolean response property that says whether there are further pages, if any.
    """

    items: str
    page: PageParameter
    first: int | None = None
    current: str | None = None
    total_pages: str | None = None
    total: str | None = None
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """Paging by the number of items before the page.

    Attributes:
        items: the response property that holds the list of items.
        offset: the parameter that receives the offset.
        first: the offset of the first page; None in a configuration that leaves it to the document.
        total: the response property that holds the number of items on all pages, if any.
        more: the boolean response property that says whether there are further pages, if any.
    """

    items: str
    offset: PageParameter
    first: int | None = None
    total: str | None = None
    more: str | None = None


Paging: TypeAlias = LastItem | Token | NextUrl | LinkHeader | PageNumber | Offset
