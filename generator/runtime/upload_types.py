"""What is told of uploads: the media type of a file, and the charset of text."""

from __future__ import annotations

import codecs
from importlib import import_module

from .media_types import essence_of, parameter_of

_ANY_BYTES = "application/octet-stream"


def media_type_for(allowed: str, name: str | None) -> str | None:
    """The media type of a file that brings none, by its name.

    `allowed` is what the document says: a media type, or a list of them and of ranges such as
    `image/*` (OpenAPI 3.1.1, section 4.8.15.1, `contentType`). None if it does not decide.
    """
    ranges = [each.strip() for each in allowed.split(",")]
    if len(ranges) == 1 and "*" not in allowed:
        # One that is made of parts is not known without the boundary between them.
        return None if allowed.startswith("multipart/") else allowed
    candidates = [_ANY_BYTES]
    if name is not None:
        # Few uploads need it, and it reads the system's own lists.
        guessed, coding = import_module("mimetypes").guess_type(name)
        if guessed is not None and coding is None:
            candidates.insert(0, guessed)
    return next(
        (each for each in candidates if any(_is_in(each, one) for one in ranges)), None
    )


def charset_of(media_type: str) -> str:
    """The character encoding in which text of this media type is sent: UTF-8 if it says none.

    Raises:
        ValueError: Python does not know it.
    """
    charset = parameter_of(media_type, "charset") or "utf-8"
    try:
        return codecs.lookup(charset).name
    except LookupError:
        raise ValueError(f"Python does not know the charset {charset!r}") from None


def _is_in(media_type: str, one: str) -> bool:
    kind = media_type.partition("/")[0]
    return essence_of(one) in ("*/*", media_type, f"{kind}/*")
