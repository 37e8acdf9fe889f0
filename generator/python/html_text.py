"""HTML to words, for the few tags that descriptions of APIs use.

Descriptions are short and come from anywhere, so this knows no errors, and reads each character a
fixed number of times: the standard library's parser gives up on some texts, and takes minutes for
others.
"""

from __future__ import annotations

import html
import re

# Inside of a tag there is no `<`, whatever is quoted, so that what is never closed costs nothing.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)([^<>]*)>|<[!?/][^<>]*>")
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]*);?"
)
_HREF = re.compile(
    r"""\shref\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
)
_INLINE = frozenset({"b", "em", "i", "span", "strong", "td", "th"})
_CODE = ("code", "tt")


def html_text(text: str) -> str:
    """The words of `text`, with blocks apart, lists and code as Markdown has them.

    Links become `words (url)`; comments and declarations go. A tag that is none of HTML's is most
    likely a placeholder, such as `<api_key>`, and stays.
    """
    links: list[str] = []
    parts: list[str] = []
    end = 0
    text = _without_comments(text)
    for tag in _TAG.finditer(text):
        parts += _unescaped(text[end : tag.start()]), _said(tag, links)
        end = tag.end()
    return "".join([*parts, _unescaped(text[end:])])


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    parts = [first]
    for each in others:
        _, end, after = each.partition("-->")
        parts.append(after if end else f"<!--{each}")
    return "".join(parts)


def _said(tag: re.Match[str], links: list[str]) -> str:
    """What a tag becomes; `links` are the addresses of those that are open."""
    name = (tag[2] or "").lower()
    if name in _BLOCKS:
        return "\n\n"
    if name in _CODE:
        # What closes itself has nothing in it.
        return "" if tag[3].endswith("/") else "`"
    if tag[1] or not name:
        link = links.pop() if name == "a" and links else ""
        return f" ({link})" if link.startswith("http") else ""
    if name == "a":
        links.append(_address(tag[3]))
        return ""
    if name == "li":
        return "\n- "
    if name == "br":
        return "\n"
    return "" if name in _INLINE else tag[0]


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    return _unescaped(found[1] or found[2] or found[3] or "") if found else ""


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
