"""Strings of documents in Markdown show as they are; no parser finds markup in them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.markdown import code_span, markdown_text
from generator.core.text import printable
from generator.interface_diff.compare.change import Change
from generator.interface_diff.report.markdown import render_markdown
from generator.interface_diff.report.report import Entry, Report, Section
from generator.interface_diff.rules.rule_table import RULES
from generator.python.prose import plain_line
from generator.render.docstrings import bullet, wrap
from generator.render.project_files import project_files
from tests.hostile.clients import compile_document
from tests.hostile.markdown_readers import READERS, Reading
from tests.hostile.test_code_injection import document, harmless
from tests.property_settings import examples

# Whatever has a meaning somewhere in Markdown, on GitHub, or for one of the parsers.
MARKUP = [
    *("\\", "`", "``", "```", "~", "~~", "~~~", "*", "**", "_", "__", "|", "$", "$$"),
    *(
        "<b>",
        "</b>",
        "<div>",
        "<script>",
        "<img src=x>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
    ),
    *("<?", "?>", "<", ">", "&", "&amp;", "&#x3C;", "&#60;", "&lt"),
    *(
        "[",
        "]",
        "[x](http://x.example)",
        "![x](http://x.example/x.png)",
        "[x]: y",
        "[x][y]",
    ),
    *("[^1]", "[^1]: x", "[ ]", "[x]", "(", ")", ".", "!", ":", "'", '"'),
    *(
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1) ",
        "# ",
        "#",
        "> ",
        "---",
        "===",
        "|-|",
        ":-:",
        "| a |",
    ),
    *(
        "http://x.example",
        "https://x.example/a_b_c?d=*e*",
        "ftp://x.example",
        "www.x.example",
    ),
    *(
        "<http://x.example>",
        "a@x.example",
        "mailto:a@x.example",
        "xmpp:a@x.example",
        "//x.example",
    ),
    *("@user", "@org/team", "#123", "GH-1", "org/repo#1", ":tada:", ":+1:", "0" * 40),
    *(" ", "  ", "a", "b1", "é", "人", "a b ", "word " * 20, "x" * 90),
]
LINES = (
    st.lists(st.sampled_from(MARKUP), min_size=1, max_size=14)
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(bool)
)
readers = pytest.mark.parametrize("reader", READERS)


def without_backticks(text: str) -> str:
    """Backticks around code are markup; those that are shown may be either."""
    return " ".join(text.replace("`", "").split())


def assert_shown(reading: Reading, text: str, tags: set[str]) -> None:
    assert reading.tag_names <= tags | {"code"}
    assert without_backticks(reading.text) == without_backticks(text)


@readers
@examples(300, with_slow=3000)
@given(line=LINES)
def test_text_in_list_item(reader: str, line: str) -> None:
    reading = READERS[reader](bullet(f"`function`: {markdown_text(line)}"))
    assert_shown(reading, f"function: {line}", {"ul", "li"})
    assert len(reading.tags) - len(reading.code) == 2


@readers
@examples(150, with_slow=1500)
@given(line=LINES)
def test_text_in_heading(reader: str, line: str) -> None:
    reading = READERS[reader](f"# {markdown_text(line)}: a typed Python client\n\nx\n")
    assert_shown(reading, f"{line}: a typed Python client x", {"h1", "p"})


@readers
@examples(150, with_slow=1500)
@given(line=LINES)
def test_text_in_paragraph(reader: str, line: str) -> None:
    reading = READERS[reader](wrap(f"A typed Python client for {markdown_text(line)}."))
    assert_shown(reading, f"A typed Python client for {line}.", {"p"})


@readers
@examples(300, with_slow=3000)
@given(content=st.one_of(LINES, st.text(st.sampled_from("` a|\\<&"), max_size=8)))
def test_code_span_shows_exact_content(reader: str, content: str) -> None:
    reading = READERS[reader](f"a {code_span(content)} b")
    assert reading.code == [content or " "]
    assert reading.tag_names == {"p", "code"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Create a customer.", "Create a customer."),
        ("Set `limit` to 5", "Set `limit` to 5"),
        ("snake_case names, _private", r"snake_case names, \_private"),
        ("Terms & conditions", "Terms & conditions"),
        ("see https://x.example/a.", "see `https://x.example/a`."),
        ("mail (a@x.example)", "mail (`a@x.example`)"),
        ("2 * 3 [x] <y>", r"2 \* 3 \[x\] \<y>"),
        (r"\`x`<b>`", "\\\\`x`\\<b>\\`"),
    ],
)
def test_markdown_text(line: str, expected: str) -> None:
    assert markdown_text(line) == expected


PAYLOADS = [
    "\\`x`<script>1</script>",
    "\\`x`<script>alert(1)</script><img src=http://x.example/t.png>`",
    "`` ` `<b>`` <img src=x>",
    "*a* _b_ ~c~ | d | [x](javascript:x) ![x](http://x.example)",
    "www.x.example a@x.example http://x.example @user :tada:",
    "\n\n# x\n\n- [ ] x\n\n<div>\n\n```\n---\n===\n|-|\n",
    "&lt;b&gt; &#60; &#x3C;img src=x&#62; <!-- x",
    " ".join(["word"] * 20) + " ``` - + # 1. > <div> --- === |-|",
    "[^1]: x [^1] [x]: http://x.example $a$",
]


def readme_document(payload: str) -> Any:
    """A document with the payload wherever the README shows text."""
    value = document(payload, "")

    def mark(string: str) -> str:
        return f"{string}-é{payload}"

    value["components"]["securitySchemes"] = {
        "key": {
            "type": "apiKey",
            "in": "header",
            "name": "X-Key",
            "description": mark("a key"),
        },
        "basic": {"type": "http", "scheme": "basic", "description": mark("a user")},
        "other": {
            "type": "oauth2",
            "description": mark("tokens"),
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "https://x.example/token",
                    "scopes": {"a": mark("scope")},
                }
            },
        },
    }
    value["security"] = [{"key": [], "basic": []}, {"other": []}]
    value["servers"] = [
        {
            "url": "https://{region}.x.example",
            "description": mark("live"),
            "variables": {"region": {"default": "eu", "description": mark("place")}},
        },
        {"url": "https://y.example", "description": mark("test")},
    ]
    return value


def readme(payload: str) -> str:
    client = compile_document(readme_document(payload))
    assert client is not None
    [file] = [file for file in client.files if file.path == "README.md"]
    return file.content.decode()


# Modules are named for tags.
_MODULE = re.compile(r"operations/[\w%]+\.py")


def tags_of_readme(reading: Reading) -> list[tuple[str, str]]:
    """The structure of a README whose links do not name modules."""
    return [(tag, _MODULE.sub("module", rest)) for tag, rest in reading.structure]


def assert_not_marked_up(payload: str) -> None:
    hostile, usual = readme(payload), readme(harmless(payload))
    for read in READERS.values():
        reading = read(hostile)
        assert tags_of_readme(reading) == tags_of_readme(read(usual))
        title = without_backticks(plain_line(f"Title-é{payload}"))
        assert without_backticks(reading.text).startswith(f"{title}: a typed Python")
        summary = without_backticks(plain_line(f"Get it-é{payload}"))
        assert summary in without_backticks(reading.text)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_readme_shows_texts(payload: str) -> None:
    assert_not_marked_up(payload)


@examples(5, with_slow=60)
@given(
    st.lists(st.sampled_from([*MARKUP, "\n", "\n\n", "\t"]), max_size=12).map("".join)
)
def test_readme_shows_random_texts(payload: str) -> None:
    assert_not_marked_up(payload)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_readme_of_project(payload: str) -> None:
    def read(title: str, reader: str) -> Reading:
        files = project_files("zoo", "src/zoo", title, "1")
        [file] = [file for file in files if file.path == "README.md"]
        return READERS[reader](file.content.decode())

    for reader in READERS:
        reading = read(payload, reader)
        assert reading.structure == read("Zoo", reader).structure
        shown = without_backticks(printable(" ".join(payload.split())))
        assert f"client for {shown}, with" in without_backticks(reading.text)


def report(string: str) -> Report:
    """A report with the string wherever a name or a value of a document occurs."""
    changes = tuple(
        Change(
            rule=rule,
            resource=string,
            owner=string,
            function=string,
            name=string,
            before=string,
            after=f"{string}!",
        )
        for rule in list(RULES.values())[::6]
    )
    sections = [
        tuple(
            Section(string, (Entry(change.rule, (string,), (change,)),), 1)
            for change in changes
            if change.rule.breaking is is_breaking
        )
        for is_breaking in (True, False)
    ]
    return Report(string, string, changes, *sections)


@examples(20, with_slow=300)
@given(LINES)
def test_markdown_of_diff(line: str) -> None:
    hostile, usual = (
        render_markdown(report(string), limit=10**7) for string in (line, "x")
    )
    for read in READERS.values():
        reading = read(hostile)
        assert reading.tags == read(usual).tags
        # Whatever comes from a document is code, where GitHub looks for no mentions or emoji.
        assert len(reading.code) == len(read(usual).code)
        # The middle of a long title is cut out.
        assert all(printable(line)[:20] in code for code in reading.code)
