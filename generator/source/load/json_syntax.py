"""JSON (RFC 8259) to plain values, strictly: no name twice, no number that JSON does not know."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json

# Strings come first, so that what stands inside one is never taken for anything else.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|[{}\[\],]|-?(?:Infinity|\d[\d.eE+-]*)|NaN', re.DOTALL
)
_DECODER = json.JSONDecoder()
_LITERALS = ("true", "false", "null", "-")
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F])"
)


def parse_json(text: str) -> Json:
    """The value that `text` stands for.

    Raises:
        DocumentError: with lines and columns. One diagnostic if the syntax is broken, the text ends
            too early, or a string is no Unicode text (RFC 8259, section 8.2); otherwise one for
            each name that an object has again (section 4 leaves the meaning open) and each number
            that is not finite (section 6).
        RecursionError: the nesting is deeper than Python's stack.
    """
    refused = _Refused()
    try:
        tree = json.loads(
            text,
            object_pairs_hook=refused.members,
            parse_constant=refused.number,
            parse_float=refused.finite,
        )
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except ValueError as error:
        # An integer of more digits than Python agrees to convert.
        raise _error("json-syntax", str(error).partition(";")[0], text, 0) from None
    if refused.is_any:
        raise DocumentError(refused.places(text))
    _check_surrogates(text, tree)
    return tree


class _Refused:
    """What the parser itself lets pass; where it stands is looked for once all of it is known."""

    def __init__(self) -> None:
        self.is_any = False
        self._numbers: set[str] = set()

    def members(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.is_any = True
        return members

    def finite(self, text: str) -> float:
        number = float(text)
        return number if math.isfinite(number) else self.number(text)

    def number(self, text: str) -> float:
        self.is_any = True
        self._numbers.add(text)
        return 0.0

    def places(self, text: str) -> Iterator[Diagnostic]:
        """A diagnostic for each name that stands again and each number that is none."""
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
                    message = f"an object has the name {name!r} twice"
                    yield _diagnostic("duplicate-key", message, text, start)
                names.add(name)
                expects_name = False
            elif token in self._numbers:
                message = f"{token} is not a finite number"
                yield _diagnostic("json-syntax", message, text, start)


def _check_surrogates(text: str, tree: Json) -> None:
    """Half a character cannot be written to any file, so it is refused where it comes in."""
    if (r"\ud" not in text and r"\uD" not in text) or not _SURROGATE.search(text):
        return
    try:
        json.dumps(tree, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        halves = (match.start(1) for match in _SURROGATE.finditer(text) if match[1])
        raise _error(
            "json-syntax",
            "a string has half a surrogate pair, which is no character",
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
    return DocumentError([_diagnostic(code, message, text, offset)])


def _diagnostic(code: str, message: str, text: str, offset: int) -> Diagnostic:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Diagnostic(code, message, line=line, column=column)
