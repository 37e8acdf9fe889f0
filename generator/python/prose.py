"""The document's prose as plain text for docstrings: HTML to words, safe in a Python string.

Descriptions are CommonMark (OpenAPI 3.1.1, 4.4) and often HTML. Markdown reads well as it is; HTML
tags are turned into what they mean, links into `text (url)`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.python.html_text import html_text

_TAG = re.compile(
    r"</?(a|b|br|code|d[dlt]|div|em|h[1-6]|i|li|ol|p|pre|span|strong|table|t[dhrt]|ul)"
    r"\b[^<>]*>"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# In CommonMark: code in single backticks, which is shown as it is, and what begins a link, an image
# or HTML.
_CODE_OR_MARKUP = re.compile(r"(?<![\\`])(`[^`]+`)(?!`)|[\\<\[\]]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_LAYOUT = str.maketrans("", "", "\n\t")


@lru_cache(maxsize=65536)
def plain_text(text: str | None) -> str:
    """`text` without markup and control characters, paragraphs apart by one blank line."""
    if not text:
        return ""
    lines = _LINE_ENDS.sub("\n", text)
    if _TAG.search(lines):
        lines = html_text(lines)
    trimmed = "\n".join(
        line.rstrip() for line in _visible(lines).expandtabs(4).splitlines()
    )
    return _BLANK_LINES.sub("\n\n", trimmed).strip()


def plain_line(text: str | None) -> str:
    """`text` as `plain_text` has it, on one line."""
    return " ".join(plain_text(text).split())


def markdown_line(line: str) -> str:
    """`line` for a file in Markdown, where it shows as it is: no link, no picture, no HTML."""
    if "``" in line:
        # Longer runs of backticks have rules of their own.
        line = line.replace("`", "'")
    return _CODE_OR_MARKUP.sub(lambda found: found[1] or f"\\{found[0]}", line)


def visible_name(name: str) -> str:
    """A name or a path as it is, but for control characters, on one line: it is no markup."""
    return " ".join(_visible(name).split())


def _visible(text: str) -> str:
    """`text` without what nobody sees; most texts have nothing of it."""
    if text.translate(_LAYOUT).isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or not _is_control(c))


def _is_control(character: str) -> bool:
    """Control, surrogate and invisible formatting characters, those that turn text around too."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
