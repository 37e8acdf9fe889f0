# SPDX-License-Identifier: MIT
"""Search operations by words, names and paths.

The words of a query are scored by BM25F. A score counts for more if the operation does what the
verb of the query asks for, and if the query names what the operation is about, and all of it:
`customers.create` fits "create a customer" better than `customer_sessions.create` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from typing import Final

from .catalogue import CatalogueOperation, folded
from .search_entries import SearchEntries
from .search_query import Query, parse_query, query_words
from .search_words import STOP_WORDS, Spellings, is_query_word, stem, synonyms

_MOST_CHARACTERS: Final = 500
_MOST_RELATED: Final = 30

# Weights of the stems that a word of a query may stand for.
_SYNONYM: Final = 0.6
_BEGINNING: Final = 0.8
_RELATED: Final = 0.4
# Weights of the parts of a query, whose object weighs 1.
_VERB: Final = 0.6
_CONTEXT: Final = 0.6
_DETAILS: Final = 0.4
_CONTEXT_IN_SUBJECT: Final = 0.5
# Factors of scores.
_ACTION: Final = 2.0
_OTHER_ACTION: Final = 0.7
_OWN_VERB_MISSING: Final = 0.7
_DEPRECATED: Final = 0.75
_NO_SUBJECT: Final = 0.6
_OTHER_CONTEXT: Final = 0.7
_QUALIFIER: Final = 0.08
_BEST_FIT: Final = _ACTION * (_NO_SUBJECT + 1)

_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_ROUTE: Final = re.compile(r"\s*(?:([A-Za-z]+)\s+)?(/\S*)\s*")


class SearchIndex:
    """An index over operations."""

    def __init__(self, operations: Sequence[CatalogueOperation]) -> None:
        self._operations = operations
        self._index = SearchEntries(operations)
        self._joinable = frozenset(self._index.vocabulary)
        self._spellings = Spellings(self._index.vocabulary)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for position, operation in enumerate(operations):
            for name in operation.names:
                self._by_name[folded(name)].append(position)

    def search(
        self, query: str, limit: int = 5, *, is_partial: bool = False
    ) -> list[CatalogueOperation]:
        """Return the operations that fit a query best, the best one first.

        A name or a path, typed as it is in the document or with values in it, finds its operation
        first.

        Args:
            query: words, a name or a path. Only its beginning is read if it is long.
            limit: how many operations to return at most.
            is_partial: whether the last word may be the beginning of one.
        """
        if limit < 1:
            return []
        named = list(dict.fromkeys(self._named(query[:_MOST_CHARACTERS])))
        words = self._corrected(self._joined(query_words(query)), is_partial)
        ranked = self._ranked(parse_query(words), limit + len(named), is_partial)
        found = dict.fromkeys([*named, *ranked])
        return [self._operations[position] for position in list(found)[:limit]]

    def _ranked(self, query: Query, limit: int, is_partial: bool) -> list[int]:
        """Return the positions of the operations with the best scores, the best one first."""
        scores, wanted = self._scores(query, is_partial)
        around = {word for word, weight in wanted.items() if weight < 1}
        best: list[tuple[float, int]] = []
        for position in sorted(scores, key=lambda position: -scores[position]):
            if (
                len(best) >= limit
                and -best[limit - 1][0] > scores[position] * _BEST_FIT
            ):
                break
            score = scores[position] * self._fit(position, query, wanted, around)
            insort(best, (-score, position))
        return [position for _, position in best[:limit]]

    def _scores(
        self, query: Query, is_partial: bool
    ) -> tuple[Mapping[int, float], Mapping[str, float]]:
        """Return the scores of operations by position, and how much stems name the subject."""
        scores: dict[int, float] = defaultdict(float)
        subject: dict[str, float] = {}
        parts = (
            (query.objects, 1.0, 1.0),
            (query.context, _CONTEXT, _CONTEXT_IN_SUBJECT),
            (query.details, _DETAILS, 0.0),
        )
        last = [word for words, *_ in parts for word in words][-1:]
        for words, weight, weight_in_subject in parts:
            for word in words:
                stems = self._stems(word, is_partial and [word] == last)
                if weight_in_subject:
                    subject = dict.fromkeys(stems, weight_in_subject) | subject
                for position, score in self._best(stems).items():
                    scores[position] += weight * score
        for word in query.verb:
            stems = self._stems(word, is_beginning=False)
            subject |= dict.fromkeys(stems, 1.0)
            for position, score in self._best(stems).items():
                # In a description, a verb has other objects; `own_verb` is an action.
                if not stems.keys().isdisjoint(self._index.entries[position].names):
                    scores[position] += _VERB * score
        return scores, subject

    def _best(self, stems: Mapping[str, float]) -> Mapping[int, float]:
        """Return, by position, the score of the best of several stems."""
        best: dict[int, float] = {}
        for word, weight in stems.items():
            for position, score in self._index.scores.get(word, {}).items():
                if weight * score > best.get(position, 0):
                    best[position] = weight * score
        return best

    def _fit(
        self,
        position: int,
        query: Query,
        wanted: Mapping[str, float],
        around: AbstractSet[str],
    ) -> float:
        """Return the factor by which the action and the subject of an operation fit a query.

        It is at most `_BEST_FIT`.

        Args:
            position: the operation.
            query: the query.
            wanted: stems of the query, and how much each names the subject.
            around: those for what contains the subject.
        """
        entry = self._index.entries[position]
        action = fsum(query.actions.get(verb, 0) for verb in entry.actions)
        fit = 1 + (_ACTION - 1) * min(action, 1)
        if query.is_request and not action:
            fit = _OTHER_ACTION
        elif entry.own_verb:
            missing = entry.own_verb - wanted.keys() - query.actions.keys()
            fit *= 1 - (1 - _OWN_VERB_MISSING) * len(missing) / len(entry.own_verb)
        if self._operations[position].deprecated:
            fit *= _DEPRECATED
        fit *= _NO_SUBJECT + max(
            self._covered(subject, wanted) for subject in entry.subjects
        )
        if around and around.isdisjoint(entry.names):
            fit *= _OTHER_CONTEXT
        unmatched = sum(len(words - wanted.keys()) for words in entry.qualifiers)
        return fit / (1 + _QUALIFIER * unmatched)

    def _covered(self, subject: frozenset[str], wanted: Mapping[str, float]) -> float:
        """Return how much of a subject a query names, from 0 to 1."""
        rarity = self._index.rarity
        # Exact sums are the same in any order.
        total = fsum(rarity[word] for word in subject)
        covered = fsum(rarity[word] * wanted.get(word, 0) for word in subject)
        return covered / (total or 1)

    def _stems(self, word: str, is_beginning: bool) -> dict[str, float]:
        """Return the stems that a word of a query may stand for, with weights."""
        root = stem(word)
        stems = {root: 1.0}
        for synonym in synonyms(word):
            stems.setdefault(synonym, _SYNONYM)
        if is_beginning:
            for longer in self._beginning_with(word):
                stems.setdefault(longer, _BEGINNING)
        if len(root) > 4:
            cut = 2 if len(root) > 7 else 1
            for related in self._beginning_with(root[: max(5, len(root) - cut)]):
                stems.setdefault(related, _RELATED)
        return stems

    def _corrected(self, words: Sequence[str], is_partial: bool) -> list[str]:
        """Return words with the unknown ones replaced by those they are probably meant for."""
        return [
            (
                word
                if is_query_word(word)
                or stem(word) in self._index.scores
                or any(self._beginning_with(stem(word)))
                or (
                    is_partial
                    and position == len(words)
                    and any(self._beginning_with(word))
                )
                else self._spellings.correct(
                    word, is_verb=STOP_WORDS.issuperset(words[: position - 1])
                )
            )
            for position, word in enumerate(words, start=1)
        ]

    def _joined(self, words: Sequence[str]) -> list[str]:
        """Return words with those joined that names write as one: `topup`."""
        joined: list[str] = []
        for word in words:
            if joined and stem(joined[-1] + word) in self._joinable:
                joined[-1] += word
            else:
                joined.append(word)
        return joined

    def _beginning_with(self, prefix: str) -> Iterator[str]:
        vocabulary = self._index.vocabulary
        start = bisect_left(vocabulary, prefix)
        for word in vocabulary[start : start + _MOST_RELATED]:
            if not word.startswith(prefix):
                break
            yield word

    def _named(self, query: str) -> Iterator[int]:
        """Yield the positions of the operations whose name or path the query is."""
        route = _ROUTE.fullmatch(query)
        if route is None:
            yield from self._by_name.get(folded(query), ())
            return
        found = [
            position
            for position, operation in enumerate(self._operations)
            if _is_at(operation, route[1], route[2])
        ]
        # `/customers/search` is also at `/customers/{customer}`.
        yield from sorted(
            found, key=lambda position: self._operations[position].path.count("{")
        )


def _is_at(operation: CatalogueOperation, method: str | None, path: str) -> bool:
    if method is not None and method.upper() != operation.method:
        return False
    expected = operation.path.strip("/").split("/")
    given = path.strip("/").split("/")
    return len(expected) == len(given) and all(
        name == value or _PARAMETER.fullmatch(name)
        for name, value in zip(expected, given, strict=True)
    )
