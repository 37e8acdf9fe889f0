"""Any description becomes one valid docstring literal with the same words."""

from __future__ import annotations

import ast
import inspect

import black
import pytest
from black.mode import Mode, TargetVersion
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.python.declarations import ArgumentDeclaration, FunctionDeclaration
from generator.python.expressions import Name
from generator.python.prose import plain_text
from generator.render.docstrings import (
    attribute_docstring,
    docstring,
    function_docstring,
)
from tests.property_settings import examples

MODE = Mode(target_versions={TargetVersion.PY311})
many = examples(50, with_slow=200)
indents = st.sampled_from([0, 4])

# Fragments likely to end a string literal, or to be parsed as something else.
fragments = st.sampled_from(
    [
        *('"', '""', '"""', "'''", "\\", '\\"', "\\n", "\\N{DASH}", "\\u0041", "\\x"),
        *("{", "{{ a }}", "{% b %}", "#", "- ", "* a", "1. ", "|", "> ", "```", "    "),
        *("\n", "\n\n", " ", "word", "a" * 90, "<b>", "</b>", "<", "&amp;", "\u202e"),
    ]
)
prose = st.lists(fragments | st.text(max_size=12), max_size=25).map("".join)


def literal(text: str, indent: int) -> str:
    """Return a module, or a class if indented, that contains only a docstring."""
    margin = " " * indent
    head = "class A:\n" if indent else ""
    return f"{head}{margin}{docstring(text, indent)}\n"


def read(module: str) -> str:
    """Return the docstring of a module that contains nothing else."""
    (node,) = ast.parse(module).body
    if isinstance(node, ast.ClassDef):
        (node,) = node.body
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Constant)
    assert isinstance(node.value.value, str)
    return node.value.value


@many
@given(prose, indents)
def test_docstring_has_the_words_of_the_description(text: str, indent: int) -> None:
    plain = plain_text(text)
    assume(plain)
    assert read(literal(plain, indent)).split() == plain.split()


@many
@given(prose, indents)
def test_black_leaves_docstring_unchanged(text: str, indent: int) -> None:
    plain = plain_text(text)
    assume(plain)
    module = literal(plain, indent)
    assert black.format_str(module, mode=MODE) == module


@many
@given(prose, indents)
def test_attribute_docstring_has_the_same_words_and_layout_of_black(
    text: str, indent: int
) -> None:
    plain = plain_text(text)
    assume(plain)
    margin = " " * indent
    head = "class A:\n" if indent else ""
    shown = attribute_docstring(plain, indent)
    module = f"{head}{margin}a = 1\n{margin}{shown}\n"
    assert black.format_str(module, mode=MODE) == module
    assert ast.literal_eval(shown).split() == plain.split()


@many
@given(prose, indents)
def test_lines_are_wrapped(text: str, indent: int) -> None:
    plain = plain_text(text)
    assume(plain)
    for line in literal(plain, indent).splitlines():
        # A word that does not fit is alone on its line, apart from a list mark or quotes.
        assert len(line) <= 88 or len(line.split()) <= 2


@many
@given(prose, prose, prose)
def test_function_docstring_has_description_and_arguments(
    summary: str, doc: str, about: str
) -> None:
    lead = "GET /v1 " + " ".join(plain_text(summary).split())
    argument = ArgumentDeclaration("name", Name("str"), None, plain_text(about))
    none = Name("None")
    function = FunctionDeclaration(
        name="f",
        async_name="f_async",
        summary=lead,
        doc=plain_text(doc),
        deprecation="",
        positional=(argument,),
        keyword=(),
        returns=none,
        constant="_F",
        constant_type=none,
        endpoint=none,
    )
    text = function_docstring(function, 4)
    module = f"def f():\n    {text}\n"
    assert black.format_str(module, mode=MODE) == module
    (node,) = ast.parse(module).body
    assert isinstance(node, ast.FunctionDef)
    words = (ast.get_docstring(node) or "").split()
    arguments = ["Args:", "name:", *argument.doc.split()] if argument.doc else []
    assert words == [*lead.split(), *function.doc.split(), *arguments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A word.", '"""A word."""'),
        ('"Quoted"', '"""\\"Quoted" """'),
        ('a """ b', '"""a \\"\\"\\" b"""'),
        ("C:\\new", '"""C:\\\\new"""'),
        ("ends with \\", '"""ends with \\\\"""'),
        ('ends with \\"', '"""ends with \\\\" """'),
        ("One.\n\nTwo.", '"""One.\n\n    Two.\n    """'),
        ("One.\n    two", '"""One.\n    two\n    """'),
        ("- one\n- two", '"""- one\n    - two\n    """'),
    ],
)
def test_quotes_and_backslashes_are_escaped(text: str, expected: str) -> None:
    assert docstring(text, 4) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A word.", '"""A word."""'),
        ("One.\n\nTwo.", '"""One.\n\n    Two."""'),
        ('One.\n\n"Two"', '"""One.\n\n    "Two"\n    """'),
        (f"One.\n\n{'a' * 81}", f'"""One.\n\n    {"a" * 81}"""'),
        (f"One.\n\n{'a' * 82}", f'"""One.\n\n    {"a" * 82}\n    """'),
    ],
)
def test_attribute_docstring_ends_on_its_last_line_where_that_fits(
    text: str, expected: str
) -> None:
    assert attribute_docstring(text, 4) == expected


def test_lists_keep_lines_and_paragraphs_are_wrapped() -> None:
    text = "word " * 30 + "\n\n- one\n- " + "two " * 30
    cleaned = inspect.cleandoc(read(literal(plain_text(text), 4)))
    lead, items = cleaned.split("\n\n")
    assert len(lead.splitlines()) == 2
    assert [line[:2] for line in items.splitlines()] == ["- ", "- ", "  "]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<ul> <li> <p>one</p> </li> <li> <p>two</p> <p>more</p> </li> </ul> <p>end</p>",
            "- one\n- two\n  more\n\nend",
        ),
        ("<p>Call <code> <a>GetQueueUrl</a> </code>.</p>", "Call `GetQueueUrl`."),
        ("<note> <p>Mind.</p> </note>", "Mind."),
        ("<p>the <api_key> of <b>yours</b></p>", "the <api_key> of yours"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    lines = plain_text(html).splitlines()
    assert "\n".join(line.rstrip() for line in lines) == text
