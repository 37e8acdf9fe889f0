# SPDX-License-Identifier: MIT
"""Describe operations with streamed responses as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

from ..operations.endpoint import Content, Endpoint

_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class StreamContent(Content):
    """The content of a response that is a stream of items.

    Source: OpenAPI 3.2.0, section 4.14 (Media Type Object), `itemSchema`.

    Attributes:
        type: Annotation of an item.
        read: How an event becomes an item: its `text`, the `json` in it, or the `event` as an
            object with `data`, `event`, `id` and `retry` (section 4.14.5).
    """

    is_stream = True
    read: Literal["text", "json", "event"] = "json"


@dataclass(frozen=True)
class StreamEndpoint(Endpoint[_T_co]):
    """An operation with a streamed response."""
