# SPDX-License-Identifier: MIT
"""Protocols of the objects that can call operations: clients and resources."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint

_T = TypeVar("_T")


class Caller(Protocol):
    """Calls operations and waits for their responses: a client or one of its resources."""

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """Call an operation and return its decoded value, like `SyncClient.call`."""
        ...


class AsyncCaller(Protocol):
    """Like `Caller`, awaited."""

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """Like `Caller.call`; errors in arguments are raised before the result is awaited."""
        ...
