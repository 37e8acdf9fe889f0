# SPDX-License-Identifier: MIT
"""The HTTP response of a call together with its decoded value: what `client.raw` returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..http.headers import Headers
from ..http.retries import Exchange
from ..http.transport import Request
from .resource import client_of

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint

_T = TypeVar("_T", covariant=True)
_F = TypeVar("_F", bound=Callable[..., Any])


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


def api_response(exchange: Exchange, value: Any) -> ApiResponse[Any]:
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


def unbound_function(function: _F, client: object) -> _F:
    """The function of an operation that `function` is, or that is this method of a resource.

    Raises:
        TypeError: it is bound to something else, such as a resource of another client.
    """
    owner = getattr(function, "__self__", None)
    if owner is None:
        return function
    if owner is client or client_of(owner) is not client:
        name = getattr(function, "__name__", "it")
        raise TypeError(
            f"{name} is bound to {owner!r}: pass the function of the operation, from the package "
            "`operations`, or a method of this client's own resources"
        )
    found: _F = getattr(function, "__func__", function)
    return found


class RedirectedCaller:
    """What the function of an operation is given in place of a client, to do something else."""

    def __init__(self, do: Callable[[Endpoint[Any], Mapping[str, Any]], Any]) -> None:
        self._do = do

    def call(self, endpoint: Endpoint[Any], arguments: Mapping[str, Any]) -> Any:
        """As `Caller.call`, and as `AsyncCaller.call`, but for what it gives."""
        return self._do(endpoint, arguments)
