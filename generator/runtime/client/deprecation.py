# SPDX-License-Identifier: MIT
"""Warn about calls of deprecated operations."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from .call_site import outer_frame

__all__ = ["deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message: str, /) -> Callable[[Any], Any]:
        """Emit a `DeprecationWarning` at the caller's line whenever the function is called.

        Source: PEP 702. `warnings.deprecated` of Python 3.13 would report a line of the runtime if
        the call passes through it, as that of an async twin does.
        """

        def decorate(function: Any) -> Any:
            @wraps(function)
            def call(*arguments: Any, **keywords: Any) -> Any:
                distance = outer_frame()[1]
                warnings.warn(message, DeprecationWarning, stacklevel=distance + 1)
                return function(*arguments, **keywords)

            call.__deprecated__ = function.__deprecated__ = message
            return call

        return decorate
