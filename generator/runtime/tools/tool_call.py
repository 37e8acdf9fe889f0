# SPDX-License-Identifier: MIT
"""A call that a hook approves or refuses before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .catalogue import CatalogueOperation


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that is about to be made, as a hook sees it.

    Attributes:
        api: The name of the API.
        operation: The operation.
        arguments: Its arguments, as JSON. They are a copy: changes have no effect.
    """

    api: str
    operation: CatalogueOperation
    arguments: Mapping[str, Any]


class CallRefused(Exception):
    """Raised by a hook to refuse a call; its message is the reason that the model is given."""


Hook: TypeAlias = Callable[[ToolCall], object]
"""Called before each call. It refuses the call by returning `False` or raising `CallRefused`.

Another exception is raised by `call_tool`; the call is not made. Only the hook of an `Agent` can be
asynchronous.
"""
