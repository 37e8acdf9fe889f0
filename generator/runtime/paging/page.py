# SPDX-License-Identifier: MIT
"""The base classes of paged responses, and iteration over all pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Self,
    TypeVar,
    cast,
)

from ..models.encode import NotTextError
from ..models.model import RESERVED as _MODEL_RESERVED
from ..models.model import Model
from ..models.wire_values import wire_value
from .origin import ORIGIN, PageOrigin, PageStep, items_of
from .repeats import Repeats

MAX_EMPTY_PAGES: Final = 100
"""How many pages in a row an iteration fetches without finding an item."""

_REPEATED_PAGE: Final = "the server returned the same page twice"
_EMPTY_PAGES: Final = (
    f"{MAX_EMPTY_PAGES} pages in a row have no items, and there are more; to go on, fetch them one "
    "by one with get_next_page()"
)
_Item_co = TypeVar("_Item_co", covariant=True)
_Page = TypeVar("_Page", bound="Paged[Any]")
_Page_co = TypeVar("_Page_co", bound="Paged[Any]", covariant=True)


class Paged(Generic[_Item_co]):
    """One page of a list, which can fetch the pages after it.

    Other pages are requested through the client that returned this one, with the same arguments
    and options. A page that no call returned, or that was copied or pickled, cannot fetch others.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        _page_origin: ClassVar[PageOrigin]

    def auto_paging(self) -> AutoPaging[Self, _Item_co]:
        """Iterate over the items of this page and all pages after it, with `for` or `async for`.

        Pages are fetched when they are needed. If the call pages backwards, the items are in
        reverse order, too.

        Raises:
            TypeError: while iterating: no call returned this page, or `for` is used with an async
                client or `async for` with a sync client.
            ApiPagingError: while iterating: the next page cannot be determined, or 100 pages in a
                row have no items.
            ApiError: while iterating: a request failed.
        """
        return AutoPaging(self)

    def __aiter__(self) -> AsyncIterator[_Item_co]:
        """Iterate over the items of this page and all pages after it, like `auto_paging`."""
        return aiter(self.auto_paging())

    def get_next_page(self) -> Self | None:
        """Fetch the page after this one, in the direction of the call; None after the last page.

        Raises:
            TypeError: no call returned this page, or an async client did.
            ApiPagingError: the next page cannot be determined.
            ApiError: the request failed.
        """
        _origin_of(self, is_async=False)
        return _next_page(self, _PageTraversal())

    async def get_next_page_async(self) -> Self | None:
        """Like `get_next_page`, for a page that an async client returned."""
        _origin_of(self, is_async=True)
        return await _next_page_async(self, _PageTraversal())


class Page(Model, Paged[_Item_co]):
    """A response with one page of a list. Iteration continues with the pages after it."""

    # Not a field: it is not compared, printed, pickled or sent.
    __slots__ = (ORIGIN,)

    def __iter__(self) -> Iterator[_Item_co]:
        """Iterate over the items of this page and all pages after it, like `auto_paging`."""
        return iter(self.auto_paging())


class Pages(Generic[_Page_co]):
    """A page and all pages after it, for `for` or `async for`."""

    def __init__(self, first: _Page_co) -> None:
        self._first = first

    def __iter__(self) -> Iterator[_Page_co]:
        _origin_of(self._first, is_async=False)
        return _pages(self._first)

    def __aiter__(self) -> AsyncIterator[_Page_co]:
        _origin_of(self._first, is_async=True)
        return _pages_async(self._first)


class AutoPaging(Generic[_Page_co, _Item_co]):
    """The items of a page and of all pages after it, for `for` or `async for`."""

    def __init__(self, first: Paged[_Item_co]) -> None:
        self._first = first

    def __iter__(self) -> Iterator[_Item_co]:
        pages = iter(Pages(self._first))
        return (item for page in pages for item in _items(page))

    def __aiter__(self) -> AsyncIterator[_Item_co]:
        pages = aiter(Pages(self._first))
        return (item async for page in pages for item in _items(page))

    def pages(self) -> Pages[_Page_co]:
        """Iterate over pages instead of items."""
        return Pages(cast(_Page_co, self._first))


def find_origin(page: Paged[Any]) -> PageOrigin | None:
    """Return the call that returned a page, if any did."""
    try:
        # Private to users of `Page`, not to this module.
        return page._page_origin  # pyright: ignore[reportPrivateUsage]
    except AttributeError:
        return None


def _origin_of(page: Paged[Any], *, is_async: bool | None = None) -> PageOrigin:
    origin = find_origin(page)
    if origin is None:
        name = type(page).__name__
        raise TypeError(
            f"this {name} cannot fetch other pages: it is not the response of a call, but was "
            "created, copied or part of another object; call the operation that lists its items"
        )
    if is_async is not None and origin.is_async is not is_async:
        client, loop = (
            ("an async", "async for") if origin.is_async else ("a sync", "for")
        )
        raise TypeError(
            f"this page was returned by {client} client: use `{loop}` "
            f"or `get_next_page{'_async' if origin.is_async else ''}`"
        )
    return origin


