"""Descriptions become HTML that is safe to show."""

from __future__ import annotations

import re
import time

import pytest

from generator.explorer.prose import ProseRenderer

MARKUP = ProseRenderer(has_markup=True).render
PLAIN = ProseRenderer(has_markup=False).render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Plain text.", "Plain text."),
        ("a *b* `c`", "a <em>b</em> <code>c</code>"),
        ("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        (
            "[docs](https://example.com/a?b=1&c=2)",
            '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener nofollow">docs</a>',
        ),
        (
            "<a href='mailto:a@example.com' onclick='x()' target=_top>mail</a>",
            '<a href="mailto:a@example.com" rel="noopener nofollow">mail</a>',
        ),
        ("| a |\n|---|\n| b |", None),
    ],
)
def test_markup(text: str, html: str | None) -> None:
    rendered = MARKUP(text)
    if html is None:
        assert "<table>" in rendered
    else:
        assert rendered == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src='https://evil.example'></iframe>",
        "<style>body { display: none }</style>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' jAvAsCrIpT:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<a href='//evil.example'>x</a>",
        "<a href='../operations/x.html'>x</a>",
        "[x](javascript:alert(1))",
        "[x](<java\nscript:alert(1)>)",
        "<form action=https://evil.example><input name=a></form>",
        "<p style='position:fixed' id=main class=bar data-k=x>x</p>",
        "</div></template></script><script>alert(1)</script>",
        "<template><script>alert(1)</script></template>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<base href='https://evil.example/'>",
        "<!--><script>alert(1)</script>-->",
        "![x](https://evil.example/x.png)",
    ],
)
def test_nothing_active_is_left(text: str) -> None:
    rendered = str(MARKUP(text))
    tags = re.findall(r"<\s*/?\s*([a-zA-Z]+)([^>]*)>", rendered)
    assert {name for name, _ in tags} <= {"a", "p", "table", "tbody", "tr", "td"}
    for _, attributes in tags:
        assert re.fullmatch(
            r'(?: href="(?:https?://|mailto:)[^"]*")?(?: rel="noopener nofollow")?',
            attributes,
        )


def test_plain_text_is_escaped() -> None:
    assert PLAIN("a <b>\n\n*c*") == "<p>a &lt;b&gt;</p><p>*c*</p>"


def test_long_description_is_cut() -> None:
    assert len(MARKUP("*a* " * 100_000)) < 120_000


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*_" * 10_000, "<p>" * 7_000, "> " * 10_000, "`" * 20_000]
)
def test_nested_markup_takes_bounded_time(text: str) -> None:
    start = time.process_time()
    MARKUP(text)
    assert time.process_time() - start < 10
