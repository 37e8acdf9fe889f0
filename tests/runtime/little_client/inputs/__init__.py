"""Inputs of the operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.runtime.client.lazy_imports import lazy_names

if TYPE_CHECKING:
    from .phases import Item as Item
    from .phases import Phase as Phase

__getattr__, __dir__ = lazy_names(__name__, {"phases": "Item Phase"})
