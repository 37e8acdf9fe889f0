# SPDX-License-Identifier: MIT
"""Media types as they stand in a header field. Source: RFC 9110, section 8.3.1."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r';\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))')


def essence_of(media_type: str) -> str:
    """Type and subtype, in lower case and without parameters."""
    return media_type.partition(";")[0].strip().lower()


def parameter_of(media_type: str, name: str) -> str:
    """A parameter such as `charset`; empty if there is none."""
    for found, quoted, plain in _PARAMETER.findall(media_type):
        if found.lower() == name:
            return re.sub(r"\\(.)", r"\1", quoted) or plain
    return ""


def is_json(media_type: str) -> bool:
    """Whether it is JSON of any kind. Source: RFC 6839, section 3.1."""
    essence = essence_of(media_type)
    return essence == "application/json" or essence.endswith(("+json", "/json"))
