"""The document's prose as plain text for docstrings: HTML to words, safe in a Python string.

Descriptions are CommonMark (OpenAPI 3.1.1, 4.4) and often HTML. Markdown reads well as it is; HTML
tags are turned into what they mean, links into `text (url)`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(a|b|br|code|d[dlt]|div|em|h[1-6]|i|li|ol|p|pre|span|strong|table|t[dhrt]|ul)"
    r"\b[^<>]*>"
)
_END_TAG = re.compile(r"</([a-z][a-z0-9-]*)\s*>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# In CommonMark: code in single backticks, which is shown as it is, and what begins a link, an image
# or HTML.
_CODE_OR_MARKUP = re.compile(r"(?<![\\`])(`[^`]+`)(?!`)|[\\<\[\]]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_LAYOUT = str.maketrans("", "", "\n\t")
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "dl",
        "ul",
        "ol",
        "table",
        "tr",
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        "pre",
    }
)
# What else begins with a break of some kind, or a mark.
_BREAKS = {"br": "\n", "dd": "\n", "dt": "\n", "li": "\n- ", "td": " ", "th": " "}
_CODE = frozenset({"code", "tt"})
_INLINE = frozenset({"b", "em", "i", "span", "strong"})


@lru_cache(maxsize=65536)
def plain_text(text: str | None) -> str:
    """`text` without markup and control characters, paragraphs apart by one blank line."""
    if not text:
        return ""
    lines = _LINE_ENDS.sub("\n", text)
    if _TAG.search(lines):
        lines = _HtmlText().convert(lines)
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


class _HtmlText(HTMLParser):
    """Collects the text of HTML; knows the few tags that API descriptions use."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._links: list[str] = []
        self._closed: frozenset[str] = frozenset()
        self._items = 0
        # Whether a list item or code has just begun: white space and blocks say nothing there.
        self._begins = False

    def convert(self, html: str) -> str:
        self._closed = frozenset(name.lower() for name in _END_TAG.findall(html))
        self.feed(html)
        self.close()
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        elif tag in _CODE:
            self._add("`")
            self._begins = True
        elif tag in _BREAKS:
            self._add(_BREAKS[tag])
            self._begins = tag == "li"
            self._items += tag == "li"
        elif tag in _BLOCKS:
            if not self._begins:
                is_further = tag == "p" and self._items > 0
                self._add("\n  " if is_further else "\n\n")
        elif tag not in _INLINE and tag not in self._closed:
            # No HTML but a placeholder, such as <api_key>.
            self._add(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            link = self._links.pop()
            if link.startswith("http"):
                self._add(f" ({link})")
        elif tag in _CODE:
            self._trim()
            self._add("`")
        elif tag == "li":
            self._items = max(self._items - 1, 0)
        elif tag in _BLOCKS and not (tag == "p" and self._items):
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        text = data.lstrip() if self._begins else data
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._begins = False

    def _trim(self) -> None:
        """Takes white space off the end."""
        while self._parts:
            last = self._parts.pop().rstrip()
            if last:
                self._parts.append(last)
                return
