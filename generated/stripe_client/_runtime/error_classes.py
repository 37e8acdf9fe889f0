"""Classes of errors that are several others at once, and errors that come out of a pickle."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .errors import ApiError, ApiStatusError


def _combine(*kinds: type[ApiStatusError]) -> type[ApiStatusError]:
    # A class that another one derives from says nothing more.
    parts = tuple(
        kind
        for kind in dict.fromkeys(kinds)
        if not any(each is not kind and issubclass(each, kind) for each in kinds)
    )
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    members = {"__doc__": first.__doc__, "__module__": first.__module__}
    return type(first.__name__, parts, {**members, "_parts": parts})


combined: Final[Callable[..., type[ApiStatusError]]] = cache(_combine)
"""The class of errors that are all of these classes, the most telling one first, whose name it has.
It is one of them if that is all the others too."""


def revive(
    cls: type[ApiError], arguments: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    """The error that was pickled, without asking its class for the arguments it was made with."""
    error = cls.__new__(cls, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error


def revive_combined(
    parts: tuple[type[ApiStatusError], ...],
    arguments: tuple[Any, ...],
    state: dict[str, Any],
) -> ApiError:
    """As `revive`, for an error that is of several classes at once."""
    return revive(combined(*parts), arguments, state)
