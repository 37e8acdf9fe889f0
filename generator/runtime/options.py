"""What can be said about one call beside its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypedDict

from .suggestions import did_you_mean

if TYPE_CHECKING:
    from .authentication import AnyCredentials

DEFAULT_TIMEOUT: Final = 80.0
"""How many seconds a step may take if nothing is said."""


class Timeout(NamedTuple):
    """How many seconds each step may take: 80 where nothing is said, for ever where None is."""

    connect: float | None = DEFAULT_TIMEOUT
    read: float | None = DEFAULT_TIMEOUT
    write: float | None = DEFAULT_TIMEOUT
    pool: float | None = DEFAULT_TIMEOUT


class RequestOptions(TypedDict, total=False):
    """The keywords that every operation takes.

    - `idempotency_key` is any text of your own: however often a request with this key arrives, the
      server does the same thing once only.
    - `timeout` is in seconds, for each attempt of this call.
    - `extra_headers` are added to the request.
    - `max_retries`: how many more attempts there may be after one that failed.
    - `credentials` are those for this call, in place of the client's.
    """

    idempotency_key: str
    timeout: float | Timeout | None
    extra_headers: Mapping[str, str]
    max_retries: int
    credentials: AnyCredentials


def unknown_option(
    options: Mapping[str, Any], arguments: Iterable[str], more: Iterable[str] = ()
) -> str | None:
    """What is wrong with the keywords of a call beside its `arguments`, as Python words it.

    `more` are the options that this API has beside those of `RequestOptions`.
    """
    known = [*RequestOptions.__annotations__, *more] if options else []
    for name in options:
        if name not in known:
            guess = did_you_mean(name, [*sorted(arguments), *known])
            return f"got an unexpected keyword argument {name!r}{guess}"
    return None


def checked_timeout(timeout: float | Timeout | None) -> float | Timeout | None:
    """The timeout, if it is one.

    Raises:
        TypeError, ValueError: it is no number of seconds.
    """
    for seconds in timeout if isinstance(timeout, Timeout) else (timeout,):
        if seconds is None:
            continue
        _require_number("timeout", seconds, int, float)
        # Written so that it holds for "not a number" too.
        if not seconds > 0:
            raise ValueError(f"timeout must be more than 0 seconds, not {seconds!r}")
    return timeout


def checked_max_retries(max_retries: int) -> int:
    """The number of retries, if it is one.

    Raises:
        TypeError, ValueError: it is no whole number, or below 0.
    """
    _require_number("max_retries", max_retries, int)
    if max_retries < 0:
        raise ValueError(f"max_retries must not be below 0, as {max_retries!r} is")
    return max_retries


def _require_number(what: str, value: object, *kinds: type) -> None:
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TypeError(f"{what} must be a number, not {type(value).__name__}")
