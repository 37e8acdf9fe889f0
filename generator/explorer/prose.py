"""Descriptions of a document as HTML that is safe to show.

Source: OpenAPI 3.1.1, section 4.4 (descriptions are CommonMark); CommonMark allows HTML.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

# Longer descriptions are cut: a page stays readable, and parsing them takes bounded time.
_LONGEST: Final = 20_000
_PLAIN: Final = re.compile(r"[^\n<>&*_`\[\]\\~|#!:]*")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_HEADING: Final = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.IGNORECASE)
_TAGS: Final = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "hr", "i"),
    *("kbd", "li", "ol", "p", "pre", "strong", "sub", "sup", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}


class ProseRenderer:
    """Renders descriptions.

    Args:
        has_markup: whether they are CommonMark and HTML; otherwise they are plain text.
    """

    def __init__(self, has_markup: bool) -> None:
        self.render = lru_cache(maxsize=65536)(_from_markup if has_markup else _plain)


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(
    ["table", "strikethrough"]
)
_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "textarea", "title", "xmp"},
    attributes={"a": {"href"}},
    attribute_filter=lambda tag, name, value: (
        value if name != "href" or _ADDRESS.fullmatch(value) else None
    ),
    strip_comments=True,
    link_rel="noopener nofollow",
    generic_attribute_prefixes=set(),
    url_schemes={"http", "https", "mailto"},
)


def _from_markup(text: str) -> Markup:
    text = _shortened(text)
    if _PLAIN.fullmatch(text) and not text[:4].isspace():
        return Markup(escape(text, quote=False))
    # A heading in a description must not appear among the headings of the page.
    rendered = _HEADING.sub(_as_strong, _MARKDOWN.render(text))
    cleaned = _CLEANER.clean(rendered).strip()
    # A single paragraph needs no element of its own.
    if cleaned.startswith("<p>") and cleaned.find("</p>") == len(cleaned) - len("</p>"):
        cleaned = cleaned[len("<p>") : -len("</p>")]
    return Markup(cleaned)


def _plain(text: str) -> Markup:
    paragraphs = filter(None, map(str.strip, _shortened(text).split("\n\n")))
    return Markup("").join(Markup("<p>{}</p>").format(each) for each in paragraphs)


def _as_strong(match: re.Match[str]) -> str:
    return "</strong></p>" if match[1] else "<p><strong>"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
