"""How an operation pages, read off the shapes of its answer and its parameters.

An answer pages if it is an object with one list of items, and one of these holds:

1. it has a URL of the next page: a string property such as `next_page_url`;
2. it has a token of the next page, and the operation a query parameter to give it back in: the
   property's name is the parameter's with `next` before it (`next_page` and `page`, `nextCursor`
   and `cursor`), or both have the same name (`next_token`);
3. it says whether there is more (`has_more`), its items have an `id`, and the operation takes the
   last one's: `starting_after`, or for the way back `ending_before`.

No rule names an API: any document whose shapes say so pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.lower.api import (
    Array,
    Definition,
    Field,
    Nullable,
    Operation,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.lower.conventions import LastItem, NextUrl, Paging, Token

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ITEMS = ("data", "items", "results", "records", "entries", "values")
_FORWARD = ("starting_after", "after", "after_id", "since_id")
_BACKWARD = ("ending_before", "before", "before_id", "until_id")


def paging_of(
    operation: Operation, definitions: Mapping[TypeId, Definition]
) -> Paging | None:
    """The paging of an operation whose answer and parameters have a shape that pages."""
    answer = answer_record(operation, definitions)
    if answer is None:
        return None
    record = definitions[answer].type
    assert isinstance(record, Record)  # answer_record gives nothing else
    items = _items(record)
    if items is None:
        return None
    queries = {
        each.name: each for each in operation.parameters if each.location == "query"
    }
    return (
        _next_url(record, items)
        or _token(record, items, list(queries))
        or _last_item(record, items, list(queries), definitions)
    )


def answer_record(
    operation: Operation, definitions: Mapping[TypeId, Definition]
) -> TypeId | None:
    """The record that every successful answer of an operation is, if it is one."""
    types = {each.type for each in operation.responses if each.is_success}
    if len(types) != 1:
        return None
    match types.pop():
        case Ref(id_) if isinstance(definitions[id_].type, Record):
            return id_
        case _:
            return None


def item_type(record: Record, name: str) -> Type:
    """The type of the items in the list `name` of a page."""
    field = next(each for each in record.fields if each.name == name)
    array = _plain(field.type)
    assert isinstance(array, Array)  # `_items` chose it for that
    return array.items


def _items(record: Record) -> str | None:
    lists = [
        each.name for each in record.fields if isinstance(_plain(each.type), Array)
    ]
    if len(lists) == 1:
        return lists[0]
    return next((name for name in _ITEMS if name in lists), None)


def _next_url(record: Record, items: str) -> Paging | None:
    def is_url(field: Field) -> bool:
        words = _words(field.name)
        return words[:1] == ["next"] and words[-1] in ("url", "link", "uri")

    name = _text_field(record, is_url)
    return NextUrl(items, name) if name else None


def _token(record: Record, items: str, queries: list[str]) -> Paging | None:
    by_words = {tuple(_words(name)): name for name in queries}

    def parameter(name: str) -> str | None:
        words = tuple(_words(name))
        if words[:1] == ("next",) and words[1:] in by_words:
            return by_words[words[1:]]
        is_token = words[:1] == ("next",) or words[-1:] in (("cursor",), ("token",))
        return by_words.get(words) if is_token else None

    name = _text_field(record, lambda field: parameter(field.name) is not None)
    return Token(items, name, parameter(name) or "") if name else None


def _last_item(
    record: Record,
    items: str,
    queries: list[str],
    definitions: Mapping[TypeId, Definition],
) -> Paging | None:
    cursor = next((name for name in _FORWARD if name in queries), None)
    more = next(
        (
            each.name
            for each in record.fields
            if _words(each.name) == ["has", "more"]
            and _plain(each.type) == Scalar("boolean")
        ),
        None,
    )
    if cursor is None or more is None:
        return None
    if not _has_id(item_type(record, items), definitions):
        return None
    reverse = next((name for name in _BACKWARD if name in queries), None)
    return LastItem(items, cursor, reverse, more, "id")


def _has_id(type_: Type, definitions: Mapping[TypeId, Definition]) -> bool:
    """Whether every object of a type has an `id` that is text."""
    match type_:
        case Ref(id_):
            return _has_id(definitions[id_].type, definitions)
        case Union(members):
            return all(_has_id(member, definitions) for member in members)
        case Record(fields):
            return any(
                each.name == "id" and _plain(each.type) == Scalar("string")
                for each in fields
            )
        case _:
            return False


def _text_field(record: Record, is_wanted: Callable[[Field], bool]) -> str | None:
    return next(
        (
            each.name
            for each in record.fields
            if _plain(each.type) == Scalar("string") and is_wanted(each)
        ),
        None,
    )


def _plain(type_: Type) -> Type:
    return type_.type if isinstance(type_, Nullable) else type_


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]
