"""HTML to words, for the few tags that descriptions of APIs use.

Descriptions are short and come from anywhere, so this knows no errors, and reads each character a
fixed number of times: the standard library's parser gives up on some texts, and takes minutes for
others.
"""

from __future__ import annotations

import html
import re

# Inside of a tag there is no `<`, whatever is quoted, so that what is never closed costs nothing.
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
# What else begins with a break of some kind, or a mark.
_BREAKS = {"br": "\n", "dd": "\n", "dt": "\n", "li": "\n- ", "td": " ", "th": " "}
_CODE = frozenset({"code", "tt"})
_INLINE = frozenset({"b", "em", "i", "span", "strong"})


def html_text(text: str) -> str:
    """The words of `text`, with blocks apart, lists and code as Markdown has them.

    Links become `words (url)`; comments and declarations go. A tag that is none of HTML's and is
    never closed is most likely a placeholder, such as `<api_key>`, and stays.
    """
    html = _without_comments(text)
    tags = tuple(_TAG.finditer(html))
    words = _Words(frozenset(tag[2].lower() for tag in tags if tag[1] and tag[2]))
    end = 0
    for tag in tags:
        words.add_text(_unescaped(html[end : tag.start()]))
        words.add_tag(tag)
        end = tag.end()
    words.add_text(_unescaped(html[end:]))
    return words.text()


class _Words:
    """Collects the words of HTML; `closed` are the names of the tags that are closed somewhere."""

    def __init__(self, closed: frozenset[str]) -> None:
        self._closed = closed
        self._parts: list[str] = []
        self._links: list[str] = []
        self._items = 0
        # Whether a list item or code has just begun: white space and blocks say nothing there.
        self._begins = False

    def text(self) -> str:
        return "".join(self._parts)

    def add_text(self, text: str) -> None:
        words = text.lstrip() if self._begins else text
        if words:
            self._add(words)

    def add_tag(self, tag: re.Match[str]) -> None:
        name = (tag[2] or "").lower()
        # A declaration, or an end of nothing, has no name; code that closes itself has no words.
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
        """Takes white space off the end."""
        while self._parts:
            last = self._parts.pop().rstrip()
            if last:
                self._parts.append(last)
                return


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    parts = [first]
    for each in others:
        _, end, after = each.partition("-->")
        parts.append(after if end else f"<!--{each}")
    return "".join(parts)


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    return _unescaped(found[1] or found[2] or found[3] or "") if found else ""


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
