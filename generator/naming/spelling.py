"""Convert names from the document to Python identifiers in `snake_case` and `PascalCase`.

The rules are public API: docs/reference/names.md describes them.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

# How many characters of a name its identifier represents.
MAX_NAME_LENGTH = 500
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
# A word starts at a capital; in a run of capitals at the last one, except in plurals like `APIs`.
_WORD_START = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])"
)
# Leading signs are spelled out, since nothing else distinguishes `+1` from `-1`.
_SIGNS = {"+": "plus_", "-": "minus_"}
# So are comparisons at the end: `StartTime<` and `StartTime>` are different parameters. Brackets of
# generic types, as in `Page<Pet>`, are not.
_COMPARISON = re.compile(r"([^<>]*\w)(<=|>=|!=|<|>)")
_COMPARISONS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "!=": "ne"}


@lru_cache(maxsize=65536)
def snake_case(name: str, prefix: str) -> str:
    """Convert a name to a snake-case identifier: `taxIdData` → `tax_id_data`.

    Names in snake case stay unchanged, except that keywords get a trailing `_`.

    Args:
        name: any string.
        prefix: prepended to a name that starts with a digit (`field` → `field_1099`); the whole
            identifier if no character of the name is valid in one.
    """
    if len(name) <= MAX_NAME_LENGTH and _PLAIN.fullmatch(name):
        return _not_keyword(name)
    words = [
        word.lower() for chunk in _chunks(name) for word in _WORD_START.split(chunk)
    ]
    identifier = "_".join(words)
    if not identifier:
        return prefix
    if not identifier.isidentifier():
        identifier = f"{prefix}_{identifier}"
    return _not_keyword(normalized(identifier))


@lru_cache(maxsize=65536)
def pascal_case(name: str, prefix: str = "Type") -> str:
    """Convert a name to an identifier in Pascal case: `v2.core.tax_id` → `V2CoreTaxId`.

    Capitals inside words stay. `prefix` is used as by `snake_case`.
    """
    identifier = pascal_suffix(name)
    if not identifier:
        return prefix
    if not identifier.isidentifier():
        identifier = f"{prefix}{identifier}"
    return _not_keyword(normalized(identifier))


@lru_cache(maxsize=65536)
def pascal_suffix(name: str) -> str:
    """Convert a name to the last part of a Pascal-case name; it may start with a digit."""
    return "".join(chunk[:1].upper() + chunk[1:] for chunk in _chunks(name))


def normalized(identifier: str) -> str:
    """Normalize an identifier as Python does.

    Changing the case of a letter, or joining two names, can put a letter before an accent that it
    is composed with.
    """
    return unicodedata.normalize("NFKC", identifier)


def _chunks(name: str) -> list[str]:
    """Split a name into runs of letters and digits, normalized as Python normalizes identifiers."""
    # The time to sort a run of combining marks is quadratic (Unicode Standard Annex 15, section 13,
    # "Stream-Safe Text Format").
    string = unicodedata.normalize("NFKC", name[:MAX_NAME_LENGTH])
    if string[:1] in _SIGNS and string[1:2].isalnum():
        string = _SIGNS[string[0]] + string[1:]
    if compared := _COMPARISON.fullmatch(string):
        string = f"{compared[1]}_{_COMPARISONS[compared[2]]}"
    return "".join(
        character if f"a{character}".isidentifier() and character != "_" else " "
        for character in string
    ).split()


def _not_keyword(identifier: str) -> str:
    return f"{identifier}_" if keyword.iskeyword(identifier) else identifier


class Scope:
    """The names that are used in one scope."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = set(names)
        # By stem, the first number that may be free.
        self._next_numbers: dict[str, int] = {}

    def add(self, *names: str) -> None:
        """Mark names as used."""
        self._names.update(names)

    def is_free(self, name: str) -> bool:
        """Whether a name is unused."""
        return name not in self._names

    def first_free(
        self,
        candidates: Iterable[str],
        stem: str,
        companion: Callable[[str], str] = str,
    ) -> str:
        """Return the first unused name whose `companion` name is unused as well.

        After the `candidates`, `stem` is tried with numbers from 2. The search resumes at the last
        number, since a document may have a hundred thousand equal names.
        """
        for candidate in map(normalized, candidates):
            if self._are_free(candidate, companion):
                return candidate
        stem = normalized(stem)
        number = self._next_numbers.get(stem, 2)
        while not self._are_free(f"{stem}{number}", companion):
            number += 1
        self._next_numbers[stem] = number
        return f"{stem}{number}"

    def _are_free(self, name: str, companion: Callable[[str], str]) -> bool:
        return self.is_free(name) and self.is_free(companion(name))
