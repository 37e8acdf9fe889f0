"""The singular of English nouns, as far as names of resources need it."""

from __future__ import annotations

_IRREGULAR = {
    "addresses": "address",
    "aliases": "alias",
    "buses": "bus",
    "children": "child",
    "cookies": "cookie",
    "indices": "index",
    "movies": "movie",
    "people": "person",
    "statuses": "status",
}
# Nouns without another singular.
UNCHANGED_NOUNS = frozenset({"data", "media", "news", "series", "settings", "species"})


def singular_of(noun: str) -> str:
    """Return the singular of an English noun phrase, which ends with the noun itself."""
    *rest, word = noun.split(" ")
    return " ".join([*rest, _singular_word(word)])


def _singular_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if (
        word in UNCHANGED_NOUNS
        or word.endswith(("ss", "us", "is"))
        or not word.endswith("s")
    ):
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
