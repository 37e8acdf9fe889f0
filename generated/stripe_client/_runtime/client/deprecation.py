# SPDX-License-Identifier: MIT
"""Mark operations that the document calls deprecated."""

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
        """Makes each call of a function a `DeprecationWarning` at the line of the caller.

        Source: PEP 702. Python's own, which newer versions have, would name a line of this package
        where the call goes through it, as that of an async twin does.
        """

        def mark(function: Any) -> Any:
            @wraps(function)
            def call(*arguments: Any, **keywords: Any) -> Any:
                level = outer_frame()[1]
                warnings.warn(message, DeprecationWarning, stacklevel=level + 1)
                return function(*arguments, **keywords)

            call.__deprecated__ = function.__deprecated__ = message
            return call

        return mark
