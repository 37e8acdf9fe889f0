"""Docstrings of generated code, wrapped and escaped as black expects, and lines of Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from generator.python.declarations import FunctionDeclaration
from generator.render.line_breaking import WIDTH

_QUOTES = '"""'
# Quotes that would close a triple-quoted string, or merge with the opening ones.
_DANGEROUS_QUOTES = re.compile(r'"{3,}|\A"')
_SINGLE_SPACED = re.compile(r"\S+(?: \S+)*")
# A paragraph whose line breaks matter: lists, tables, indented or fenced code.
_KEPT = re.compile(r"^(\s*([-*+|>]|\d+[.)])\s|\s{2,}|```|#)", re.MULTILINE)
# Words that can begin a line of a paragraph in Markdown; others may begin a list, heading, table,
# fence or HTML block there, even inside a code span.
_LINE_START = re.compile(
    r"""[^\W\d_]|\d+(?![\d.)])|["'()\\/{}.,;?!%@^&]|`{1,2}(?!`)|[^\x00-\x7f]"""
)
_FENCE = re.compile(r"(- )?```")
_MARKED = re.compile(r"\s*([-*+|>]|\d+[.)])\s|```|#")


def docstring(text: str, indent: int) -> str:
    """Return `text` as a docstring, without the indentation of its first line."""
    lines = _opened(text, indent)
    if len(lines) == 1 and indent + len(lines[0]) + 2 * len(_QUOTES) > WIDTH:
        # A line that does not fit with both quotes is wrapped, if it contains a space.
        lines = _opened(text, indent + len(_QUOTES))
    if len(lines) == 1:
        gap = " " if lines[0].endswith('"') else ""
        return f"{_QUOTES}{lines[0]}{gap}{_QUOTES}"
    return _joined(lines, indent)


def attribute_docstring(text: str, indent: int) -> str:
    """Return `text` as the docstring of the attribute above it.

    Unlike that of a class or a function, it ends on its last line of text if the quotes fit there:
    a class has one for each of its fields.
    """
    shown = docstring(text, indent)
    body = shown.removesuffix("\n" + " " * indent + _QUOTES)
    last_line = body.rpartition("\n")[2]
    fits = len(last_line) + len(_QUOTES) <= WIDTH and not last_line.endswith('"')
    return body + _QUOTES if body != shown and fits else shown


def function_docstring(function: FunctionDeclaration, indent: int) -> str:
    """Return a function's docstring: summary, description, and `Args` that have a description."""
    lines = _opened(function.summary, indent)
    if function.doc:
        lines += ["", *_wrapped(function.doc, indent)]
    arguments = (*function.positional, *function.keyword)
    described = [argument for argument in arguments if argument.doc]
    if described:
        lines += ["", "Args:"]
    for argument in described:
        lines += _argument(argument.name, argument.doc, indent)
    if len(lines) == 1:
        return docstring(function.summary, indent)
    return _joined(lines, indent)


def bullet(text: str) -> str:
    """Wrap a line of Markdown as an item of a list."""
    return wrap(f"- {text}", 2)


def wrap(text: str, hanging: int = 0) -> str:
    """Wrap a line of Markdown; `hanging` columns indent the lines after the first.

    Lines only break where that cannot begin another block.
    """
    if _FENCE.match(text):
        # A code span; its first line alone would open a code block.
        return text
    lines: list[str] = []
    for line in textwrap.wrap(
        text,
        WIDTH,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        content = line.lstrip()
        if lines and not _LINE_START.match(content):
            lines[-1] += f" {content}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _argument(name: str, doc: str, indent: int) -> list[str]:
    first, *rest = _wrapped(f"{name}: {_escaped(doc)}", indent + 8, is_escaped=True)
    return [f"    {first}", *(f"        {line}" if line else "" for line in rest)]


def _wrapped(text: str, indent: int, is_escaped: bool = False) -> list[str]:
    width = WIDTH - indent
    lines: list[str] = []
    for paragraph in (text if is_escaped else _escaped(text)).split("\n\n"):
        if lines:
            lines.append("")
        if _KEPT.search(paragraph):
            for line in paragraph.split("\n"):
                lead = line[: len(line) - len(line.lstrip())]
                hanging = lead + ("  " if _MARKED.match(line) else "")
                lines += _filled(line.strip(), width, lead, hanging)
        else:
            lines += _filled(" ".join(paragraph.split()), width, "", "")
    return lines or [""]


def _opened(text: str, indent: int) -> list[str]:
    """Wrap `text` for a docstring, with room for the opening quotes on the first line."""
    placeholder = "_" * len(_QUOTES)
    first, *rest = _wrapped(placeholder + _escaped(text), indent, is_escaped=True)
    return [first.removeprefix(placeholder), *rest]


def _filled(text: str, width: int, lead: str, hanging: str) -> list[str]:
    if not lead and not hanging and _SINGLE_SPACED.fullmatch(text):
        return list(_split(text, width))
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _split(text: str, width: int) -> Iterator[str]:
    """Split `text` at single spaces: same result as `textwrap`, in a fraction of the time."""
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            end = text.find(" ", start)
        if end < 0:
            break
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _joined(lines: list[str], indent: int) -> str:
    margin = "\n" + " " * indent
    # Black removes the indentation that all lines after the first have in common.
    rest = textwrap.dedent("\n".join(lines[1:])).split("\n") if lines[1:] else []
    body = margin.join([lines[0], *rest])
    # Black removes trailing white space.
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    return f"{_QUOTES}{body}{margin}{_QUOTES}"


def _escaped(text: str) -> str:
    """Escape backslashes and quotes, so that a triple-quoted string evaluates to `text`."""
    return _DANGEROUS_QUOTES.sub(
        lambda match: match[0].replace('"', '\\"'), text.replace("\\", "\\\\")
    )
