# SPDX-License-Identifier: MIT
"""Lists that come page by page: the base of their models, and the walk through all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, cast

from ..models.fields import wire_value
from ..models.model import RESERVED as _MODEL_RESERVED
from ..models.model import Model
from .rules import ORIGIN, PageOrigin, PageStep, items_of

_TWICE: Final = "the server gave the same page twice"
_Item_co = TypeVar("_Item_co", covariant=True)
_Page = TypeVar("_Page", bound="Page[Any]")
_Page_co = TypeVar("_Page_co", bound="Page[Any]", covariant=True)


class Page(Model, Generic[_Item_co]):
    """An answer with some of the items of a list, and the way to the rest of them.

    The other pages are had from the client that this one came from, with the same arguments and
    options. A page that was not the answer to a call, or that was copied or pickled, leads nowhere.
    """

    # Not a field: it is neither compared nor shown, pickled or sent.
    __slots__ = (ORIGIN,)
    if TYPE_CHECKING:
        _came_from: ClassVar[PageOrigin]

    def auto_paging(self) -> AutoPaging[Self, _Item_co]:
        """All items from this page on, fetched page by page: for `for` or `async for`.

        When the call went backwards, so do they: the last item of each page comes first.

        Raises:
            TypeError: while iterating: the page did not come from a call, or the client is an
                async one and this is not `async for`, or the other way around.
            ApiPagingError: while iterating: the list cannot be followed to its end.
            ApiError: while iterating: a call failed.
        """
        return AutoPaging(self)

    def get_next_page(self) -> Self | None:
        """The page after this one, in the direction of the call; None if this is the last.

        Raises:
            TypeError, ApiPagingError, ApiError: as for `auto_paging`.
        """
        _origin_of(self, is_async=False)
        return _next_page(self, _Walk())

    async def get_next_page_async(self) -> Self | None:
        """`get_next_page` of a page that an async client gave."""
        _origin_of(self, is_async=True)
        return await _next_page_async(self, _Walk())


class Pages(Generic[_Page_co]):
    """A page and those after it, for `for` or `async for`."""

    def __init__(self, first: _Page_co) -> None:
        self._first = first

    def __iter__(self) -> Iterator[_Page_co]:
        _origin_of(self._first, is_async=False)
        return _pages(self._first)

    def __aiter__(self) -> AsyncIterator[_Page_co]:
        _origin_of(self._first, is_async=True)
        return _pages_async(self._first)


class AutoPaging(Generic[_Page_co, _Item_co]):
    """The items of a page and of those after it, for `for` or `async for`."""

    def __init__(self, first: Page[_Item_co]) -> None:
        self._first = first

    def __iter__(self) -> Iterator[_Item_co]:
        pages = iter(Pages(self._first))
        return (item for page in pages for item in _items(page))

    def __aiter__(self) -> AsyncIterator[_Item_co]:
        pages = aiter(Pages(self._first))
        return (item async for page in pages for item in _items(page))

    def pages(self) -> Pages[_Page_co]:
        """The pages themselves."""
        return Pages(cast(_Page_co, self._first))


def _origin_of(page: Page[Any], *, is_async: bool | None = None) -> PageOrigin:
    try:
        # Private to the library, whose functions this module has.
        slot: Any = page._came_from  # pyright: ignore[reportPrivateUsage]
    except AttributeError:
        slot = None
    if slot is None:
        name = type(page).__name__
        raise TypeError(
            f"this {name} leads to no other pages: no call of a client gave it, or it came "
            "inside of another object; list it by its own operation, with this object's id"
        )
    origin: PageOrigin = slot
    if is_async is not None and origin.is_async is not is_async:
        client, word = ("an async", "async for") if origin.is_async else ("a", "for")
        raise TypeError(
            f"this page came from {client} client: go on with `{word}`, "
            f"or `get_next_page{'_async' if origin.is_async else ''}`"
        )
    return origin


def _items(page: Page[_Item_co]) -> Iterator[_Item_co]:
    origin = _origin_of(page)
    items = items_of(page, origin.rule.items)
    return iter(reversed(items) if origin.is_backwards else items)


class _Walk:
    """What was seen on the way from page to page, so that nothing of it comes again."""

    __slots__ = ("_identifiers", "_positions")

    def __init__(self) -> None:
        self._positions: set[object] = set()
        self._identifiers: set[tuple[str, ...]] = set()

    def way_on(self, page: Page[Any]) -> PageStep | None:
        """The step to the page after this one.

        Raises:
            ApiPagingError: it leads to a page that was there already, or nowhere.
        """
        origin = _origin_of(page)
        self._positions.add(origin.position)
        self._identifiers.add(_identifiers(page, origin))
        try:
            step = origin.rule.step(page, origin.arguments, origin.place)
        except ValueError as error:
            problem = str(error)
        else:
            if step is None or self._is_new(step.position):
                return step
            problem = _TWICE
        origin.fail(problem)

    def _is_new(self, position: object) -> bool:
        """Whether no page was there; what is no text or number leads to none."""
        try:
            return position not in self._positions
        except TypeError:
            return False

    def arrived(self, page: _Page, found: Any) -> _Page:
        """`found`, which came after `page`.

        Raises:
            ApiPagingError: it is no page, or one that was there already, under whatever name.
        """
        origin = _origin_of(page)
        if not isinstance(found, type(page)):
            origin.fail(f"what came is no further {type(page).__name__}")
        items = items_of(found, origin.rule.items)
        identifiers = _identifiers(found, origin)
        if items and (
            (identifiers and identifiers in self._identifiers)
            or items == items_of(page, origin.rule.items)
        ):
            origin.fail(_TWICE)
        return found


def _identifiers(page: Page[Any], origin: PageOrigin) -> tuple[str, ...]:
    """The `id` of each item; none at all if one has none."""
    found = [wire_value(item, "id") for item in items_of(page, origin.rule.items)]
    return tuple(found) if all(isinstance(each, str) for each in found) else ()


def _next_page(page: _Page, walk: _Walk) -> _Page | None:
    step = walk.way_on(page)
    return None if step is None else walk.arrived(page, _origin_of(page).fetch(step))


async def _next_page_async(page: _Page, walk: _Walk) -> _Page | None:
    step = walk.way_on(page)
    if step is None:
        return None
    awaited: Awaitable[Any] = _origin_of(page).fetch(step)
    return walk.arrived(page, await awaited)


def _pages(first: _Page) -> Iterator[_Page]:
    walk = _Walk()
    page: _Page | None = first
    while page is not None:
        yield page
        page = _next_page(page, walk)


async def _pages_async(first: _Page) -> AsyncIterator[_Page]:
    walk = _Walk()
    page: _Page | None = first
    while page is not None:
        yield page
        page = await _next_page_async(page, walk)


RESERVED: Final = _MODEL_RESERVED | {
    name for name in dir(Page) if not name.startswith("_")
}
"""Names that a field of a page cannot have, because `Page` or `Model` has them."""
