"""What can be said about one call beside its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from .suggestions import did_you_mean

__all__ = ["RequestOptions", "Timeout", "unknown_option"]


class Timeout(NamedTuple):
    """How many seconds each step may take; None is for ever."""

    connect: float | None = None
    read: float | None = None
    write: float | None = None
    pool: float | None = None


class RequestOptions(TypedDict, total=False):
    """The keywords that every operation takes.

    `idempotency_key` is sent as the header `Idempotency-Key`: the server does the same thing once
    only. `timeout` is in seconds, for this call. `extra_headers` are added to the request.
    """

    idempotency_key: str
    timeout: float | Timeout | None
    extra_headers: Mapping[str, str]


def unknown_option(options: Mapping[str, Any], arguments: Iterable[str]) -> str | None:
    """What is wrong with the keywords of a call beside its `arguments`, as Python words it."""
    known = RequestOptions.__annotations__
    for name in options:
        if name not in known:
            guess = did_you_mean(name, [*sorted(arguments), *known])
            return f"got an unexpected keyword argument {name!r}{guess}"
    return None
