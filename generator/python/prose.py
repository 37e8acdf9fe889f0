"""The document's prose as plain text for docstrings: HTML removed, safe in a Python string.

Descriptions are CommonMark (OpenAPI 3.1.1, 4.4) and often HTML. Markdown stays as it is; the HTML
tags common in API descriptions become plain text, and links become `text (url)`. The HTML reader
accepts anything and runs in linear time: the standard library's parser rejects some descriptions,
and takes minutes for others.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_KNOWN_TAG = re.compile(
    r"</?(a|b|br|code|d[dlt]|div|em|h[1-6]|i|li|ol|p|pre|span|strong|table|t[dhrt]|ul)"
    r"\b[^<>]*>"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_LAYOUT = str.maketrans("", "", "\n\t")
# A tag never contains `<`, even between quotes, so that an unclosed one does not scan the rest.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*+)([^<>]*+)>|<[!?/][^<>]*>")
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]*);?"
)
_HREF = re.compile(
    r"""\shref\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)
_BLOCKS = frozenset(
    {
        *("p", "div", "dl", "ul", "ol", "table", "tr", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
# Tags that begin with a line break, a space or a list mark.
_BREAKS = {"br": "\n", "dd": "\n", "dt": "\n", "li": "\n- ", "td": " ", "th": " "}
_CODE = frozenset({"code", "tt"})
_INLINE = frozenset({"b", "em", "i", "span", "strong"})


@lru_cache(maxsize=65536)
def plain_text(text: str | None) -> str:
    """Return `text` without HTML and control characters, paragraphs separated by a blank line."""
    if not text:
        return ""
    lines = _LINE_ENDS.sub("\n", text)
    if _KNOWN_TAG.search(lines):
        lines = _html_to_text(lines)
    trimmed = "\n".join(
        line.rstrip() for line in _visible(lines).expandtabs(4).splitlines()
    )
    return _BLANK_LINES.sub("\n\n", trimmed).strip()


def plain_line(text: str | None) -> str:
    """Return `plain_text(text)` on one line."""
    return " ".join(plain_text(text).split())


def visible_name(name: str) -> str:
    """Return a name or path on one line without control characters; HTML in it stays."""
    return " ".join(_visible(name).split())


def _visible(text: str) -> str:
    """Remove invisible characters; nearly all strings have none and return at once."""
    if text.translate(_LAYOUT).isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or not _is_control(c))


def _is_control(character: str) -> bool:
    """Whether a character is a control, surrogate or formatting one (bidirectional included)."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _html_to_text(source: str) -> str:
    """Convert HTML to text: blank lines around blocks, Markdown for lists and code.

    Links become `text (url)`; comments and declarations are removed. An unknown tag that is never
    closed is probably a placeholder like `<api_key>`, and stays.
    """
    source = _without_comments(source)
    tags = tuple(_TAG.finditer(source))
    writer = _TextWriter(frozenset(tag[2].lower() for tag in tags if tag[1] and tag[2]))
    end = 0
    for tag in tags:
        writer.add_text(_unescaped(source[end : tag.start()]))
        writer.add_tag(tag)
        end = tag.end()
    writer.add_text(_unescaped(source[end:]))
    return writer.text()


class _TextWriter:
    """Collects the text of HTML; `closed` are the names of tags that are closed somewhere."""

    def __init__(self, closed: frozenset[str]) -> None:
        self._closed = closed
        self._parts: list[str] = []
        self._links: list[str] = []
        self._items = 0
        # Whether a list item or code has just begun, where white space and blocks are ignored.
        self._begins = False

    def text(self) -> str:
        return "".join(self._parts)

    def add_text(self, text: str) -> None:
        content = text.lstrip() if self._begins else text
        if content:
            self._add(content)

    def add_tag(self, tag: re.Match[str]) -> None:
        name = (tag[2] or "").lower()
        # Declarations and `</>` have no name; `<code/>` has no content.
        if not name or (name in _CODE and tag[3].endswith("/")):
            return
        if tag[1]:
            self._end(name)
        else:
            self._start(name, tag)

    def _start(self, name: str, tag: re.Match[str]) -> None:
        if name == "a":
            self._links.append(_address(tag[3]))
        elif name in _CODE:
            self._add("`")
            self._begins = True
        elif name in _BREAKS:
            self._add(_BREAKS[name])
            self._begins = name == "li"
            self._items += name == "li"
        elif name in _BLOCKS:
            if not self._begins:
                is_further = name == "p" and self._items > 0
                self._add("\n  " if is_further else "\n\n")
        elif name not in _INLINE and name not in self._closed:
            self._add(tag[0])

    def _end(self, name: str) -> None:
        if name == "a" and self._links:
            link = self._links.pop()
            if link.startswith("http"):
                self._add(f" ({link})")
        elif name in _CODE:
            self._trim()
            self._add("`")
        elif name == "li":
            self._items = max(self._items - 1, 0)
        elif name in _BLOCKS and not (name == "p" and self._items):
            self._add("\n\n")

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._begins = False

    def _trim(self) -> None:
        """Remove trailing white space."""
        while self._parts:
            last = self._parts.pop().rstrip()
            if last:
                self._parts.append(last)
                return


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    parts = [first]
    for other in others:
        _, end, after = other.partition("-->")
        parts.append(after if end else f"<!--{other}")
    return "".join(parts)


def _address(attributes: str) -> str:
    match = _HREF.search(attributes)
    return _unescaped(match[1] or match[2] or match[3] or "") if match else ""


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
