# SPDX-License-Identifier: MIT
"""Words of names, texts and queries: their stems, synonyms, verbs and spellings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

# Words of camelCase and snake_case names, and of prose in any language.
_WORD: Final = re.compile(r"[A-Z]+(?![^\W\d_A-Z])|[^\W\d_][^\W\d_A-Z]*|\d+")
_VOWELS: Final = frozenset("aeiouy")
_LONGEST_MISSPELT: Final = 30


def word_set(text: str) -> frozenset[str]:
    """Return words separated by spaces as a set."""
    return frozenset(text.split())


STOP_WORDS: Final = word_set("""
    a all am an and any are as away back be been by can could do does each every existing for from
    given has have how in into is it its just let need of on one or our out please s should some
    specific t that the their them then there these this those to up via want was we were what when
    where which with without would you your
    """)
# Actions that most resources have, and the verbs that documents have for them.
_VERBS_OF_ACTIONS: Final[Mapping[str, str]] = {
    "create": "add create insert make new",
    "list": "list",
    "retrieve": "fetch get inspect read retrieve show view",
    "update": "change edit modify patch replace set update",
    "delete": "delete destroy erase remove",
    "search": "find query search",
}
ACTIONS_OF_VERBS: Final[Mapping[str, str]] = {
    verb: action
    for action, verbs in _VERBS_OF_ACTIONS.items()
    for verb in verbs.split()
}
# Actions that verbs of queries may mean, the likeliest first, and the verbs.
_VERBS_OF_REQUESTS: Final[Mapping[str, str]] = {
    "create": """
        add create generate insert issue make new post record register schedule send start submit
        upload write
    """,
    "create update": "assign attach invite join save store subscribe",
    "send create": "email mail text",
    "list retrieve": "browse enumerate list",
    "retrieve list": """
        check display fetch get give inspect open read retrieve see show view
    """,
    "retrieve": "download export",
    "search list retrieve": "find look lookup query search",
    "update": """
        activate adjust archive change close configure deactivate disable edit enable modify move
        mute patch pause put rename replace set suspend unmute update
    """,
    "delete update": "end stop terminate unsubscribe",
    "delete": """
        cancel clear delete destroy detach drop empty erase kick release remove revoke
    """,
}
REQUESTED_ACTIONS: Final[Mapping[str, str]] = {
    verb: actions
    for actions, verbs in _VERBS_OF_REQUESTS.items()
    for verb in verbs.split()
}
# Other words of requests, and words of documents that mean the same or contain it.
SYNONYMS: Final[Mapping[str, str]] = {
    "details": "info",
    "information": "info",
    "info": "information",
    "directory": "folder",
    "document": "file",
    "attachment": "file",
    "photo": "image",
    "picture": "image",
    "sms": "message",
    "text": "message",
    "mail": "email",
    "member": "user",
    "user": "member",
    "restore": "recover",
    "recover": "restore",
    "reimburse": "refund",
    "person": "people user",
    "people": "person user",
    "someone": "user",
    "who": "user",
    "me": "self current",
    "many": "bulk batch",
    "several": "bulk batch",
    "multiple": "bulk batch",
    "history": "log event",
    "promo": "promotion",
    "config": "configuration",
    "configuration": "config",
    "repo": "repository",
    "org": "organization",
    "db": "database",
    "healthy": "health",
    "money": "balance",
    "signature": "sign",
    "thumbnail": "preview",
}


def words(text: str) -> list[str]:
    """Return the words of a text or a name in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """Return the words of a text or a name in lower case, without those that say little."""
    return [word for word in words(text) if word not in STOP_WORDS]


class Stems:
    """The stems of texts. Each word is stemmed once: the texts of an API share most words."""

    def __init__(self) -> None:
        self._stems: dict[str, str] = {}

    def of(self, text: str) -> list[str]:
        """Return the stems of the content words of a text."""
        stems = self._stems
        found: list[str] = []
        for word in _WORD.findall(text):
            root = stems.get(word)
            if root is None:
                lower = word.lower()
                root = stems[word] = "" if lower in STOP_WORDS else stem(lower)
            if root:
                found.append(root)
        return found


def stem(word: str) -> str:
    """Return a word without the ending of its plural or its tense, and without a final e."""
    if is_plural(word):
        word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and not _VOWELS.isdisjoint(root):
            is_doubled = root[-1] == root[-2]
            # "calling" is from "call", but "cancelling" from "cancel".
            is_kept = root[-1] in "lsz" and len(root) < 7
            word = root[:-1] if is_doubled and not is_kept else root
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural."""
    return (
        len(word) > 3
        and word[-1] == "s"
        and not word.endswith(("ss", "us", "is", "ias"))
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


# Stems of the actions that most resources have, and of all verbs for them.
ACTIONS: Final = frozenset(map(stem, ACTIONS_OF_VERBS.values()))
VERBS: Final = frozenset(map(stem, ACTIONS_OF_VERBS))


def action_of(verb: str) -> str:
    """Return the stem of the action that a verb in a document means: of `retrieve` for `get`."""
    return stem(ACTIONS_OF_VERBS.get(verb, verb))


def is_action(verb: str) -> bool:
    """Whether a verb in a document means one of the actions that most resources have."""
    return verb in ACTIONS_OF_VERBS


def requested_actions(verb: str) -> list[str]:
    """Return the stems of the actions that a verb of a query may mean, the likeliest first."""
    return [stem(action) for action in REQUESTED_ACTIONS.get(verb, "").split()]


def synonyms(word: str) -> list[str]:
    """Return the stems that documents may have for a word of a query."""
    return [stem(synonym) for synonym in SYNONYMS.get(word, "").split()]


def is_query_word(word: str) -> bool:
    """Whether a word means something in queries, even if no document has it."""
    return word in STOP_WORDS or word in REQUESTED_ACTIONS or word in SYNONYMS


class Spellings:
    """Finds words by misspelt ones: a letter missing, added or wrong, or two exchanged.

    Two such words are equal after one letter is removed from each. The first letter is right.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        self._vocabulary = frozenset(vocabulary)
        for word in (*REQUESTED_ACTIONS, *vocabulary):
            if len(word) > 3:
                for rest in _rests(word):
                    self._by_rest[rest].append(word)

    def correct(self, word: str, *, is_verb: bool = False) -> str:
        """Return the word or stem that a misspelt word is probably meant for, or the word.

        Args:
            word: the misspelt word.
            is_verb: whether it may be meant for a verb of a request.
        """
        if not 3 < len(word) < _LONGEST_MISSPELT:
            return word
        root = stem(word)
        rests = _rests(word) | (_rests(root) if len(root) > 3 else set[str]())
        found = Counter(
            known
            for rest in rests
            for known in self._by_rest.get(rest, ())
            if known[0] == word[0] and (is_verb or known in self._vocabulary)
        )
        return max(found, key=lambda known: (found[known], known), default=word)


def _rests(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
