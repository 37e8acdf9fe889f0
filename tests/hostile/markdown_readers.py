"""What readers of Markdown see, by the parsers of GitHub (cmark-gfm) and of markdown-it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]


@dataclass
class Reading:
    """A document as its readers see it.

    Attributes:
        tags: the opening tags in order, each with its attributes; HTML that parsers pass through
            is included.
        text: the visible text, with single spaces.
        code: the content of each code span and block.
    """

    tags: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    code: list[str] = field(default_factory=list)

    @property
    def tag_names(self) -> set[str]:
        return {name for name, _ in self.tags}

    @property
    def structure(self) -> list[tuple[str, str]]:
        """The tags without code spans, which do not affect the others."""
        return [tag for tag in self.tags if tag[0] != "code"]


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = Reading()
        self._parts: list[str] = []
        self._is_code = False

    def read(self, source: str) -> Reading:
        self.feed(source)
        self.close()
        self.reading.text = " ".join("".join(self._parts).split())
        return self.reading

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reading.tags.append((tag, str(attrs)))
        if tag == "code":
            self._is_code = True
            self.reading.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_code = self._is_code and tag != "code"

    def handle_data(self, data: str) -> None:
        self._parts.append(data)
        if self._is_code:
            self.reading.code[-1] += data

    def handle_comment(self, data: str) -> None:
        self.reading.tags.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.reading.tags.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.reading.tags.append(("declaration", data))

    def handle_pi(self, data: str) -> None:
        self.reading.tags.append(("instruction", data))


def _read_as_github(source: str) -> Reading:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    rendered = markdown_to_html_with_extensions(source, options, _EXTENSIONS)
    return _HtmlReader().read(rendered)


def _read_as_markdown_it(source: str) -> Reading:
    parser = MarkdownIt("gfm-like", {"html": True})
    # GitHub does not link bare host names; `README.md` would be one.
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False})
    return _HtmlReader().read(parser.render(source))


def _read_as_commonmark(source: str) -> Reading:
    return _HtmlReader().read(MarkdownIt("commonmark").render(source))


READERS: Mapping[str, Callable[[str], Reading]] = {
    "github": _read_as_github,
    "markdown-it": _read_as_markdown_it,
    "commonmark": _read_as_commonmark,
}
