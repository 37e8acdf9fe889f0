# SPDX-License-Identifier: MIT
"""Paging rules: how to request the page after a given one.

`items`, `more`, `id`, `token` and `url` are wire names of response properties; `cursor`, `reverse`
and `parameter` are Python names of the operation's arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias, cast
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from ..http.errors import ApiError
from ..http.transport import Request
from ..models.json_values import is_array
from ..models.wire_values import wire_value


class ApiPagingError(ApiError):
    """The next page of a list cannot be determined.

    The server returned the same page twice, or announced more items without a way to request them,
    or the next page is on another server, to which credentials must not be sent.
    """


_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class PageLocation(NamedTuple):
    """The URL of a page's request, and the client's `base_url`, if any."""

    url: str
    base_url: str | None = None


class PageStep(NamedTuple):
    """How to request a page: the arguments to replace, or the complete URL.

    `position` identifies the page within the list: a cursor, a token or a URL.
    """

    position: object
    arguments: Mapping[str, Any]
    url: str | None = None


class _Rule:
    """Base of all paging rules."""

    __slots__ = ()

    def set_origin(
        self,
        page: object,
        arguments: Mapping[str, Any],
        request: Request,
        base_url: str | None,
        fetch: Callable[[Mapping[str, Any], str | None], Any],
        is_async: bool,
    ) -> None:
        """Record on a page the call that returned it; ignore values that are not pages.

        Args:
            page: The decoded response.
            arguments: Arguments of the call, by Python name.
            request: The request that was sent.
            base_url: The client's `base_url`, if the user set one.
            fetch: Repeats the call for another page; returns an awaitable if `is_async`.
            is_async: Whether an async client made the call.
        """
        if hasattr(type(page), ORIGIN):
            rule = cast(PagingRule, self)
            origin = PageOrigin(rule, arguments, request, base_url, fetch, is_async)
            setattr(page, ORIGIN, origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem(_Rule):
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
    cursor: str
    reverse: str | None = None
    more: str | None = None
    id: str = "id"

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments pages towards the beginning of the list."""
        return (
            self.reverse is not None
            and arguments.get(self.reverse) is not None
            and arguments.get(self.cursor) is None
        )

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        """Return the cursor of the page that a call with these arguments requests."""
        return arguments.get(self._argument(arguments))

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
        items = items_of(page, self.items)
        if self.more is not None and wire_value(page, self.more) is not True:
            return None
        if not items:
            if self.more is None:
                return None
            raise ValueError("the list has more items, but this page is empty")
        item = items[0 if self.is_backwards(arguments) else -1]
        cursor = wire_value(item, self.id)
        if cursor is None or cursor == "":
            raise ValueError(
                f"the list has more items, but an item has no {self.id!r} to continue from"
            )
        return PageStep(cursor, {self._argument(arguments): cursor})

    def _argument(self, arguments: Mapping[str, Any]) -> str:
        reverse = self.is_backwards(arguments) and self.reverse
        return reverse or self.cursor


class _ForwardRule(_Rule):
    """Base of rules that only page forwards."""

    __slots__ = ()

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """Like `LastItem.is_backwards`; always False."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(_ForwardRule):
    """Token paging: each page contains the token of the next one.

    Attributes:
        items: Property with the items.
        token: Property with the token of the next page; absent, null or empty on the last page.
        parameter: Argument for the token of the requested page.
        more: Boolean property; if it is false, the page is the last even if it has a token.
    """

    items: str
    token: str
    parameter: str
    more: str | None = None

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        """Like `LastItem.position`."""
        return arguments.get(self.parameter)

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        """Like `LastItem.step`."""
        if self.more is not None and wire_value(page, self.more) is False:
            return None
        token = wire_value(page, self.token)
        # An empty page may be followed by others: servers filter after they cut pages.
        if token is None or token == "":
            return None
        return PageStep(token, {self.parameter: token})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrl(_ForwardRule):
    """Link paging: each page contains the URL of the next one.

    The URL must have the same origin (RFC 6454) as the page, because credentials are sent to it. A
    relative URL is resolved by RFC 3986, section 5. An API behind a gateway does not know the path
    of the client's `base_url`, so that path is prepended to URL paths that do not start with it.

    Attributes:
        items: Property with the items.
        url: Property with the URL of the next page; absent, null or empty on the last page.
    """

    items: str
    url: str

    def position(self, arguments: Mapping[str, Any], location: PageLocation) -> object:
        """Like `LastItem.position`."""
        return location.url

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        """Like `LastItem.step`."""
        reference = wire_value(page, self.url)
        if reference is None or reference == "":
            return None
        url = _resolve_url(str(reference), location)
        return PageStep(url, {}, url)


PagingRule: TypeAlias = LastItem | NextUrl | Token


def items_of(page: object, name: str) -> list[Any]:
    """Return the items of a page from its property `name`; an empty list if it has none."""
    items = wire_value(page, name)
    return items if is_array(items) else []


def _resolve_url(url: str, location: PageLocation) -> str:
    """Resolve the URL of the next page against that of the current one.

    Raises:
        ValueError: the URL is malformed, contains user information or has another origin.
    """
    if any(character <= " " or character in "\x7f\\" for character in url):
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


ORIGIN: Final = "_page_origin"
"""The slot of a page that holds its `PageOrigin`."""


class PageOrigin(NamedTuple):
    """The call that returned a page; `fetch` repeats it for another page."""

    rule: PagingRule
    arguments: Mapping[str, Any]
    request: Request
    base_url: str | None
    fetch: Callable[[Mapping[str, Any], str | None], Any]
    is_async: bool

    @property
    def location(self) -> PageLocation:
        """The URL of the page."""
        return PageLocation(self.request.public_url, self.base_url)

    @property
    def position(self) -> object:
        """The cursor, token or URL that identifies the page."""
        return self.rule.position(self.arguments, self.location)

    @property
    def is_backwards(self) -> bool:
        """Whether the call pages towards the beginning of the list."""
        return self.rule.is_backwards(self.arguments)

    def fail(self, problem: object) -> NoReturn:
        """Raise an `ApiPagingError` that names the request and the problem."""
        raise ApiPagingError(
            f"{self.request.label}: {problem}", request=self.request.without_secrets()
        )
