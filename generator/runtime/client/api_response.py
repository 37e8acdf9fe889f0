# SPDX-License-Identifier: MIT
"""The HTTP response of a call together with its decoded value: what `client.raw` returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..http.charsets import decode_text
from ..http.errors import ApiResponseError
from ..http.headers import Headers
from ..http.retries import Exchange
from ..http.transport import Request
from ..models.cached_attribute import cached_attribute
from .resource import client_of

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint

_T = TypeVar("_T", covariant=True)


# Without slots: with them, Python 3.11 cannot instantiate `ApiResponse[Customer](…)`.
@dataclass(frozen=True, eq=False)
class ApiResponse(Generic[_T]):
    """The HTTP response of a call together with its decoded value.

    Attributes:
        status: The status code.
        headers: The headers of the response.
        request_id: The server's ID of the request, to quote to its support; None if not sent.
        content: The content of the response, in bytes.
        request: The request that was sent, without secrets.
        attempts: How often it was sent: 1 without retries.
        elapsed: Seconds from the first attempt to the response, including pauses between attempts.
    """

    status: int
    headers: Headers = field(repr=False)
    request_id: str | None
    content: bytes = field(repr=False)
    request: Request
    attempts: int
    elapsed: float
    _read: Callable[[], _T] = field(repr=False)

    @cached_attribute
    def value(self) -> _T:
        """The decoded value: what the call returns without `raw`; None if the content is empty.

        Raises:
            ApiStatusError: The response is a redirect that the document does not declare.
            ApiResponseError: The content does not match the declared type.
        """
        try:
            return self._read()
        except ApiResponseError:
            if self.content:
                raise
            return cast(_T, None)

    @property
    def text(self) -> str:
        """The content as text, decoded by the `charset` of its `Content-Type` or as UTF-8."""
        return decode_text(self.content, self.headers.get("Content-Type", ""))

    def __getstate__(self) -> dict[str, Any]:
        # The function that decodes the value cannot be copied or pickled.
        return {**vars(self), "value": self.value, "_read": None}


def api_response(exchange: Exchange, read: Callable[[], Any]) -> ApiResponse[Any]:
    """Combine an exchange with the function that decodes its value."""
    return ApiResponse(
        exchange.response.status,
        exchange.response.headers,
        exchange.request_id,
        exchange.response.content,
        exchange.request.without_secrets(),
        exchange.attempts,
        exchange.elapsed,
        read,
    )


def redirected(
    function: Callable[..., Any],
    client: object,
    handler: Callable[[Endpoint[Any], Mapping[str, Any]], Any],
) -> Callable[..., Any]:
    """Return the function of an operation, without its client, which `handler` stands in for.

    Args:
        function: The function, a method of one of the client's resources, or `client.request`.
        client: The client that is going to call it.
        handler: Called in place of `client.call`; the function returns its result.

    Raises:
        TypeError: the method is bound to another object, such as a resource of another client.
    """
    owner = getattr(function, "__self__", None)
    unbound = function if owner is None else getattr(function, "__func__", function)
    if owner is client:
        is_foreign = unbound is not getattr(type(client), "request", None)
    else:
        is_foreign = owner is not None and client_of(owner) is not client
    if is_foreign:
        name = getattr(function, "__name__", "it")
        raise TypeError(
            f"{name} is bound to {owner!r}: pass a function from the `operations` package or a "
            "method of a resource of this client"
        )
    return partial(unbound, SimpleNamespace(call=handler))
