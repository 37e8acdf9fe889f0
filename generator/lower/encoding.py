"""How properties of a form or multipart body are written (OpenAPI 3.1.1, 4.8.15)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a property of a form or multipart body is written.

    `style` and `explode` are None where the media type alone says it; `content_type` is that of the
    document, which can be a list, or have ranges in it.
    """

    name: str
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    content_type: str | None = None
