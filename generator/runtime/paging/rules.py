# SPDX-License-Identifier: MIT
"""Paging rules: how an endpoint's next page is found.

`items`, `more`, `id`, `token` and `url` are properties of a response, by their wire names;
`cursor`, `reverse` and `parameter` are arguments of the operation's function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias, cast
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from ..http.errors import ApiError
from ..http.transport import Request
from ..models.fields import wire_value
from ..models.json_values import is_array


class ApiPagingError(ApiError):
    """The pages of a list cannot be followed to their end.

    The server gave the same page twice, or the page says nothing that leads on, or it leads to
    another server, which must not see the credentials.
    """


_PORTS: Final = {"http": 80, "https": 443}


class PageLocation(NamedTuple):
    """The URL of a page's request, and the user's `base_url`, if any."""

    url: str
    base_url: str | None = None


class PageStep(NamedTuple):
    """The way to a page: the arguments that it takes, or its whole URL.

    `position` is what tells one page from another: a cursor, a token or a URL.
    """

    position: object
    arguments: Mapping[str, Any]
    url: str | None = None


class _Rule:
    """What a client needs of every rule."""

    __slots__ = ()

    def set_origin(
        self,
        page: object,
        arguments: Mapping[str, Any],
        request: Request,
        base_url: str | None,
        fetch: Callable[[PageStep], Any],
        is_async: bool,
    ) -> None:
        """Tell a page which call returned it; any other value is left as it is."""
        if hasattr(type(page), ORIGIN):
            rule = cast(PagingRule, self)
            origin = PageOrigin(rule, arguments, request, base_url, fetch, is_async)
            setattr(page, ORIGIN, origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastItem(_Rule):
    """The next page comes after the last item: its `id` is the argument `cursor`.

    With the argument `reverse`, a call goes backwards: the page before comes before the first item,
    and each page is read from its end. `more` says whether there is more; without such a property
    the list ends with an empty page.
    """

    items: str
    cursor: str
    reverse: str | None = None
    more: str | None = None
    id: str = "id"

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """Whether a call with these arguments goes towards the beginning of the list."""
        return (
            self.reverse is not None
            and arguments.get(self.reverse) is not None
            and arguments.get(self.cursor) is None
        )

    def position(self, arguments: Mapping[str, Any], place: PageLocation) -> object:
        """Where the call with these arguments was."""
        return arguments.get(self._argument(arguments))

    def step(
        self, page: object, arguments: Mapping[str, Any], place: PageLocation
    ) -> PageStep | None:
        """The way on from a page that a call with these arguments gave; None if it is the last.

        Raises:
            ValueError: there is more, but no way to it.
        """
        items = items_of(page, self.items)
        if self.more is not None and wire_value(page, self.more) is not True:
            return None
        if not items:
            if self.more is None:
                return None
            raise ValueError("there is more, but no item that it comes after")
        item = items[0 if self.is_backwards(arguments) else -1]
        found = wire_value(item, self.id)
        if found is None or found == "":
            raise ValueError(f"there is more, but an item without {self.id!r}")
        return PageStep(found, {self._argument(arguments): found})

    def _argument(self, arguments: Mapping[str, Any]) -> str:
        backwards = self.is_backwards(arguments) and self.reverse
        return backwards or self.cursor


class _Forward(_Rule):
    """A rule that leads one way."""

    __slots__ = ()

    def is_backwards(self, arguments: Mapping[str, Any]) -> bool:
        """As `LastItem.is_backwards`: never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(_Forward):
    """The next page is the one whose `token` the page has; it is the argument `parameter`.

    A page whose `more` is false is the last, whatever token it has.
    """

    items: str
    token: str
    parameter: str
    more: str | None = None

    def position(self, arguments: Mapping[str, Any], place: PageLocation) -> object:
        """As `LastItem.position`."""
        return arguments.get(self.parameter)

    def step(
        self, page: object, arguments: Mapping[str, Any], place: PageLocation
    ) -> PageStep | None:
        """As `LastItem.step`."""
        if self.more is not None and wire_value(page, self.more) is False:
            return None
        found = wire_value(page, self.token)
        # A page without items may well be followed by others: a filter can have emptied it.
        if found is None or found == "":
            return None
        return PageStep(found, {self.parameter: found})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUrl(_Forward):
    """The next page is at the `url` that the page has.

    It must be of the same origin (RFC 6454) as the page, because the credentials go there too. A
    relative one is resolved by RFC 3986, section 5. Where the user's `base_url` has a path, as that
    of a gateway may, the API does not know of it: a path that lacks it is taken to come after it.
    """

    items: str
    url: str

    def position(self, arguments: Mapping[str, Any], place: PageLocation) -> object:
        """As `LastItem.position`."""
        return place.url

    def step(
        self, page: object, arguments: Mapping[str, Any], place: PageLocation
    ) -> PageStep | None:
        """As `LastItem.step`."""
        found = wire_value(page, self.url)
        if found is None or found == "":
            return None
        url = _resolve(str(found), place)
        return PageStep(url, {}, url)


PagingRule: TypeAlias = LastItem | NextUrl | Token


def items_of(page: object, name: str) -> list[Any]:
    """The items of a page, which has them under this name, in the order they came."""
    found = wire_value(page, name)
    return found if is_array(found) else []


def _resolve(url: str, place: PageLocation) -> str:
    if any(letter <= " " or letter in "\x7f\\" for letter in url):
        raise ValueError("the URL of the next page is not well-formed")
    below = urlsplit(place.base_url or "").path.rstrip("/")
    is_path = url.startswith("/") and not url.startswith("//")
    if is_path and below and not url.startswith(f"{below}/"):
        url = below + url
    parts, here = urlsplit(urljoin(place.url, url)), urlsplit(place.url)
    if "@" in parts.netloc or _url_origin(parts) != _url_origin(here):
        raise ValueError(f"the next page is on another server, {parts.hostname}")
    return urlunsplit(parts._replace(fragment=""))


def _url_origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _PORTS.get(url.scheme)


ORIGIN: Final = "_came_from"
"""The slot of a page that holds its origin."""


class PageOrigin(NamedTuple):
    """The call that a page came from. `fetch` calls once more, for another page."""

    rule: PagingRule
    arguments: Mapping[str, Any]
    request: Request
    base_url: str | None
    fetch: Callable[[PageStep], Any]
    is_async: bool

    @property
    def place(self) -> PageLocation:
        """Where the page was."""
        return PageLocation(self.request.public_url, self.base_url)

    @property
    def position(self) -> object:
        """What tells this page from others."""
        return self.rule.position(self.arguments, self.place)

    @property
    def is_backwards(self) -> bool:
        """Whether the call went towards the beginning of the list."""
        return self.rule.is_backwards(self.arguments)

    def fail(self, problem: object) -> NoReturn:
        """Ends the walk.

        Raises:
            ApiPagingError: always.
        """
        raise ApiPagingError(
            f"{self.request.place}: {problem}", request=self.request.without_secrets()
        )
