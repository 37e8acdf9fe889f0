"""Strings from documents in Markdown: shown as they are, without links, images or HTML.

The output is safe in CommonMark 0.31 and GitHub Flavored Markdown, which also links bare URLs,
email addresses and mentions, and replaces `:emoji:`. A backslash does not prevent all of these,
because GitHub looks for them in the parsed text; inside code spans it does not look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

# Code that the author of a string marked by single backticks.
_MARKED_CODE = re.compile(r"(?<!`)`([^`\s](?:[^`]*[^`\s])?)`(?!`)")
_WORDS = re.compile(r"\S+|\s+")
# Words that contain a URL, an email address, a mention or an emoji.
_LINKED = re.compile(r"//|www\.|@[\w-]|[\w.+-]@|:[\w+-]+:", re.IGNORECASE)
# Punctuation around such a word that stays outside of its code span.
_BEFORE, _AFTER = "([{\"'<", ")]}\"'>.,;!?"
# An underscore between letters or digits is never emphasis; `&` alone is no entity.
_MARKUP = re.compile(r"[\\`*~|$<\[\]]|&(?=[#A-Za-z])|(?<!\w)_+|_++(?![^\W_])")
_BACKTICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class _Span:
    """Part of a line. `content` is that of a code span; None for text outside of code."""

    source: str
    content: str | None = None


def markdown_text(line: str) -> str:
    """Escape one line of text, so that a reader sees exactly this text.

    Code between single backticks becomes a code span; so do URLs, email addresses and mentions.
    """
    return "".join(
        _escaped(span.source) if span.content is None else code_span(span.content)
        for span in _without_adjacent_code(_spans(line))
    )


def code_span(content: str) -> str:
    """Return a code span that shows exactly `content`, which must not contain line breaks."""
    lengths = {len(run) for run in _BACKTICKS.findall(content)}
    fence = "`" * next(length for length in count(1) if length not in lengths)
    # Parsers remove one space from both ends, if there is one at each (CommonMark, 6.1).
    has_spaces = (
        content.startswith(" ") and content.endswith(" ") and content.strip(" ")
    )
    has_backticks = content.startswith("`") or content.endswith("`")
    padding = " " if has_spaces or has_backticks else ""
    return f"{fence}{padding}{content or ' '}{padding}{fence}"


def _spans(line: str) -> Iterator[_Span]:
    end = 0
    for match in _MARKED_CODE.finditer(line):
        yield from _text_spans(line[end : match.start()])
        yield _Span(match[0], match[1])
        end = match.end()
    yield from _text_spans(line[end:])


def _text_spans(text: str) -> Iterator[_Span]:
    if not _LINKED.search(text):
        yield _Span(text)
        return
    for word in _WORDS.findall(text):
        if not _LINKED.search(word):
            yield _Span(word)
            continue
        start = len(word) - len(word.lstrip(_BEFORE))
        end = len(word.rstrip(_AFTER))
        yield _Span(word[:start])
        yield _Span(word[start:end], word[start:end])
        yield _Span(word[end:])


def _without_adjacent_code(spans: Iterator[_Span]) -> Iterator[_Span]:
    """Join code spans without text in between: their backticks would run into each other."""
    code: _Span | None = None
    for span in spans:
        if not span.source:
            continue
        if code is not None and span.content is not None:
            joined = code.source + span.source
            code = _Span(joined, joined)
            continue
        if code is not None:
            yield code
        code = span if span.content is not None else None
        if code is None:
            yield span
    if code is not None:
        yield code


def _escaped(text: str) -> str:
    return _MARKUP.sub(
        lambda match: "".join(f"\\{character}" for character in match[0]), text
    )
