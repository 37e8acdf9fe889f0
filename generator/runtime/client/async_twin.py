# SPDX-License-Identifier: MIT
"""Derive the async twin of an operation's function."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Coroutine
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from ..operations.request_options import hide_options

if TYPE_CHECKING:
    from .callers import AsyncCaller

_P = ParamSpec("_P")
_R = TypeVar("_R")


def asynchronous(
    function: Callable[Concatenate[Any, _P], _R],
) -> Callable[Concatenate[AsyncCaller, _P], Coroutine[Any, Any, _R]]:
    """Return `function` for an `AsyncClient`: the same parameters, and its result is awaitable.

    `function` passes its arguments to `client.call`, which returns a coroutine if the client is an
    `AsyncClient`. It runs when the twin is called, so that a wrong argument raises at the call and
    not at the `await`.
    """

    def call(
        client: AsyncCaller, /, *arguments: _P.args, **keywords: _P.kwargs
    ) -> Coroutine[Any, Any, _R]:
        hide_options(keywords)
        return cast(Coroutine[Any, Any, _R], function(client, *arguments, **keywords))

    name = f"{function.__name__}_async"
    twin = update_wrapper(call, function)
    twin.__name__ = twin.__qualname__ = name
    if sys.version_info >= (3, 12):
        inspect.markcoroutinefunction(twin)
    return twin
