"""JSON (RFC 8259) to plain values, strictly: no name twice, no number that JSON does not know."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NoReturn

from generator.diagnostics import Diagnostic, DocumentError
from generator.json_value import Json

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
        DocumentError: one diagnostic with the line and column: the syntax is broken, the text ends
            too early, an object has a name twice (RFC 8259, section 4, leaves the meaning open), a
            number is not finite (section 6), or a string is no Unicode text (section 8.2).
        RecursionError: the nesting is deeper than Python's stack.
    """
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_unique_members,
            parse_constant=_reject_number,
            parse_float=_finite,
        )
    except _RefusedError as refused:
        raise _error(refused.code, refused.message, text, refused.find(text)) from None
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except ValueError as error:
        # An integer of more digits than Python agrees to convert.
        raise _error("json-syntax", str(error).partition(";")[0], text, 0) from None
    _check_surrogates(text, tree)
    return tree


class _RefusedError(Exception):
    """Something that the parser itself lets pass; its place is looked for afterwards."""

    def __init__(self, code: str, message: str, find: Callable[[str], int]) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.find = find


def _unique_members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    names = Counter(name for name, _ in pairs)
    [(name, _)] = names.most_common(1)
    raise _RefusedError(
        "duplicate-key",
        f"an object has the name {name!r} twice",
        partial(_find_duplicate, duplicate=name),
    )


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _reject_number(text)


def _reject_number(text: str) -> NoReturn:
    def find(document: str) -> int:
        return next(
            (each.start() for each in _TOKEN.finditer(document) if each[0] == text), 0
        )

    raise _RefusedError("json-syntax", f"{text} is not a finite number", find)


def _find_duplicate(text: str, duplicate: str) -> int:
    """Where an object first has the name `duplicate` for the second time."""
    open_: list[set[str] | None] = []
    expects_name = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            open_.append(set() if token == "{" else None)
            expects_name = token == "{"
        elif token in "}]":
            open_.pop()
            expects_name = False
        elif token == ",":
            expects_name = open_[-1] is not None
        elif expects_name and (names := open_[-1]) is not None:
            name = _DECODER.raw_decode(text, match.start())[0]
            if name in names and name == duplicate:
                return match.start()
            names.add(name)
            expects_name = False
    return 0


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
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return DocumentError([Diagnostic(code, message, line=line, column=column)])
