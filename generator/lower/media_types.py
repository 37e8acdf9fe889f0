"""Classify media types, and choose one from a list.

JSON media types are recognized by the functions of the runtime, so that both agree.
"""

from __future__ import annotations

import re

from generator.runtime.http.media_types import essence_of as essence_of
from generator.runtime.http.media_types import is_json as is_json

_TEXT = re.compile(r"text/.*|application/(.+\+)?xml(;.*)?", re.I)


def is_text(media_type: str) -> bool:
    """Whether a media type is text, including XML."""
    return _TEXT.fullmatch(media_type) is not None


def is_form(media_type: str) -> bool:
    """Whether a media type is `application/x-www-form-urlencoded`."""
    return media_type.lower().startswith("application/x-www-form-urlencoded")


def split_content_type(content_type: str) -> list[str]:
    """The media types and ranges in `contentType` of an encoding (OpenAPI 3.1.1, 4.8.15)."""
    return [part.strip() for part in content_type.split(",") if part.strip()]


def preferred_media_type(content_type: str) -> str | None:
    """The first JSON media type in `contentType`, or else the first; None if it has only ranges."""
    concrete = [part for part in split_content_type(content_type) if "*" not in part]
    return next(filter(is_json, concrete), next(iter(concrete), None))
