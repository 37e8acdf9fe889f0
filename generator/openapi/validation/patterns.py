"""Regular expressions in documents: which of them can be compiled in bounded time and memory."""

from __future__ import annotations

import re

# Compilers of regular expressions recurse for each group inside of another one, and need time for
# each character. No pattern that a person wrote comes near.
MAX_LENGTH = 10_000
MAX_NESTING = 100
_ESCAPE = re.compile(r"\\.", re.DOTALL)


def exceeds_limits(pattern: str) -> bool:
    """Whether a pattern is too long, or its groups are nested too deeply, to be compiled."""
    if len(pattern) > MAX_LENGTH:
        return True
    depth = 0
    for character in _ESCAPE.sub("", pattern):
        depth += (character == "(") - (character == ")")
        if depth > MAX_NESTING:
            return True
    return False
