# SPDX-License-Identifier: MIT
"""Protocols for what the function of an operation needs of its client."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from ..operations.endpoint import Endpoint

_T = TypeVar("_T")


class Caller(Protocol):
    """Sends calls and waits for their answers: a client, or a resource of one."""

    def call(self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]) -> _T:
        """What the operation gives. `arguments` are those of its function, all of them.

        Raises:
            TypeError, ValueError: an argument is wrong; nothing was sent.
            ApiError: the call failed.
        """
        ...


class AsyncCaller(Protocol):
    """Sends calls, to be awaited."""

    def call(
        self, endpoint: Endpoint[_T], arguments: Mapping[str, Any]
    ) -> Coroutine[Any, Any, _T]:
        """As `Caller.call`; wrong arguments are told at once, not when it is awaited."""
        ...
