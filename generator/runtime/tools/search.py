# SPDX-License-Identifier: MIT
"""Search operations by words.

Words are scored by BM25F over names, paths, summaries, descriptions and arguments. The score counts
for more if the operation does what the verb of the query asks for, and if the query names what the
operation is about, and all of it: `customers.create` fits "create a customer" better than
`customer_sessions.create` does.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", sections
3.4 and 3.5 (BM25F).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from .catalogue import CatalogueOperation, folded
from .search_words import (
    ACTIONS,
    REQUEST_VERBS,
    Query,
    action_of,
    is_action,
    is_known,
    parse_query,
    query_terms,
    stem,
    synonyms,
    words,
)

_K1: Final = 1.2
_WEIGHTS: Final[Mapping[str, float]] = {
    "resource": 3.0,
    "verb": 2.0,
    "summary": 2.0,
    "path": 2.0,
    "key": 1.5,
    "tags": 0.7,
    "description": 0.4,
    "arguments": 0.25,
}
# How much the length of a field counts: descriptions of many words are found by many queries.
_LENGTH: Final[Mapping[str, float]] = {"description": 0.75, "arguments": 0.75}
_NAMES: Final = ("resource", "verb", "path", "key")

_SYNONYM: Final = 0.6
_FAMILY: Final = 0.4
_MISSPELT: Final = 0.8
_VERB: Final = 0.6
_CONTEXT: Final = 0.6
_DETAILS: Final = 0.25
_MOST_ALTERNATIVES: Final = 30
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")
_ROUTE: Final = re.compile(r"\s*(?:([A-Za-z]+)\s+)?(/\S*)\s*")

_Postings = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words of an operation.

    Attributes:
        actions: What it does.
        head: What it is about: its resource, and a verb that only some resources have.
        context: What contains its resource.
    """

    actions: frozenset[str]
    own: frozenset[str]
    subjects: tuple[frozenset[str], ...]
    context: frozenset[str]
    key: frozenset[str]
    names: frozenset[str]


