# SPDX-License-Identifier: MIT
"""Parse media types. Source: RFC 9110, section 8.3.1."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r';\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))')


def essence_of(media_type: str) -> str:
    """Return type and subtype in lower case, without parameters."""
    return media_type.partition(";")[0].strip().lower()


def parameter_of(media_type: str, name: str) -> str:
    """Return the value of a parameter such as `charset`, unquoted; empty if there is none.

    `name` is in lower case.
    """
    for parameter, quoted, plain in _PARAMETER.findall(media_type):
        if parameter.lower() == name:
            return re.sub(r"\\(.)", r"\1", quoted) or plain
    return ""


def is_json(media_type: str) -> bool:
    """Whether the media type is JSON or based on it. Source: RFC 6839, section 3.1."""
    essence = essence_of(media_type)
    return essence == "application/json" or essence.endswith(("+json", "/json"))


def is_text(media_type: str) -> bool:
    """Whether the media type is text, XML or YAML. Sources: RFC 7303, RFC 9512."""
    essence = essence_of(media_type)
    return essence.startswith("text/") or essence.endswith(("xml", "yaml"))
