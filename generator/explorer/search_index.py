"""The index of the search in a page: what the tools' search computes from operations, as JSON.

The page searches as `runtime/tools/search.py` does. Words are numbers: their positions in `stems`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from generator.runtime.tools import search_query, search_words
from generator.runtime.tools.catalogue import CatalogueOperation
from generator.runtime.tools.search_entries import SearchEntries, SearchEntry

# Scores are written as integers, in this fraction.
SCALE: Final = 1000


def search_index(operations: Sequence[CatalogueOperation]) -> str:
    """Return the index of operations, as JSON."""
    index = SearchEntries(operations)
    entry_words = {word for entry in index.entries for word in _words(entry)}
    stems = sorted(index.scores.keys() | entry_words)
    numbers = {word: number for number, word in enumerate(stems)}

    def numbered(words: Iterable[str]) -> list[int]:
        return sorted(numbers[word] for word in words)

    content: dict[str, Any] = {
        "operations": [
            [
                *(operation.tool, operation.key, operation.client_method),
                *(operation.function, operation.method, operation.path),
                *(operation.summary, int(operation.deprecated)),
            ]
            for operation in operations
        ],
        "entries": [
            [
                numbered(entry.actions),
                numbered(entry.own_verb),
                *map(numbered, entry.subjects),
                *map(numbered, entry.qualifiers),
                numbered(entry.names),
            ]
            for entry in index.entries
        ],
        "stems": " ".join(stems),
        "scores": [
            [
                number
                for position, score in index.scores.get(word, {}).items()
                for number in (position, round(score * SCALE))
            ]
            for word in stems
        ],
        "vocabulary": numbered(index.vocabulary),
        "words": _tables(),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _words(entry: SearchEntry) -> Iterable[str]:
    yield from entry.actions
    yield from entry.own_verb
    for words in (*entry.subjects, *entry.qualifiers, entry.names):
        yield from words


def _tables() -> dict[str, Any]:
    """Return the words that mean something in queries."""
    sets = {
        "stop": search_words.STOP_WORDS,
        "actions": search_words.ACTIONS_OF_VERBS.keys(),
        "openings": search_query.OPENINGS,
        "questions": search_query.QUESTIONS,
        "determiners": search_query.DETERMINERS,
        "links": search_query.LINKS,
        "details": search_query.DETAILS,
        "nouns": search_query.ALSO_NOUNS,
        "single": search_query.SINGLE,
        "myself": search_query.MYSELF,
    }
    return {
        **{name: " ".join(sorted(words)) for name, words in sets.items()},
        "requests": dict(search_words.REQUESTED_ACTIONS),
        "synonyms": dict(search_words.SYNONYMS),
    }