class SearchIndex:
    """An index over operations."""

    def __init__(self, operations: Sequence[CatalogueOperation]) -> None:
        self._operations = operations
        self._stems = _Stems()
        fields = [self._fields(operation) for operation in operations]
        self._entries = [
            self._entry(operation, found)
            for operation, found in zip(operations, fields, strict=True)
        ]
        self._postings = _postings(fields)
        self._names = sorted({w for found in fields for n in _NAMES for w in found[n]})
        self._rarity = _rarity(self._postings, len(operations))
        self._spellings = _Spellings([*REQUEST_VERBS, *self._names])
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for position, operation in enumerate(operations):
            for name in operation.names:
                self._by_name[folded(name)].append(position)

    def search(
        self, query: str, limit: int = 5, *, is_partial: bool = False
    ) -> list[CatalogueOperation]:
        """Return the operations that fit a query best, the best one first.

        A name or a path typed as it is in the document finds its operation first.

        Args:
            query: what to search for: words, a name, or a path.
            limit: how many operations to return at most.
            is_partial: whether the last word may be the beginning of one.
        """
        terms = self._corrected(query_terms(query), is_partial)
        scores = self._scores(parse_query(terms), is_partial)
        named = dict.fromkeys(self._named(query), True)
        ranked = sorted(
            scores.keys() | named.keys(),
            key=lambda position: (
                position not in named,
                -scores.get(position, 0),
                position,
            ),
        )
        return [self._operations[position] for position in ranked[:limit]]

    def _scores(self, query: Query, is_partial: bool) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        last = (query.objects + query.context + query.details)[-1:]
        asked: set[str] = set(map(stem, query.verb))
        parts = (
            (query.objects, 1.0),
            (query.verb, _VERB),
            (query.context, _CONTEXT),
            (query.details, _DETAILS),
        )
        for terms, part_weight in parts:
            for term in terms:
                alternatives = self._alternatives(term, is_partial and (term,) == last)
                if part_weight != _DETAILS:
                    asked |= alternatives.keys()
                best: dict[int, float] = {}
                for word, weight in alternatives.items():
                    for position, score in self._postings.get(word, {}).items():
                        entry = self._entries[position]
                        if terms is query.verb and word not in entry.names - entry.actions:
                            continue
                        best[position] = max(best.get(position, 0), weight * score)
                for position, score in best.items():
                    scores[position] += part_weight * score
        return {
            position: score * self._fit(position, query, asked)
            for position, score in scores.items()
        }

    def _fit(self, position: int, query: Query, asked: set[str]) -> float:
        entry = self._entries[position]
        action = sum(query.actions.get(action, 0) for action in entry.actions)
        factor = 1 + 0.8 * min(action, 1)
        if entry.own:
            unasked = entry.own - asked - query.actions.keys()
            factor *= 1 - 0.3 * len(unasked) / len(entry.own)
        if not action and query.is_request:
            factor = 0.7
        if self._operations[position].deprecated:
            factor *= 0.75
        covered = max(self._covered(words, asked) for words in entry.subjects)
        missing = len(entry.key - asked)
        return (
            factor
            * (0.4 + covered)
            / (1 + 0.05 * len(entry.context - asked) + 0.05 * missing)
        )

    def _covered(self, subject: frozenset[str], asked: set[str]) -> float:
        total = sum(self._rarity.get(word, 0) for word in subject)
        return sum(self._rarity.get(word, 0) for word in subject & asked) / (total or 1)

    def _alternatives(self, term: str, is_prefix: bool) -> dict[str, float]:
        """Return the stems in the index that a word of a query stands for, with weights."""
        word = stem(term)
        found = {word: 1.0} if word in self._postings else {}
        for synonym in synonyms(term):
            found.setdefault(stem(synonym), _SYNONYM)
        if is_prefix:
            for relative in self._beginning(term):
                found.setdefault(relative, _MISSPELT)
        if len(word) > 4:
            for relative in self._beginning(word[: max(5, len(word) - 2)]):
                found.setdefault(relative, _FAMILY)
        return found

    def _corrected(self, terms: Sequence[str], is_partial: bool) -> list[str]:
        """Return the words of a query, and for unknown ones those that they are probably meant for."""
        corrected = [
            (
                term
                if is_known(term)
                or stem(term) in self._postings
                or any(self._beginning(stem(term)))
                else self._spellings.similar(term)
            )
            for term in terms
        ]
        if is_partial and any(self._beginning(terms[-1])):
            corrected[-1] = terms[-1]
        return corrected

    def _beginning(self, prefix: str) -> Iterator[str]:
        start = bisect_left(self._names, prefix)
        for word in self._names[start : start + _MOST_ALTERNATIVES]:
            if not word.startswith(prefix):
                break
            yield word

    def _named(self, query: str) -> Iterator[int]:
        """Yield the positions of operations whose name or path the query is."""
        route = _ROUTE.fullmatch(query[:500])
        if route is None:
            return iter(self._by_name.get(folded(query[:500]), ()))
        return (
            position
            for position, operation in enumerate(self._operations)
            if _is_at(operation, route[1], route[2])
        )

    def _fields(self, operation: CatalogueOperation) -> dict[str, list[str]]:
        *resource, verb = operation.client_method.split(".")
        texts = {
            "resource": _head(resource),
            "verb": verb,
            "summary": operation.summary,
            "path": _PARAMETER.sub(" ", operation.path),
            "key": operation.key,
            "tags": " ".join(operation.tags),
            "description": operation.description,
            "arguments": " ".join(operation.arguments.get("properties", ())),
        }
        return {name: self._stems.of(text) for name, text in texts.items()}

    def _entry(
        self, operation: CatalogueOperation, fields: Mapping[str, list[str]]
    ) -> _Entry:
        verb = operation.client_method.rpartition(".")[2]
        actions = {stem(action_of(word)) for word in _verbs(operation)}
        head = frozenset(fields["resource"])
        own = frozenset[str]()
        if not is_action(verb):
            own = frozenset(fields["verb"]) - head - {operation.method.lower()}
        if own or actions.isdisjoint(ACTIONS):
            actions |= own or {stem(action_of(verb))}
        parameters = "".join(_PARAMETER.findall(operation.path))
        known = head | own | {operation.method.lower(), *self._stems.of(parameters)}
        names = frozenset(word for name in _NAMES for word in fields[name])
        return _Entry(
            frozenset(actions),
            own,
            (head, frozenset(fields["summary"][1:])),
            self._nouns(_PARAMETER.sub(" ", operation.path)) - known,
            self._nouns(operation.key) - known,
            names - own,
        )

    def _nouns(self, text: str) -> frozenset[str]:
        return frozenset(stem(word) for word in words(text) if not is_action(word))


