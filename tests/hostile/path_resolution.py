"""Resolve the path of a request as the servers and proxies do that decode before they resolve."""

from __future__ import annotations

import re
from urllib.parse import unquote


def decoded_segments(path: str) -> list[str]:
    """The segments of a path for a server that decodes it as often as possible.

    Backslashes divide segments (IIS), parameters are dropped (Tomcat), and so are a query and a
    fragment. Dot segments are left.
    """
    while unquote(path, "latin-1") != path:
        path = unquote(path, "latin-1")
    path = re.split("[?#]", path)[0].replace("\\", "/")
    return [segment.partition(";")[0].strip() for segment in path.split("/")]


def resolved_segments(path: str) -> list[str]:
    """The segments that are left when dot segments are resolved and slashes merged (nginx)."""
    resolved: list[str] = []
    for segment in decoded_segments(path):
        if segment == "..":
            resolved[-1:] = []
        elif segment not in ("", "."):
            resolved.append(segment)
    return resolved


def leads_elsewhere(path: str, prefix: str) -> bool:
    """Whether a server may take a path below `prefix` for another one than was meant."""
    literal = [segment for segment in prefix.split("/") if segment]
    named = [segment for segment in decoded_segments(path) if segment]
    resolved = resolved_segments(path)
    below = resolved[: len(literal)] == literal and len(resolved) > len(literal)
    return resolved != named or not below
