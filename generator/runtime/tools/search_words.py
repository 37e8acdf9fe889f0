# SPDX-License-Identifier: MIT
"""Words of names, texts and queries: their stems, their synonyms, and verbs of requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_VOWELS: Final = frozenset("aeiouy")
_MOST_CHARACTERS: Final = 400
_MOST_WORDS: Final = 24

STOP_WORDS: Final = frozenset(
    "a all am an and any are as away back be been by can could do does each every existing for from"
    " given has have how in into is it its just let need of on one or our out please s should some"
    " specific t that the their them then there these this those to up via want was we were what"
    " when where which with without would you your".split()
)
# Words before the verb of a request, or the subject of a question.
_OPENINGS: Final = frozenset(
    "a an are can could do does has have hello help hi how i is it just let like me need our please"
    " should the there to try us want was we would you".split()
)
_QUESTIONS: Final = frozenset("many much what when where which whose".split())
_DETERMINERS: Final = frozenset(
    "a all an another any each every my one our someone some that the this your".split()
)
# Words before what contains the object.
_LINKS: Final = frozenset("about for from in inside into of on to under within".split())
# Words before a description of arguments or circumstances.
_DETAILS: Final = frozenset(
    "after are as at because before by containing during having if including per since so than that"
    " until using via when where which while who whose with without".split()
)
_MYSELF: Final = frozenset(["i", "me", "my"])

# Verbs of documents, by the action that they mean.
_ACTIONS: Final[Mapping[str, str]] = {
    **dict.fromkeys("add create insert make new".split(), "create"),
    **dict.fromkeys(["list"], "list"),
    **dict.fromkeys("fetch get inspect read retrieve show view".split(), "retrieve"),
    **dict.fromkeys("change edit modify patch replace set update".split(), "update"),
    **dict.fromkeys("delete destroy erase remove".split(), "delete"),
    **dict.fromkeys("find query search".split(), "search"),
}
# Verbs of requests, and the actions that they may mean, the likeliest first.
_REQUESTS: Final[Mapping[str, str]] = {
    **dict.fromkeys("add create generate insert issue make new".split(), "create"),
    **dict.fromkeys("open post record register schedule".split(), "create"),
    **dict.fromkeys("send start submit upload write".split(), "create"),
    **dict.fromkeys("assign attach invite join subscribe".split(), "create update"),
    **dict.fromkeys("email mail text".split(), "send create"),
    **dict.fromkeys("browse enumerate list".split(), "list retrieve"),
    **dict.fromkeys("check display fetch get give inspect".split(), "retrieve list"),
    **dict.fromkeys("open read retrieve see show view".split(), "retrieve list"),
    **dict.fromkeys("download export".split(), "retrieve"),
    **dict.fromkeys("find look lookup query search".split(), "search list retrieve"),
    **dict.fromkeys("archive change configure edit modify patch".split(), "update"),
    **dict.fromkeys("pause put rename replace set update".split(), "update"),
    **dict.fromkeys("cancel clear delete destroy detach drop".split(), "delete"),
    **dict.fromkeys("empty erase kick release remove revoke".split(), "delete"),
}
# Other words of requests, and words of documents that mean the same or contain it.
_SYNONYMS: Final[Mapping[str, str]] = {
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


@dataclass(frozen=True, slots=True)
class Query:
    """A query, parsed.

    Attributes:
        actions: What the operation should do: stems of verbs, with weights up to 1.
        is_request: Whether the query asks for an action, so that another one does not fit.
        verb: The verb, if resources may be named for it: `invite`.
        objects: Words for what the operation is about.
        context: Words for what contains the object.
        details: Words for arguments and circumstances.
    """

    actions: Mapping[str, float]
    is_request: bool
    verb: tuple[str, ...]
    objects: tuple[str, ...]
    context: tuple[str, ...]
    details: tuple[str, ...]


def query_terms(text: str) -> list[str]:
    """Return the words of a query in lower case. A query is cut to a bounded length."""
    found = (match[0].lower() for match in _WORD.finditer(text[:_MOST_CHARACTERS]))
    return list(islice(found, _MOST_WORDS))


def parse_query(terms: Sequence[str]) -> Query:
    """Split a query into its verb, the object, what contains the object, and details."""
    start = 0
    while start < len(terms) - 1 and terms[start] in _OPENINGS | _QUESTIONS:
        start += 1
    if not _QUESTIONS.isdisjoint(terms[:start]):
        objects, context, details = _parts(terms[start:])
        actions = _reading(objects, 0.8)
        return Query(actions, True, (), objects, context, details)
    verb, *rest = terms[start:] or [""]
    is_request = _is_verb(verb, rest)
    objects, context, details = _parts(rest if is_request and rest else [verb, *rest])
    actions = {} if is_request else _reading(objects, 0.5)
    actions.setdefault(stem(action_of(verb)), 1.0 if is_request else 0.3)
    if is_request:
        for position, action in enumerate(_REQUESTS.get(verb, "").split()):
            actions.setdefault(stem(action), 0.85 - 0.2 * position)
        if verb not in _REQUESTS:
            actions |= {stem("create"): 0.4, stem("update"): 0.35}
    named = (verb,) if is_request and not is_action(verb) else ()
    return Query(actions, is_request, named, objects, context, details)


def _is_verb(word: str, following: Sequence[str]) -> bool:
    """Whether the first word of a query is a verb: a known one, or one before an object."""
    if word in _REQUESTS:
        return True
    after = following[1:] if following[:1] == ["to"] else following
    return bool(after) and after[0] in _DETERMINERS and not is_plural(word)


def _reading(objects: Sequence[str], weight: float) -> dict[str, float]:
    """Return the actions of a query that only names what it is about."""
    list_, retrieve = stem("list"), stem("retrieve")
    if objects and is_plural(objects[-1]):
        return {list_: weight, retrieve: weight / 3}
    return {retrieve: weight * 0.6, list_: weight * 0.6}


def _parts(
    terms: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    objects: dict[str, None] = {}
    context: dict[str, None] = {}
    details: dict[str, None] = {}
    part = objects
    for term in terms:
        if objects and (term in _DETAILS or term in _QUESTIONS):
            part = details
        elif objects and term in _LINKS and part is objects:
            part = context
        if term in _MYSELF:
            context["me"] = None
        elif term not in STOP_WORDS:
            part[term] = None
    if not objects:
        objects, context = context, objects
    return tuple(objects), tuple(context), tuple(details)


def action_of(verb: str) -> str:
    """Return the verb that documents' names have for a verb: `retrieve` for `get`."""
    return _ACTIONS.get(verb, verb)


def is_action(verb: str) -> bool:
    """Whether a verb means one of the actions that most resources have."""
    return verb in _ACTIONS


def is_known(word: str) -> bool:
    """Whether a word has a meaning of its own in queries."""
    return word in STOP_WORDS or word in _REQUESTS or word in _SYNONYMS


REQUEST_VERBS: Final = tuple(_REQUESTS)


def synonyms(word: str) -> Sequence[str]:
    """Return the words that documents may have for a word."""
    return _SYNONYMS.get(word, "").split()


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text or a name in lower case, without those that say little."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word not in STOP_WORDS:
            yield word


def stem(word: str) -> str:
    """Return a word without the ending of its plural, its tense or its form."""
    if is_plural(word):
        if word.endswith("ies") and len(word) > 4:
            word = f"{word[:-3]}y"
        elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
            word = word[:-2]
        else:
            word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and not _VOWELS.isdisjoint(root):
            is_doubled = root[-1] == root[-2] and (root[-1] not in "lsz" or len(root) > 6)
            word = root[:-1] if is_doubled else root
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


ACTIONS: Final = frozenset(map(stem, _ACTIONS.values()))
