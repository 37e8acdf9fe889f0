# SPDX-License-Identifier: MIT
"""Search operations by words: BM25 over names, paths, summaries, descriptions and arguments.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", sections
3.4 and 3.5 (BM25F).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Final

from .catalogue import CatalogueOperation

_K1: Final = 1.2
_WEIGHTS: Final[Mapping[str, float]] = {
    "resource": 3.0,
    "verb": 3.0,
    "summary": 2.5,
    "path": 2.0,
    "key": 1.5,
    "tags": 1.0,
    "description": 0.6,
    "arguments": 0.35,
}
# How much the length of a field counts: descriptions of many words are found by many queries.
_LENGTH: Final[Mapping[str, float]] = {"description": 0.75, "arguments": 0.75}
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_STOP_WORDS: Final = frozenset(
    {
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "for",
            "from",
            "how",
            "i",
            "in",
        ),
        *(
            "into",
            "is",
            "it",
            "its",
            "me",
            "my",
            "of",
            "on",
            "or",
            "our",
            "that",
            "the",
        ),
        *("their", "this", "to", "was", "we", "what", "which", "with", "you", "your"),
        *(
            "all",
            "new",
            "given",
            "specific",
            "existing",
            "please",
            "want",
            "need",
            "can",
        ),
    }
)
# Words of requests, and the words that documents use for the same.
_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "add": ("create", "attach"),
    "make": ("create",),
    "new": ("create",),
    "register": ("create",),
    "issue": ("create",),
    "open": ("create",),
    "start": ("create",),
    "show": ("retrieve", "list", "get"),
    "get": ("retrieve", "list"),
    "fetch": ("retrieve", "list"),
    "read": ("retrieve", "list"),
    "find": ("search", "list", "retrieve"),
    "look": ("retrieve", "search"),
    "view": ("retrieve",),
    "see": ("retrieve", "list"),
    "edit": ("update",),
    "change": ("update",),
    "modify": ("update",),
    "set": ("update",),
    "rename": ("update",),
    "remove": ("delete",),
    "destroy": ("delete",),
    "erase": ("delete",),
    "cancel": ("delete",),
    "download": ("pdf", "file", "retrieve"),
    "upload": ("create", "file"),
    "email": ("send",),
}
_SYNONYM_WEIGHT: Final = 0.5


class SearchIndex:
    """An index over operations."""

    def __init__(self, operations: Sequence[CatalogueOperation]) -> None:
        self._operations = operations
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        texts = [_texts(operation) for operation in operations]
        averages = _average_lengths(texts)
        for position, fields in enumerate(texts):
            for word, frequency in _weighted(fields, averages).items():
                self._postings[word][position] = frequency

    def search(self, query: str, limit: int = 5) -> list[CatalogueOperation]:
        """Return the operations that fit a query best, the best one first."""
        scores: dict[int, float] = defaultdict(float)
        for word, weight in _query_words(query):
            postings = self._postings.get(word, {})
            rarity = log(
                1
                + (len(self._operations) - len(postings) + 0.5) / (len(postings) + 0.5)
            )
            for position, frequency in postings.items():
                scores[position] += (
                    weight * rarity * frequency * (_K1 + 1) / (frequency + _K1)
                )
        ranked = sorted(
            scores, key=lambda position: (-self._score(scores, position), position)
        )
        return [self._operations[position] for position in ranked[:limit]]

    def _score(self, scores: Mapping[int, float], position: int) -> float:
        operation = self._operations[position]
        factor = 0.6 if operation.deprecated else 1.0
        # Of operations that fit equally well, the one closest to the root of the API.
        return scores[position] * factor / (1 + 0.04 * operation.path.count("/"))


def _texts(operation: CatalogueOperation) -> dict[str, list[str]]:
    *resource, verb = operation.client_method.split(".")
    return {
        "resource": list(words(" ".join(resource[-1:]))),
        "verb": list(words(verb)),
        "summary": list(words(operation.summary)),
        "path": list(words(re.sub(r"\{[^{}]*\}", " ", operation.path))),
        "key": list(words(operation.key)),
        "tags": list(words(" ".join(operation.tags))),
        "description": list(words(operation.description)),
        "arguments": list(words(" ".join(operation.arguments.get("properties", ())))),
    }


def _average_lengths(texts: list[dict[str, list[str]]]) -> dict[str, float]:
    return {
        name: sum(len(fields[name]) for fields in texts) / max(len(texts), 1) or 1.0
        for name in _WEIGHTS
    }


def _weighted(
    fields: Mapping[str, list[str]], averages: Mapping[str, float]
) -> dict[str, float]:
    frequencies: dict[str, float] = defaultdict(float)
    for name, found in fields.items():
        b = _LENGTH.get(name, 0.2)
        norm = 1 - b + b * len(found) / averages[name]
        for word, count in Counter(found).items():
            frequencies[word] += _WEIGHTS[name] * count / norm
    return frequencies


def _query_words(query: str) -> Iterator[tuple[str, float]]:
    found = list(dict.fromkeys(words(query)))
    weights: dict[str, float] = dict.fromkeys(found, 1.0)
    for word in found:
        for synonym in _SYNONYMS.get(word, ()):
            weights.setdefault(stem(synonym), _SYNONYM_WEIGHT)
    yield from weights.items()


def words(text: str) -> Iterable[str]:
    """Yield the stems of the words of a text or a name, without those that say little."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in _STOP_WORDS:
            yield stem(word)


def stem(word: str) -> str:
    """Return a word without the ending of its plural or its tense."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
