"""Parse JSON (RFC 8259) strictly: no duplicate names, no numbers that are not finite."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.source.load.limits import first_problems
from generator.source.load.line_index import LineIndex

# Strings come first, so that their contents never match anything else.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|[{}\[\],]|-?(?:Infinity|\d[\d.eE+-]*)|NaN', re.DOTALL
)
_DECODER = json.JSONDecoder()
_LITERALS = ("true", "false", "null", "-")
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F])"
)


def parse_json(text: str) -> Json:
    """Parse `text`.

    Raises:
        DocumentError: with lines and columns. One diagnostic for a syntax error, a truncated text
            or a string with an unpaired surrogate (RFC 8259, section 8.2); otherwise one per
            duplicate name in an object (section 4) and number that is not finite (section 6), up to
            `MAX_PROBLEMS`.
        RecursionError: the nesting exceeds Python's stack.
    """
    checks = _StrictChecks()
    try:
        tree = json.loads(
            text,
            object_pairs_hook=checks.check_members,
            parse_constant=checks.reject_number,
            parse_float=checks.check_float,
        )
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except ValueError as error:
        # An integer of more digits than Python converts (`sys.set_int_max_str_digits`).
        raise _error("json-syntax", str(error).partition(";")[0], text, 0) from None
    if checks.has_problems:
        raise DocumentError(first_problems(checks.diagnostics(text)))
    _check_surrogates(text, tree)
    return tree


class _StrictChecks:
    """Detects what the `json` module accepts; locations are searched only if there is any."""

    def __init__(self) -> None:
        self.has_problems = False
        self._numbers: set[str] = set()

    def check_members(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.has_problems = True
        return members

    def check_float(self, text: str) -> float:
        number = float(text)
        return number if math.isfinite(number) else self.reject_number(text)

    def reject_number(self, text: str) -> float:
        self.has_problems = True
        self._numbers.add(text)
        return 0.0

    def diagnostics(self, text: str) -> Iterator[Diagnostic]:
        """A diagnostic per duplicate name and number that is not finite."""
        lines = LineIndex(text)
        # The names seen so far in every open object; None for an array.
        open_: list[set[str] | None] = []
        expects_name = False
        for match in _TOKEN.finditer(text):
            token, start = match[0], match.start()
            if token in "{[":
                open_.append(set() if token == "{" else None)
                expects_name = token == "{"
            elif token in "}]":
                open_.pop()
                expects_name = False
            elif token == ",":
                expects_name = open_[-1] is not None
            elif expects_name and (names := open_[-1]) is not None:
                name = _DECODER.raw_decode(text, start)[0]
                if name in names:
                    message = f"duplicate name {name!r} in an object"
                    yield _diagnostic("duplicate-key", message, lines, start)
                names.add(name)
                expects_name = False
            elif token in self._numbers:
                message = f"{token} is not a finite number"
                yield _diagnostic("json-syntax", message, lines, start)


def _check_surrogates(text: str, tree: Json) -> None:
    """Reject unpaired surrogates, which cannot be encoded and so not be written to a file."""
    if (r"\ud" not in text and r"\uD" not in text) or not _SURROGATE.search(text):
        return
    try:
        json.dumps(tree, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        halves = (match.start(1) for match in _SURROGATE.finditer(text) if match[1])
        raise _error(
            "json-syntax",
            "a string contains an unpaired surrogate, which is not a character",
            text,
            next(halves, 0),
        ) from None


def _syntax_error(text: str, error: json.JSONDecodeError) -> DocumentError:
    rest = text[error.pos :].rstrip()
    is_cut = any(literal.startswith(rest) for literal in _LITERALS)
    if is_cut or error.msg.startswith("Unterminated string"):
        return _error(
            "truncated-document",
            "the document is truncated: the text ends in the middle of a value",
            text,
            len(text.rstrip()),
        )
    reason = error.msg[:1].lower() + error.msg[1:]
    return _error("json-syntax", f"the document is not JSON: {reason}", text, error.pos)


def _error(code: str, message: str, text: str, offset: int) -> DocumentError:
    return DocumentError([_diagnostic(code, message, LineIndex(text), offset)])


def _diagnostic(code: str, message: str, lines: LineIndex, offset: int) -> Diagnostic:
    line, column = lines.position(offset)
    return Diagnostic(code, message, line=line, column=column)
