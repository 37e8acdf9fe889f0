# SPDX-License-Identifier: MIT
"""Where a page comes from: the call that returned it, and its rule for the next page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, NoReturn, Protocol

from ..http.errors import ApiError
from ..http.redaction import redacted
from ..http.transport import Request
from ..models.json_values import is_array
from .properties import find_property


class ApiPagingError(ApiError):
    """The next page of a list cannot be determined.

    The server returned the same page twice, or announced more items without a way to request them,
    or left out a required property that leads on, or sent 100 pages in a row without items, or the
    next page is on another server, to which credentials must not be sent.
    """


class PageLocation(NamedTuple):
    """The URL of a page's request, the client's `base_url`, and the header `Link`, if any."""

    url: str
    base_url: str | None = None
    links: str = ""


class PageStep(NamedTuple):
    """How to request a page: the arguments to replace, or the complete URL.

    `position` identifies the page within the list: a cursor, a token, a number or a URL. If the
    step may lead to the same page again, `otherwise` is the step to take then.
    """

    position: object
    arguments: Mapping[str, Any]
    url: str | None = None
    otherwise: PageStep | None = None


class PagingRule(Protocol):
    """How to request the page after a given one: one of the classes based on `rules.Rule`."""

    @property
    def items(self) -> str:
        """The path of the property with the items; empty if the response is the list."""
        ...

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments pages towards the beginning of the list."""
        ...

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        """Return the position of the page that a call with these arguments requests."""
        ...

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        """Return the step to the page after `page`; None if it is the last."""
        ...


ORIGIN: Final = "_page_origin"
"""The slot of a page that holds its `PageOrigin`."""


class PageOrigin(NamedTuple):
    """The call that returned a page; `fetch` repeats it for another page."""

    rule: PagingRule
    arguments: Mapping[str, Any]
    request: Request
    location: PageLocation
    fetch: Callable[[Mapping[str, Any], str | None], Any]
    is_async: bool

    @property
    def position(self) -> object:
        """The cursor, token, number or URL that identifies the page."""
        return self.rule.position(self.arguments, self.location)

    @property
    def is_backwards(self) -> bool:
        """Whether the call pages towards the beginning of the list."""
        return self.rule.is_backwards(self.arguments)

    def fail(self, problem: object) -> NoReturn:
        """Raise an `ApiPagingError` that names the request and the problem."""
        raise ApiPagingError(
            redacted(f"{self.request.label}: {problem}", self.request),
            request=self.request.without_secrets(),
        )


def items_of(page: object, path: str) -> list[Any]:
    """Return the items of a page from its property `path`; an empty list if it has none."""
    # A slice, because iterating over a page that is a list continues with further pages.
    items = find_property(page, path) if path else page
    return items[:] if is_array(items) else []
