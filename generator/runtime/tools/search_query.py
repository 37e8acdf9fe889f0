# SPDX-License-Identifier: MIT
"""Split queries into the verb, its object, what contains the object, and details.

"List the refunds of a charge with their reasons" asks to list; its object is refunds, which a
charge contains; and reasons are a detail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .search_words import (
    STOP_WORDS,
    is_action,
    is_plural,
    requested_actions,
    stem,
    synonyms,
    word_set,
    words,
)

_MOST_CHARACTERS: Final = 400
_MOST_WORDS: Final = 24
_CREATE: Final = stem("create")
_LIST: Final = stem("list")
_RETRIEVE: Final = stem("retrieve")
_UPDATE: Final = stem("update")

# Words before the verb of a request, or the subject of a question.
OPENINGS: Final = word_set("""
    a all an are can could do does has have hello help hi how i is it just let like me need our
    please should the there to try us want was we would you
    """)
QUESTIONS: Final = word_set("many much what when where which whose")
DETERMINERS: Final = word_set(
    "a all an another any each every my one our someone some that the this your"
)
# Words before what contains the object.
LINKS: Final = word_set("about for from in inside into of on to under within")
# Words before a description of arguments or circumstances.
DETAILS: Final = word_set("""
    after are as at because before by containing during having if including per since so than that
    until using via when where which while who whose with without
    """)
# Verbs that are nouns more often, unless an article follows.
ALSO_NOUNS: Final = word_set("email mail record schedule text")
# Words that ask for one object.
SINGLE: Final = word_set("details info information status")
MYSELF: Final = word_set("i me my")


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


def query_words(text: str) -> list[str]:
    """Return the first words of a query in lower case."""
    return words(text[:_MOST_CHARACTERS])[:_MOST_WORDS]


def parse_query(terms: Sequence[str]) -> Query:
    """Split a query into its verb, the object, what contains the object, and details."""
    start = 0
    while start < len(terms) - 1 and terms[start] in OPENINGS | QUESTIONS:
        start += 1
    if not QUESTIONS.isdisjoint(terms[:start]):
        objects, context, details = _parts(terms[start:])
        actions = _reading(objects, 0.8)
        return Query(actions, True, (), objects, context, details)
    verb, *rest = terms[start:] or [""]
    if rest and is_action(rest[-1]) and not _is_verb(verb, rest):
        # "invoice search"
        verb, rest = rest[-1], [verb, *rest[:-1]]
    is_request = _is_verb(verb, rest)
    objects, context, details = _parts(rest if is_request and rest else [verb, *rest])
    if is_request:
        named = () if is_action(verb) else (verb,)
        actions = _requested(verb, objects)
        return Query(actions, True, named, objects, context, details)
    actions = _reading(objects, 0.5)
    actions.setdefault(stem(verb), 0.3)
    return Query(actions, False, (), objects, context, details)


def _requested(verb: str, objects: Sequence[str]) -> dict[str, float]:
    """Return the actions that a verb asks for."""
    actions = {stem(verb): 1.0}
    meant = requested_actions(verb)
    if _are_plural(objects) and _LIST in meant:
        meant.sort(key=lambda action: action != _LIST)
    for position, action in enumerate([*synonyms(verb), *meant]):
        actions.setdefault(action, 0.85 - 0.2 * position)
    if not meant:
        actions |= {_CREATE: 0.4, _UPDATE: 0.35}
    return actions


def _is_verb(word: str, following: Sequence[str]) -> bool:
    """Whether the first word of a query is a verb: a known one, or one before an object."""
    if requested_actions(word) and word not in ALSO_NOUNS:
        return True
    after = following[1:] if following[:1] == ["to"] else following
    is_object_next = bool(after) and after[0] in DETERMINERS
    return is_object_next and not is_plural(word) and word not in STOP_WORDS


def _reading(objects: Sequence[str], weight: float) -> dict[str, float]:
    """Return the actions of a query that only names what it is about."""
    if not SINGLE.isdisjoint(objects):
        return {_RETRIEVE: weight, _LIST: weight / 3}
    if _are_plural(objects):
        return {_LIST: weight, _RETRIEVE: weight / 3}
    return {_RETRIEVE: weight * 0.6, _LIST: weight * 0.6}


def _are_plural(objects: Sequence[str]) -> bool:
    return any(map(is_plural, objects)) and SINGLE.isdisjoint(objects)


def _parts(
    terms: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    objects: dict[str, None] = {}
    context: dict[str, None] = {}
    details: dict[str, None] = {}
    part = objects
    for term in terms:
        if objects and (term in DETAILS or term in QUESTIONS):
            part = details
        elif objects and term in LINKS and part is objects:
            part = context
        if term in MYSELF:
            context["me"] = None
        elif term not in STOP_WORDS:
            part[term] = None
    if not objects:
        objects, context = context, objects
    return tuple(objects), tuple(context), tuple(details)
