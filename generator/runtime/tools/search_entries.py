# SPDX-License-Identifier: MIT
"""The words by which operations are found, and how much they count.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", sections
3.4 and 3.5 (BM25F).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, TypeAlias

from .catalogue import CatalogueOperation
from .search_words import (
    ACTIONS,
    VERBS,
    Stems,
    action_of,
    content_words,
    is_action,
    stem,
)

Fields: TypeAlias = Mapping[str, list[str]]

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
_USUAL_LENGTH: Final = 0.2
# Fields that repeat words: `GetPayoutsPayout` is about one payout.
_NAMES: Final = ("resource", "verb", "path", "key")
_PARAMETER: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What an operation does, and to what, as stems.

    Attributes:
        actions: What it does: verbs in its names and its summary.
        own_verb: The words of a verb that most resources do not have: `mark`, `uncollectible`.
        subjects: What it is about: by its resource, and by its summary.
        qualifiers: What else its path and its operationId contain.
        names: All words of its names, without `own_verb`.
    """

    actions: frozenset[str]
    own_verb: frozenset[str]
    subjects: tuple[frozenset[str], frozenset[str]]
    qualifiers: tuple[frozenset[str], frozenset[str]]
    names: frozenset[str]


class SearchEntries:
    """Entries of operations by position, and the scores of words in them.

    Attributes:
        entries: An entry for each operation.
        scores: By word, its score in each operation that has it, by position.
        rarity: By word, how few operations have it, as a weight.
        vocabulary: The words of names, sorted.
    """

    def __init__(self, operations: Sequence[CatalogueOperation]) -> None:
        stems = Stems()
        texts = [_fields(operation, stems) for operation in operations]
        self.entries = [
            _entry(operation, fields)
            for operation, fields in zip(operations, texts, strict=True)
        ]
        self.scores = _scores(texts)
        self.rarity = {
            word: log(1 + len(texts) / len(found))
            for word, found in self.scores.items()
        }
        self.vocabulary = sorted(
            {word for fields in texts for name in _NAMES for word in fields[name]}
        )


def _fields(operation: CatalogueOperation, stems: Stems) -> Fields:
    *resource, verb = operation.client_method.split(".")
    nouns = [part for part in resource if not is_action(part)]
    texts = {
        "resource": nouns[-1] if nouns else "",
        "verb": verb,
        "summary": operation.summary,
        "path": _PARAMETER.sub(" ", operation.path),
        "key": operation.key,
        "tags": " ".join(operation.tags),
        "description": operation.description,
        "arguments": " ".join(operation.arguments.get("properties", ())),
    }
    return {name: stems.of(text) for name, text in texts.items()}


def _entry(operation: CatalogueOperation, fields: Fields) -> SearchEntry:
    verb = operation.client_method.rpartition(".")[2]
    method = operation.method.lower()
    resource = frozenset(fields["resource"])
    own_verb = frozenset[str]()
    if not is_action(verb):
        own_verb = frozenset(fields["verb"]) - resource - {method}
    verbs = list(_verbs(operation))
    actions = frozenset([*map(stem, verbs), *map(action_of, verbs)])
    if own_verb or actions.isdisjoint(ACTIONS):
        actions |= own_verb or {stem(verb), action_of(verb)}
    parameters = " ".join(_PARAMETER.findall(operation.path))
    known = (
        VERBS | resource | own_verb | {method, *map(stem, content_words(parameters))}
    )
    return SearchEntry(
        actions,
        own_verb,
        (resource, frozenset(fields["summary"][1:])),
        (
            frozenset(filter(_is_name, fields["path"])) - known,
            frozenset(filter(_is_name, fields["key"])) - known,
        ),
        frozenset(word for name in _NAMES for word in fields[name]) - own_verb,
    )


def _verbs(operation: CatalogueOperation) -> Iterator[str]:
    """Yield the verbs in the operationId and the summary, which say more than the method does."""
    first, *others = content_words(operation.key) or [""]
    if first != operation.method.lower():
        yield first
    yield from filter(is_action, others[-1:])
    if not operation.summary.startswith(f"{operation.method} /"):
        yield from content_words(operation.summary)[:1]


def _is_name(word: str) -> bool:
    """Whether a word is more than a letter or a number, as of a version."""
    return len(word) > 1 and not word.isdigit()


def _scores(texts: Sequence[Fields]) -> Mapping[str, Mapping[int, float]]:
    averages = {
        name: sum(len(fields[name]) for fields in texts) / max(len(texts), 1) or 1.0
        for name in _WEIGHTS
    }
    scores: dict[str, dict[int, float]] = defaultdict(dict)
    for position, fields in enumerate(texts):
        for word, frequency in _frequencies(fields, averages).items():
            scores[word][position] = frequency
    for found in scores.values():
        rarity = log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
        for position, frequency in found.items():
            found[position] = rarity * frequency * (_K1 + 1) / (frequency + _K1)
    return dict(scores)


def _frequencies(fields: Fields, averages: Mapping[str, float]) -> Mapping[str, float]:
    frequencies: dict[str, float] = defaultdict(float)
    for name, found in fields.items():
        length = _LENGTH.get(name, _USUAL_LENGTH)
        weight = _WEIGHTS[name] / (1 - length + length * len(found) / averages[name])
        for word in set(found) if name in _NAMES else found:
            frequencies[word] += weight
    return frequencies
