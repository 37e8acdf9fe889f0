"""Where a page of a list came from, so that those after it can be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from .errors import ApiPagingError
from .paging import PagingRule, Place, Step

if TYPE_CHECKING:
    from .transport import Request

ORIGIN: Final = "_came_from"
"""The slot of a page that holds its origin."""


class Origin(NamedTuple):
    """The call that a page came from. `fetch` calls once more, for another page."""

    rule: PagingRule
    arguments: Mapping[str, Any]
    request: Request
    base_url: str | None
    fetch: Callable[[Step], Any]
    is_async: bool

    @property
    def place(self) -> Place:
        """Where the page was."""
        return Place(self.request.public_url, self.base_url)

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


def came_from(value: object, origin: Origin) -> None:
    """Tells a page which call it came from; anything else has no use for it."""
    if hasattr(type(value), ORIGIN):
        setattr(value, ORIGIN, origin)
