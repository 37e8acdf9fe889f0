"""Media types: which are JSON and which text, and what a list or range of them comes down to.

What the runtime knows of them is told by its own functions, so that the two cannot disagree.
"""

from __future__ import annotations

import re

from generator.runtime.http.media_types import essence_of as essence_of
from generator.runtime.http.media_types import is_json as is_json

_TEXT = re.compile(r"text/.*|application/(.+\+)?xml(;.*)?", re.I)


def is_text(media_type: str) -> bool:
    """Whether a media type is text, XML included."""
    return _TEXT.fullmatch(media_type) is not None


def is_form_type(media_type: str) -> bool:
    """Whether a media type is that of forms."""
    return media_type.lower().startswith("application/x-www-form-urlencoded")


def listed(content_type: str) -> list[str]:
    """The media types and ranges of an Encoding Object's `contentType` (OpenAPI 3.1.1, 4.8.15)."""
    return [each.strip() for each in content_type.split(",") if each.strip()]


def told(content_type: str) -> str | None:
    """The media type of a part that is no file: of several the JSON one, or else the first.

    None if there are ranges only, such as `image/*`.
    """
    concrete = [each for each in listed(content_type) if "*" not in each]
    return next(filter(is_json, concrete), next(iter(concrete), None))
