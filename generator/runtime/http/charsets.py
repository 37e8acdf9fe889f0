# SPDX-License-Identifier: MIT
"""Decode the content of a response by the `charset` of its media type."""

from __future__ import annotations

import codecs
from typing import Final

from .media_types import parameter_of

# Python codecs that are not charsets of HTTP; decoding some of them takes quadratic time.
_REJECTED_CODECS: Final = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)


def decode_text(content: bytes, content_type: str) -> str:
    """Decode text, by default as UTF-8; never fail.

    Args:
        content: The content.
        content_type: The `Content-Type` of the response; empty if it has none.
    """
    try:
        return content.decode(_charset(content_type) or "utf-8", "replace")
    except ValueError:
        return content.decode("utf-8", "replace")


def json_source(content: bytes, content_type: str) -> bytes | str:
    """Return JSON for `json.loads`: as text if the media type declares another charset than UTF-8.

    JSON is UTF-8 (RFC 8259, section 8.1), but some servers send, and declare, another charset.
    `json.loads` itself detects UTF-8, UTF-16 and UTF-32, with or without a byte order mark.
    """
    charset = _charset(content_type)
    if charset in (None, "utf-8") or content.startswith(codecs.BOM_UTF8):
        return content
    try:
        return content.decode(charset).removeprefix("\ufeff")
    except ValueError:
        return content


def _charset(content_type: str) -> str | None:
    """Return the declared charset as the name of a Python codec; None if there is no usable one."""
    # Without a parameter there is nothing to look up, which would take long for an unknown name.
    name = (
        parameter_of(content_type, "charset").strip("'") if ";" in content_type else ""
    )
    if not name:
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Codecs such as `base64` do not decode to text.
    is_text = getattr(codec, "_is_text_encoding", True)
    return codec.name if is_text and codec.name not in _REJECTED_CODECS else None
