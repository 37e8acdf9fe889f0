"""From names on the wire to Python spelling: `snake_case`, `PascalCase`, and what Python refuses.

The rules are public API: docs/reference/names.md describes them.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
# A word begins at a capital; in a run of them at the last, unless that ends a plural as in `APIs`.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])")
# A leading sign is the whole difference between `+1` and `-1`.
_SIGNS = {"+": "plus_", "-": "minus_"}


@lru_cache(maxsize=65536)
def snake_case(name: str, lead: str) -> str:
    """`taxIdData` → `tax_id_data`; a name that is plain already stays as it is.

    Args:
        name: any text.
        lead: what goes before a digit that would come first (`field` → `field_1099`), and stands
            alone where nothing of the name can be spelt.
    """
    if _PLAIN.fullmatch(name):
        return _not_keyword(name)
    words = [word.lower() for chunk in _chunks(name) for word in _HUMP.split(chunk)]
    spelling = "_".join(words)
    if not spelling:
        return lead
    return _not_keyword(spelling if spelling.isidentifier() else f"{lead}_{spelling}")


@lru_cache(maxsize=65536)
def pascal_case(name: str, lead: str = "Type") -> str:
    """`tax_id` → `TaxId`, `v2.core.account` → `V2CoreAccount`; capitals that are there stay."""
    spelling = "".join(chunk[:1].upper() + chunk[1:] for chunk in _chunks(name))
    if not spelling:
        return lead
    return _not_keyword(spelling if spelling.isidentifier() else f"{lead}{spelling}")


@lru_cache(maxsize=65536)
def pascal_step(name: str) -> str:
    """`name` as a later part of a `PascalCase` name, where a digit may come first."""
    return "".join(chunk[:1].upper() + chunk[1:] for chunk in _chunks(name))


def _chunks(name: str) -> list[str]:
    """The runs of letters and digits in `name`, in the normal form of Python's identifiers."""
    text = unicodedata.normalize("NFKC", name)
    if text[:1] in _SIGNS and text[1:2].isalnum():
        text = _SIGNS[text[0]] + text[1:]
    kept = "".join(c if f"a{c}".isidentifier() and c != "_" else " " for c in text)
    return kept.split()


def _not_keyword(spelling: str) -> str:
    return f"{spelling}_" if keyword.iskeyword(spelling) else spelling


class Taken:
    """The names of one scope. A name that was taken once stays taken."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = set(names)
        # For each stem, the number from which on its numbered names may be free.
        self._numbers: dict[str, int] = {}

    def add(self, *names: str) -> None:
        """Take these names."""
        self._names.update(names)

    def first_free(
        self, wanted: Iterable[str], stem: str, twin: Callable[[str], str] = str
    ) -> str:
        """The first name that is free, and whose `twin`, a name that goes with it, is too.

        After those that are `wanted` come `stem` and a number, from 2 on. They are looked for where
        the last search ended: there may be a hundred thousand that want the same.
        """
        for each in wanted:
            if self._is_free(each, twin):
                return each
        number = self._numbers.get(stem, 2)
        while not self._is_free(f"{stem}{number}", twin):
            number += 1
        self._numbers[stem] = number
        return f"{stem}{number}"

    def _is_free(self, name: str, twin: Callable[[str], str]) -> bool:
        return name not in self._names and twin(name) not in self._names
