"""How an operation pages, read off the shapes of its answer and its parameters.

An answer pages if it is an object with one list of items, and one of these holds:

1. it has a URL of the next page: a string property such as `next_page_url`, or `next` in the
   format `uri`;
2. it has a token of the next page, and the operation a query parameter to give it back in: the
   property's name is the parameter's with `next` before it (`next_page` and `page`, `nextCursor`
   and `cursor`), or else both have the same name (`next_token`);
3. it says whether there is more (`has_more`), its items have an `id`, and the operation takes the
   last one's: `starting_after`, or for the way back `ending_before`.

No rule names an API: any document whose shapes say so pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.http import LastItem, NextUrl, Paging, Token
from generator.ir.paging import answer_record, lists_of, queries_of, structural_type
from generator.ir.types import (
    Definition,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ITEMS = ("data", "items", "results", "records", "entries", "values")
_URL_FORMATS = ("uri", "uri-reference", "url")
_FORWARD = ("starting_after", "after", "after_id", "since_id")
_BACKWARD = ("ending_before", "before", "before_id", "until_id")


def paging_of(operation: Operation, definitions: _Definitions) -> Paging | None:
    """The paging of an operation whose answer and parameters have a shape that pages."""
    answer = answer_record(operation, definitions)
    if answer is None:
        return None
    record = definitions[answer].type
    assert isinstance(record, Record)  # answer_record gives nothing else
    items = _items(record, definitions)
    if items is None:
        return None
    queries = queries_of(operation)
    return (
        _next_url(record, items, definitions)
        or _token(record, items, queries, definitions)
        or _last_item(record, items, queries, definitions)
    )


def _items(record: Record, definitions: _Definitions) -> str | None:
    lists = list(lists_of(record, definitions))
    if len(lists) == 1:
        return lists[0]
    return next((name for name in _ITEMS if name in lists), None)


def _next_url(record: Record, items: str, definitions: _Definitions) -> Paging | None:
    formats = {
        each.name: (each.annotations or {}).get("format") for each in record.fields
    }
    for name in _texts(record, definitions):
        words = _words(name)
        is_told = words[-1:] in (["url"], ["link"], ["uri"])
        if words[:1] == ["next"] and (is_told or formats[name] in _URL_FORMATS):
            return NextUrl(items, name)
    return None


def _token(
    record: Record, items: str, queries: list[str], definitions: _Definitions
) -> Paging | None:
    by_words = {tuple(_words(name)): name for name in queries}

    def after_next(name: str) -> str | None:
        words = tuple(_words(name))
        return by_words.get(words[1:]) if words[:1] == ("next",) else None

    def same(name: str) -> str | None:
        words = tuple(_words(name))
        is_token = words[:1] == ("next",) or words[-1:] in (("cursor",), ("token",))
        return by_words.get(words) if is_token else None

    # Beside a `next_cursor`, a `cursor` in the answer is the one that was asked for.
    for parameter_of in (after_next, same):
        for name in _texts(record, definitions):
            parameter = parameter_of(name)
            if parameter is not None:
                return Token(items, name, parameter, _more(record, definitions))
    return None


def _last_item(
    record: Record,
    items: str,
    queries: list[str],
    definitions: _Definitions,
) -> Paging | None:
    cursor = next((name for name in _FORWARD if name in queries), None)
    more = _more(record, definitions)
    if cursor is None or more is None:
        return None
    if not _has_id(lists_of(record, definitions)[items].items, definitions):
        return None
    reverse = next((name for name in _BACKWARD if name in queries), None)
    return LastItem(items, cursor, reverse, more, "id")


def _more(record: Record, definitions: _Definitions) -> str | None:
    """The property that says whether there is more."""
    for each in record.fields:
        is_told = _words(each.name) == ["has", "more"]
        if is_told and structural_type(each.type, definitions) == Scalar("boolean"):
            return each.name
    return None


def _has_id(type_: Type, definitions: _Definitions) -> bool:
    """Whether every object of a type has an `id` that is text."""
    match type_:
        case Ref(id_):
            return _has_id(definitions[id_].type, definitions)
        case Union(members):
            return all(_has_id(member, definitions) for member in members)
        case Record(fields):
            return any(
                each.name == "id"
                and structural_type(each.type, definitions) == Scalar("string")
                for each in fields
            )
        case _:
            return False


def _texts(record: Record, definitions: _Definitions) -> list[str]:
    """The properties of a record that are texts."""
    return [
        each.name
        for each in record.fields
        if structural_type(each.type, definitions) == Scalar("string")
    ]


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]