def _verbs(operation: CatalogueOperation) -> Iterator[str]:
    """Yield the verbs in the name and the summary of an operation."""
    first, *others = [*words(operation.key)] or [""]
    if first != operation.method.lower():
        yield first
    yield from filter(is_action, others[-1:])
    if not operation.summary.startswith(f"{operation.method} /"):
        yield from list(words(operation.summary))[:1]


class _Stems:
    """Stems of the words of texts; each word is stemmed once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, text: str) -> list[str]:
        known = self._known
        found: list[str] = []
        for word in words(text):
            root = known.get(word)
            if root is None:
                root = known[word] = stem(word)
            found.append(root)
        return found


class _Spellings:
    """Finds words by misspelt ones: a letter missing, added, changed, or two swapped."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in vocabulary:
            if len(word) > 3:
                for rest in _rests(word):
                    self._by_rest[rest].append(word)

    def similar(self, word: str) -> str:
        """Return the word of the vocabulary that a word is probably meant for, or itself."""
        if not 3 < len(word) < 30:
            return word
        root = stem(word)
        found = Counter(
            known
            for rest in _rests(word) | (_rests(root) if len(root) > 3 else set())
            for known in self._by_rest.get(rest, ())
        )
        return max(found, key=lambda known: (found[known], known)) if found else word


def _rests(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _head(resource: Sequence[str]) -> str:
    """Return the last part of a resource's path that is not a verb."""
    nouns = [part for part in resource if not is_action(part)]
    return nouns[-1] if nouns else ""


def _is_at(operation: CatalogueOperation, method: str | None, path: str) -> bool:
    if method is not None and method.upper() != operation.method:
        return False
    expected = operation.path.strip("/").split("/")
    given = path.strip("/").split("/")
    return len(expected) == len(given) and all(
        a == b or _PARAMETER.fullmatch(a) for a, b in zip(expected, given, strict=True)
    )


def _postings(fields: Sequence[Mapping[str, list[str]]]) -> dict[str, dict[int, float]]:
    """Return the score of each word in each text."""
    averages = {
        name: sum(len(found[name]) for found in fields) / max(len(fields), 1) or 1.0
        for name in _WEIGHTS
    }
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for position, found in enumerate(fields):
        for word, frequency in _frequencies(found, averages).items():
            postings[word][position] = frequency
    for positions in postings.values():
        rarity = log(1 + (len(fields) - len(positions) + 0.5) / (len(positions) + 0.5))
        for position, frequency in positions.items():
            positions[position] = rarity * frequency * (_K1 + 1) / (frequency + _K1)
    return dict(postings)


def _frequencies(
    fields: Mapping[str, list[str]], averages: Mapping[str, float]
) -> dict[str, float]:
    frequencies: dict[str, float] = defaultdict(float)
    for name, found in fields.items():
        b = _LENGTH.get(name, 0.2)
        weight = _WEIGHTS[name] / (1 - b + b * len(found) / averages[name])
        for word in set(found) if name in _NAMES else found:
            frequencies[word] += weight
    return frequencies


def _rarity(postings: Mapping[str, Mapping[int, float]], count: int) -> dict[str, float]:
    """Return how much a word tells of an operation."""
    return {word: log(1 + count / len(found)) for word, found in postings.items()}
