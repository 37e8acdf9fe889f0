"""Lists that come page by page: the base of their models, and the walk through all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, cast

from .model import RESERVED as _MODEL_RESERVED
from .model import Model
from .origins import ORIGIN, Origin
from .paging import Step, items_of

__all__ = ["RESERVED", "AutoPaging", "Page", "Pages"]

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
        _came_from: ClassVar[Origin]

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
        step = _way_on(self, _origin(self, is_async=False), set())
        return None if step is None else _fetched(self, step)

    async def get_next_page_async(self) -> Self | None:
        """`get_next_page` of a page that an async client gave."""
        step = _way_on(self, _origin(self, is_async=True), set())
        return None if step is None else await _fetched_async(self, step)


class Pages(Generic[_Page_co]):
    """A page and those after it, for `for` or `async for`."""

    def __init__(self, first: _Page_co) -> None:
        self._first = first

    def __iter__(self) -> Iterator[_Page_co]:
        _origin(self._first, is_async=False)
        return _pages(self._first)

    def __aiter__(self) -> AsyncIterator[_Page_co]:
        _origin(self._first, is_async=True)
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


def _origin(page: Page[Any], *, is_async: bool | None = None) -> Origin:
    try:
        slot: Any = page._came_from  # pyright: ignore[reportPrivateUsage]
    except AttributeError:
        slot = None
    if slot is None:
        name = type(page).__name__
        raise TypeError(
            f"this {name} has no pages after it: no call of a client gave it"
        )
    origin: Origin = slot
    if is_async is not None and origin.is_async is not is_async:
        client, word = ("an async", "async for") if origin.is_async else ("a", "for")
        raise TypeError(
            f"this page came from {client} client: go on with `{word}`, "
            f"or `get_next_page{'_async' if origin.is_async else ''}`"
        )
    return origin


def _items(page: Page[_Item_co]) -> Iterator[_Item_co]:
    origin = _origin(page)
    items = items_of(page, origin.rule.items)
    return iter(reversed(items) if origin.is_backwards else items)


def _way_on(page: Page[Any], origin: Origin, seen: set[object]) -> Step | None:
    """The step to the next page. `seen` are the positions of the pages before, and gets one more.

    Raises:
        ApiPagingError: the step leads to a page that was there already, or nowhere.
    """
    seen.add(origin.position)
    try:
        step = origin.rule.step(page, origin.arguments, origin.place)
    except ValueError as error:
        problem = str(error)
    else:
        if step is None or step.position not in seen:
            return step
        problem = "the server gave the same page twice"
    origin.fail(problem)


def _fetched(page: _Page, step: Step) -> _Page:
    origin = _origin(page)
    return _checked(page, origin, origin.fetch(step))


async def _fetched_async(page: _Page, step: Step) -> _Page:
    origin = _origin(page)
    awaited: Awaitable[Any] = origin.fetch(step)
    return _checked(page, origin, await awaited)


def _checked(page: _Page, origin: Origin, found: Any) -> _Page:
    if not isinstance(found, type(page)):
        origin.fail(f"what came is no further {type(page).__name__}")
    return found


def _pages(page: _Page) -> Iterator[_Page]:
    seen: set[object] = set()
    while True:
        yield page
        step = _way_on(page, _origin(page), seen)
        if step is None:
            return
        page = _fetched(page, step)


async def _pages_async(page: _Page) -> AsyncIterator[_Page]:
    seen: set[object] = set()
    while True:
        yield page
        step = _way_on(page, _origin(page), seen)
        if step is None:
            return
        page = await _fetched_async(page, step)


RESERVED: Final = _MODEL_RESERVED | {
    name for name in dir(Page) if not name.startswith("_")
}
"""Names that a field of a page cannot have, because `Page` or `Model` has them."""
