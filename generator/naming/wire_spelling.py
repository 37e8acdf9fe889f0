"""Spellings of names in documents: `tax_id`, `taxId`, `TaxId` and `tax-id`.

Several names become the same identifier (`taxId` and `tax-id`, both `tax_id`), but only one of them
is in the usual spelling of the API. The identifier alone therefore determines which name that is.
"""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, get_args

from generator.naming.spelling import snake_case

Spelling = Literal["snake", "camel", "pascal", "kebab"]

# The first one is that of an API without names, and wins ties.
SPELLINGS: tuple[Spelling, ...] = get_args(Spelling)


def usual_spelling(wire_names: Iterable[str]) -> Spelling:
    """Return the most frequent spelling of names.

    A name counts for each spelling that it fits: `id` is in snake, camel and kebab case.
    """
    counts: Counter[Spelling] = Counter()
    for wire_name, count in Counter(wire_names).items():
        for spelling in SPELLINGS:
            counts[spelling] += count * has_spelling(wire_name, spelling)
    return max(SPELLINGS, key=lambda spelling: counts[spelling])


@lru_cache(maxsize=65536)
def has_spelling(wire_name: str, spelling: Spelling) -> bool:
    """Whether a name is what its identifier becomes in `spelling`.

    Of all names with the same identifier, one at most has a given spelling.
    """
    return _spell(snake_case(wire_name, "field"), spelling) == wire_name


def _spell(identifier: str, spelling: Spelling) -> str:
    """Convert a snake-case identifier to another spelling."""
    if identifier.endswith("_") and keyword.iskeyword(identifier[:-1]):
        identifier = identifier[:-1]
    words = identifier.split("_")
    match spelling:
        case "snake":
            return identifier
        case "kebab":
            return "-".join(words)
        case "camel":
            return words[0] + "".join(map(_capitalize, words[1:]))
        case "pascal":
            return "".join(map(_capitalize, words))


def _capitalize(word: str) -> str:
    return word[:1].upper() + word[1:]
