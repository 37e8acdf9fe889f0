# SPDX-License-Identifier: MIT
"""Derive the async twin of the function of a paged operation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from ..operations.request_options import hide_options
from .async_twin import asynchronous

if TYPE_CHECKING:
    from ..paging.page import Paged
    from .callers import AsyncCaller

_P = ParamSpec("_P")
_Item = TypeVar("_Item")
_Item_co = TypeVar("_Item_co", covariant=True)
_Page = TypeVar("_Page", bound="Paged[Any]")
_Page_co = TypeVar("_Page_co", bound="Paged[Any]", covariant=True)


def asynchronous_pages(
    function: Callable[Concatenate[Any, _P], _Page],
) -> Callable[Concatenate[AsyncCaller, _P], PagedCall[_Page]]:
    """Like `asynchronous`, for the function of a paged operation.

    The result of the twin can be awaited, for the first page, or iterated with `async for`.
    """
    twin = asynchronous(function)

    def call(
        client: AsyncCaller, /, *arguments: _P.args, **keywords: _P.kwargs
    ) -> PagedCall[_Page]:
        hide_options(keywords)
        return PagedCall(twin(client, *arguments, **keywords))

    return update_wrapper(call, twin)


class PagedCall(Coroutine[Any, Any, _Page_co]):
    """The call of a paged operation, sent when it is awaited or iterated.

    `await` returns the first page; `async for` iterates over the items of all pages.
    """

    __slots__ = ("_coroutine", "_page")

    def __init__(self, coroutine: Coroutine[Any, Any, _Page_co]) -> None:
        self._coroutine = coroutine
        self._page: _Page_co | None = None

    def __await__(self) -> Generator[Any, Any, _Page_co]:
        return self._coroutine.__await__()

    def __aiter__(self: PagedCall[Paged[_Item]]) -> AsyncIterator[_Item]:
        return aiter(self.auto_paging())

    def auto_paging(
        self: PagedCall[Paged[_Item]],
    ) -> AsyncAutoPaging[_Page_co, _Item]:
        """Iterate over the items of all pages, with `async for`.

        Raises:
            ApiPagingError: while iterating: the next page cannot be determined, or 100 pages in a
                row have no items.
            ApiError: while iterating: a request failed.
        """
        return AsyncAutoPaging(cast(Any, self.first_page))

    async def first_page(self) -> _Page_co:
        """Return the first page, which is fetched once."""
        if self._page is None:
            self._page = await self
        return self._page

    def send(self, value: Any, /) -> Any:
        """Continue the call; for event loops."""
        return self._coroutine.send(value)

    def throw(self, *exception: Any) -> Any:
        """Continue the call with an exception; for event loops."""
        return self._coroutine.throw(*exception)

    def close(self) -> None:
        """Give up the call."""
        self._coroutine.close()


class AsyncAutoPaging(Generic[_Page_co, _Item_co]):
    """The items of all pages of a call that is not sent yet, for `async for`."""

    def __init__(self, first_page: Callable[[], Awaitable[_Page_co]]) -> None:
        self._first_page = first_page

    def __aiter__(self) -> AsyncIterator[_Item_co]:
        return _items(self._first_page)

    def pages(self) -> AsyncIterator[_Page_co]:
        """Iterate over pages instead of items."""
        return _pages(self._first_page)


async def _items(
    first_page: Callable[[], Awaitable[Paged[_Item]]],
) -> AsyncIterator[_Item]:
    items = aiter((await first_page()).auto_paging())
    # It keeps the first page.
    del first_page
    async for item in items:
        yield item


async def _pages(
    first_page: Callable[[], Awaitable[_Page]],
) -> AsyncIterator[_Page]:
    pages = aiter((await first_page()).auto_paging().pages())
    del first_page
    async for page in pages:
        yield page
        del page
