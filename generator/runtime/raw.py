"""A call's answer as it came, with what became of it: what `client.raw` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .attempts import Exchange
from .headers import Headers
from .transport import Request

if TYPE_CHECKING:
    from .endpoint import Endpoint

__all__ = ["ApiResponse", "Redirected", "response_of"]

_T = TypeVar("_T", covariant=True)


# Without slots: with them, Python 3.11 cannot make an `ApiResponse[Customer](…)`.
@dataclass(frozen=True, eq=False)
class ApiResponse(Generic[_T]):
    """The answer to a call. `value` is what the call alone would have given.

    - `request` is what was sent, without secrets; `attempts` is how often it was sent.
    - `request_id` is what the server calls it, for its support people.
    - `elapsed` is the seconds from the first attempt to this answer, pauses between attempts too.
    """

    value: _T
    status: int
    headers: Headers = field(repr=False)
    request_id: str | None
    content: bytes = field(repr=False)
    request: Request
    attempts: int
    elapsed: float


def response_of(exchange: Exchange, value: Any) -> ApiResponse[Any]:
    """The exchange with `value`, what was made of it."""
    return ApiResponse(
        value,
        exchange.response.status,
        exchange.response.headers,
        exchange.request_id,
        exchange.response.content,
        exchange.request.without_secrets(),
        exchange.attempts,
        exchange.elapsed,
    )


class Redirected:
    """What the function of an operation is given in place of a client, to do something else."""

    def __init__(
        self, do: Callable[[Endpoint[Any], Mapping[str, Any]], Any], function: object
    ) -> None:
        """`function` is the one that will be given it.

        Raises:
            TypeError: it is bound to an object already.
        """
        owner = getattr(function, "__self__", None)
        if owner is not None:
            name = getattr(function, "__name__", "it")
            raise TypeError(
                f"{name} is bound to {owner!r}: pass the function of the operation itself, "
                "from the package `operations`"
            )
        self._do = do

    def call(self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]) -> Any:
        """As `Caller.call`, and as `AsyncCaller.call`, but for what it gives."""
        return self._do(endpoint, arguments)
