"""Text from documents in messages: safe for terminals, and of limited length."""

from __future__ import annotations

import re
import unicodedata

# Control, format (including those that reverse text), surrogate, private and unassigned characters,
# and the two separators that some terminals treat as a line break.
_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# How much of a name or reference a message shows, in characters; a document can have millions.
_DEFAULT_LIMIT = 120
# Commands that CI systems execute when they read them in a log: anywhere in a line on Azure
# Pipelines, TeamCity and in the older syntax of GitHub Actions, at its start in the newer one.
_LOG_COMMAND = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))", re.IGNORECASE)
_WORKFLOW_COMMAND = re.compile(r"(\s*):(?=:)")


def printable(text: str) -> str:
    """Escape control characters, line breaks and log commands as a Python literal would."""
    if not text.isprintable():
        text = "".join(
            (
                _escaped(character)
                if unicodedata.category(character) in _UNSAFE
                else character
            )
            for character in text
        )
    return _LOG_COMMAND.sub(r"\\x23", text) if "##" in text else text


def printable_line(line: str) -> str:
    """Return `printable(line)` for a whole line of output, where `::` is a workflow command."""
    shown = printable(line)
    match = _WORKFLOW_COMMAND.match(shown)
    return f"{match[1]}\\x3a{shown[match.end() :]}" if match else shown


def shortened(text: str, limit: int = _DEFAULT_LIMIT) -> str:
    """Quote `text`, cut to `limit` characters."""
    return repr(text if len(text) <= limit else f"{text[:limit]}…")


def valid_unicode(text: str) -> str:
    """Escape the surrogates in `text`, by which Python represents bytes that are not UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def count_noun(count: int, noun: str) -> str:
    """A count with its noun: `1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
