# SPDX-License-Identifier: MIT
"""Derive the async twin of an operation's function."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Coroutine
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from .callers import AsyncCaller

_P = ParamSpec("_P")
_R = TypeVar("_R")


def asynchronous(
    function: Callable[Concatenate[Any, _P], _R],
) -> Callable[Concatenate[AsyncCaller, _P], Coroutine[Any, Any, _R]]:
    """`function` for an `AsyncClient`: the same parameters, and what it gives is awaited.

    `function` hands its arguments to `client.call` and gives back what that gives; with an
    `AsyncClient` that is a coroutine. It is called at once, so that a wrong argument is an error
    where it is written, as with any coroutine function, and not where the call is awaited.
    """

    def call(
        client: AsyncCaller, /, *arguments: _P.args, **keywords: _P.kwargs
    ) -> Coroutine[Any, Any, _R]:
        return cast(Coroutine[Any, Any, _R], function(client, *arguments, **keywords))

    name = f"{function.__name__}_async"
    twin = update_wrapper(call, function)
    twin.__name__ = twin.__qualname__ = name
    if sys.version_info >= (3, 12):
        inspect.markcoroutinefunction(twin)
    return twin