def _items(page: Paged[_Item_co]) -> Iterator[_Item_co]:
    origin = _origin_of(page)
    items = items_of(page, origin.rule.items)
    return iter(reversed(items) if origin.is_backwards else items)


class _PageTraversal:
    """What one iteration remembers to detect a server that never comes to an end."""

    __slots__ = ("_empty_pages", "_item_ids", "_positions")

    def __init__(self) -> None:
        self._positions = Repeats()
        self._item_ids = Repeats()
        self._empty_pages = 0

    def next_step(self, page: Paged[Any]) -> PageStep | None:
        """Record `page` and return the step to the next one; None after the last page.

        Raises:
            ApiPagingError: the next page is unknown or was visited before, or too many pages in a
                row were empty.
        """
        origin = _origin_of(page)
        is_empty = not items_of(page, origin.rule.items)
        self._empty_pages = self._empty_pages + 1 if is_empty else 0
        self._positions.record(origin.position)
        self._item_ids.record(_item_ids(page, origin))
        try:
            step = origin.rule.step(page, origin.arguments, origin.location)
        except ValueError as error:
            problem = str(error)
        else:
            is_new = step is None or self._is_new(step.position)
            if is_new and (step is None or self._empty_pages < MAX_EMPTY_PAGES):
                return step
            if is_empty and not is_new:
                # Nothing here, and the next page is this one: the end of a growing list.
                return None
            problem = _REPEATED_PAGE if not is_new else _EMPTY_PAGES
        origin.fail(problem)

    def _is_new(self, position: object) -> bool:
        try:
            return position not in self._positions
        except TypeError:
            # A position that is not hashable, such as a list, is not a usable cursor.
            return False

    def check_next_page(self, page: _Page, next_page: Any) -> _Page:
        """Check the response that follows `page`, and return it.

        Raises:
            ApiPagingError: it is not a page, or its items are those of a page visited before.
        """
        origin = _origin_of(page)
        if not isinstance(next_page, type(page)):
            origin.fail(
                f"the response for the next page is not a {type(page).__name__}"
            )
        if self.is_repeated(page, next_page):
            origin.fail(_REPEATED_PAGE)
        return next_page

    def is_repeated(self, page: Paged[Any], next_page: object) -> bool:
        """Whether the items of the response after `page` are those of a page visited before."""
        origin = _origin_of(page)
        items = items_of(next_page, origin.rule.items)
        item_ids = _item_ids(next_page, origin)
        return bool(items) and (
            (bool(item_ids) and item_ids in self._item_ids)
            or items == items_of(page, origin.rule.items)
        )


def _item_ids(page: object, origin: PageOrigin) -> tuple[str, ...]:
    """Return the `id` of every item; nothing unless all items have one."""
    ids = [wire_value(item, "id") for item in items_of(page, origin.rule.items)]
    return tuple(ids) if all(isinstance(item_id, str) for item_id in ids) else ()


def _fetch(page: Paged[Any], step: PageStep) -> Any:
    """Request another page; awaitable if the client is async.

    Raises:
        ApiPagingError: What the server sent as a cursor cannot be sent back to it.
    """
    origin = _origin_of(page)
    try:
        return origin.fetch(step.arguments, step.url)
    except NotTextError as error:
        problem = error
    origin.fail(problem)


def _next_page(page: _Page, traversal: _PageTraversal) -> _Page | None:
    step = traversal.next_step(page)
    if step is None:
        return None
    next_page = _fetch(page, step)
    if step.otherwise is not None and traversal.is_repeated(page, next_page):
        next_page = _fetch(page, step.otherwise)
    return traversal.check_next_page(page, next_page)


async def _next_page_async(page: _Page, traversal: _PageTraversal) -> _Page | None:
    step = traversal.next_step(page)
    if step is None:
        return None
    next_page = await _fetch(page, step)
    if step.otherwise is not None and traversal.is_repeated(page, next_page):
        next_page = await _fetch(page, step.otherwise)
    return traversal.check_next_page(page, next_page)


def _pages(first: _Page) -> Iterator[_Page]:
    traversal = _PageTraversal()
    page: _Page | None = first
    # The pages before the current one are garbage.
    del first
    while page is not None:
        yield page
        page = _next_page(page, traversal)


async def _pages_async(first: _Page) -> AsyncIterator[_Page]:
    traversal = _PageTraversal()
    page: _Page | None = first
    del first
    while page is not None:
        yield page
        page = await _next_page_async(page, traversal)


RESERVED: Final = _MODEL_RESERVED | {
    name for name in dir(Page) if not name.startswith("_")
}
"""Names that a field of a page cannot have, because `Page` or `Model` defines them."""
