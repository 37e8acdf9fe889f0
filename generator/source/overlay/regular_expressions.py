"""The functions `match` and `search` of JSONPath, which do not search forever."""

from __future__ import annotations

import time

import regex
from iregexp_check import check
from jsonpath_rfc9535.function_extensions import ExpressionType, FilterFunction

# Of all regular expressions of one query together; a sane one takes microseconds.
MOST_SECONDS = 5.0


class Stopwatch:
    """How much of `MOST_SECONDS` is left; it runs only while an expression is searched for."""

    def __init__(self) -> None:
        self._left = MOST_SECONDS

    def reset(self) -> None:
        self._left = MOST_SECONDS

    def searches(self, pattern: str, text: str, is_whole: bool) -> bool:
        """Whether `pattern` matches the whole of `text`, or else a part of it.

        Raises:
            TimeoutError: the time is over.
            regex.error: the pattern is none.
        """
        find = regex.fullmatch if is_whole else regex.search
        began = time.monotonic()
        try:
            return find(pattern, text, timeout=max(self._left, 0.001)) is not None
        finally:
            self._left -= time.monotonic() - began


class RegularExpression(FilterFunction):
    """`match` (the whole string) or `search` (a part): RFC 9535, sections 2.4.6 and 2.4.7."""

    def __init__(self, is_whole: bool, stopwatch: Stopwatch) -> None:
        self._is_whole = is_whole
        self._stopwatch = stopwatch

    @property
    def arg_types(self) -> list[ExpressionType]:
        return [ExpressionType.VALUE, ExpressionType.VALUE]

    @property
    def return_type(self) -> ExpressionType:
        return ExpressionType.LOGICAL

    def __call__(self, value: object, pattern: object) -> bool:
        """False where either is no string, or `pattern` no I-Regexp (RFC 9485)."""
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        if not check(pattern):
            return False
        try:
            return self._stopwatch.searches(_translated(pattern), value, self._is_whole)
        except regex.error:
            return False


def _translated(pattern: str) -> str:
    """`pattern` as `regex` has it, where a dot is more than RFC 9485, section 5.3, lets it be."""
    parts: list[str] = []
    is_class = is_escaped = False
    for character in pattern:
        if is_escaped:
            is_escaped = False
        elif character == "\\":
            is_escaped = True
        elif character in "[]":
            is_class = character == "["
        elif character == "." and not is_class:
            character = r"[^\n\r]"
        parts.append(character)
    return "".join(parts)
