# SPDX-License-Identifier: MIT
"""Paging rules: how to request the page after a given one.

Arguments are named in Python, an argument inside of another one by a tuple: `("page", "after")` is
the property `after` of the argument `page`. Properties of responses have their wire names, those of
nested objects with dots: `meta.next`. The path to the items is empty if the response is the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from ..http.headers import Headers
from ..http.secrets import hidden
from ..http.transport import Request
from ..models.json_values import is_array
from ..models.wire_values import wire_value
from .origin import ORIGIN, PageLocation, PageOrigin, PageStep, items_of
from .properties import find_property, read_argument, require_property, with_argument

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}

ArgumentPath: TypeAlias = str | tuple[str, ...]


class Rule:
    """Base of all paging rules."""

    __slots__ = ()

    # Defined by every rule.
    items: str

    def page_of(
        self,
        value: Any,
        arguments: Mapping[str, Any],
        request: Request,
        headers: Headers,
        base_url: str | None,
        fetch: Callable[[Mapping[str, Any], str | None], Any],
        is_async: bool,
    ) -> Any:
        """Return a decoded response as a page that knows its call; values that are no page as is.

        Args:
            value: The decoded response.
            arguments: Arguments of the call, by Python name.
            request: The request that was sent.
            headers: The headers of the response.
            base_url: The client's `base_url`, if the user set one.
            fetch: Repeats the call for another page; returns an awaitable if `is_async`.
            is_async: Whether an async client made the call.
        """
        page: object = value
        if not self.items and is_array(value):
            # Deferred, because operations are imported long before their responses are pages.
            from .list_page import ListPage

            page = ListPage(value)
        if hasattr(type(page), ORIGIN):
            links = headers.get("link", "")
            location = PageLocation(request.public_url, base_url, hidden(links))
            origin = PageOrigin(self, arguments, request, location, fetch, is_async)
            setattr(page, ORIGIN, origin)
        return page

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments pages towards the beginning of the list."""
        return False

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        """Return the position of the page that a call with these arguments requests."""
        return location.url

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        """Return the step to the page after `page`; None if it is the last.

        Args:
            page: The current page.
            arguments: Arguments of the call that returned it.
            location: URL of that call's request.

        Raises:
            ValueError: there are more items, but no way to request them.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem(Rule):
    """Cursor paging: the argument `cursor` is the `id` of the last item of the current page.

    Attributes:
        items: Property with the items.
        cursor: Argument for the item before the requested page.
        reverse: Argument for the item after the requested page. A call that passes it pages
            backwards: the next `reverse` is the first item's `id`, and items are iterated in
            reverse order.
        more: Boolean property that says whether there are more items. Without it, the list ends
            with an empty page.
        id: Property of an item that identifies it.
    """

    items: str
    cursor: ArgumentPath
    reverse: ArgumentPath | None = None
    more: str | None = None
    id: str = "id"

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        return (
            self.reverse is not None
            and read_argument(arguments, self.reverse) is not None
            and read_argument(arguments, self.cursor) is None
        )

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        return read_argument(arguments, self._argument(arguments))

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        items = items_of(page, self.items)
        if self.more is not None:
            read = require_property if items else find_property
            if read(page, self.more) is not True:
                return None
        if not items:
            if self.more is None:
                return None
            raise ValueError("the list has more items, but this page is empty")
        item = items[0 if self.is_backwards(arguments) else -1]
        cursor = find_property(item, self.id)
        if cursor is None or cursor == "":
            raise ValueError(
                f"the list has more items, but an item has no {self.id!r} to continue from"
            )
        argument = self._argument(arguments)
        return PageStep(cursor, with_argument(arguments, argument, cursor))

    def _argument(self, arguments: Mapping[str, Any]) -> ArgumentPath:
        reverse = self.is_backwards(arguments) and self.reverse
        return reverse or self.cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Rule):
    """Token paging: each page contains the token of the next one.

    Attributes:
        items: Property with the items.
        token: Property with the token of the next page; null or empty on the last page, and absent
            if the document does not require it.
        parameter: Argument for the token of the requested page.
        more: Boolean property; if it is false, the page is the last even if it has a token.
    """

    items: str
    token: str
    parameter: ArgumentPath
    more: str | None = None

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        return read_argument(arguments, self.parameter)

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        more = None if self.more is None else find_property(page, self.more)
        if more is False:
            return None
        token = require_property(page, self.token)
        # An empty page may be followed by others: servers filter after they cut pages.
        if token is None or token is False or token == "":
            if more is True:
                raise ValueError(f"the list has more items, but no {self.token!r}")
            return None
        return PageStep(token, with_argument(arguments, self.parameter, token))


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrl(Rule):
    """Link paging: each page contains the URL of the next one.

    The URL must have the same origin (RFC 6454) as the page, because credentials are sent to it. A
    relative URL is resolved by RFC 3986, section 5. An API behind a gateway does not know the path
    of the client's `base_url`, so that path is prepended to URL paths that do not start with it.

    Attributes:
        items: Property with the items.
        url: Property with the URL of the next page, or with an object whose `href` it is; null or
            empty on the last page, and absent if the document does not require it.
    """

    items: str
    url: str

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        reference = require_property(page, self.url)
        if reference is not None and not isinstance(reference, (str, bool)):
            reference = wire_value(reference, "href")
        if not reference:
            return None
        return step_to_url(str(reference), location)


def step_to_url(url: str, location: PageLocation) -> PageStep:
    """Return the step to the page at `url`, resolved against the URL of the current page.

    Raises:
        ValueError: the URL is malformed, contains user information or has another origin.
    """
    # The server may repeat an API key in it.
    resolved = hidden(_resolve_url(url, location))
    return PageStep(resolved, {}, resolved)


# Also lone surrogates, which are no text.
_MALFORMED = re.compile(r"[\x00-\x20\x7f\\\ud800-\udfff]")


def _resolve_url(url: str, location: PageLocation) -> str:
    if _MALFORMED.search(url):
        raise ValueError("the URL of the next page is malformed")
    base_path = urlsplit(location.base_url or "").path.rstrip("/")
    is_path = url.startswith("/") and not url.startswith("//")
    if is_path and base_path and not url.startswith(f"{base_path}/"):
        url = base_path + url
    current = urlsplit(location.url)
    resolved = urlsplit(urljoin(location.url, url))
    if "@" in resolved.netloc or _url_origin(resolved) != _url_origin(current):
        raise ValueError(
            f"the next page is on another server ({resolved.hostname}), to which credentials "
            "are not sent"
        )
    return urlunsplit(resolved._replace(fragment=""))


def _url_origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _DEFAULT_PORTS.get(url.scheme)
