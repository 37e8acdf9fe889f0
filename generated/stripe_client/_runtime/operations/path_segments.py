# SPDX-License-Identifier: MIT
"""Refuse paths that a server may resolve to another path than the one that is meant."""

from __future__ import annotations

import re
from urllib.parse import unquote

_MAX_DECODINGS = 9
# Also as overlong UTF-8 (read as Latin-1), which some servers decode.
_DOT, _SLASH = r"(?:\.|\xc0\xae)", r"(?:[/\\]|\xc0\xaf|\xc1\x9c)"
_DOT_SEGMENT = re.compile(rf"(?:^|;|{_SLASH}) *{_DOT} *{_DOT}? *(?={_SLASH}|[;?#]|$)")
_NO_SEGMENT = re.compile(rf"(?: |{_SLASH})*(?:[;?#].*)?")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")


def check_path(path: str, template: str = "") -> None:
    r"""Check that a path has no dot segments, and no control characters.

    Servers resolve dot segments (RFC 3986, section 5.2.4), and some do so after decoding the path,
    once or repeatedly. Backslashes may then divide segments as slashes do, and parameters may
    follow a `;`: `..%2f`, `..\` and `..;a=b` lead out of a path just like `../`.

    Args:
        path: The path, escaped.
        template: The path before the substitution of variables, whose dot segments are meant.

    Raises:
        ValueError: The path has more dot segments than the template, or a control character.
    """
    decoded = decode_path(path)
    if _CONTROL_CHARACTER.search(decoded):
        raise ValueError(f"the path {path!r} contains a control character")
    found = [segment.strip("/\\; ") for segment in _DOT_SEGMENT.findall(decoded)]
    if len(found) > len(_DOT_SEGMENT.findall(template)):
        raise ValueError(f"{found[-1]!r} is not allowed as a segment of {path!r}")


def has_segment(path: str) -> bool:
    """Whether an escaped path has a segment that is not blank, whoever decodes it."""
    return not _NO_SEGMENT.fullmatch(decode_path(path))


def decode_path(path: str) -> str:
    """Decode a path until no percent-encoded characters are left, byte by byte.

    Raises:
        ValueError: It is encoded more than nine times.
    """
    for _ in range(_MAX_DECODINGS):
        decoded = unquote(path, "latin-1")
        if decoded == path:
            return path
        path = decoded
    raise ValueError(f"the path {path!r} is percent-encoded too often")
