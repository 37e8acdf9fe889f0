"""Detect how operations page, from their response and parameters.

A response pages if it is an object with a single list of items, and one of these applies:

1. It has the URL of the next page: a string property like `next_page_url`, or `next` with the
   format `uri`.
2. It has a token of the next page, and the operation has a query parameter for it. The property
   is named after the parameter, with `next` before it (`next_page` and `page`, `nextCursor` and
   `cursor`), or both have the same name (`next_token`).
3. It says whether there is more (`has_more`), its items have an `id`, and the operation has a query
   parameter for that of the last item: `starting_after`, and `ending_before` to page backwards.

The rules do not depend on a particular API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Operation
from generator.ir.page_shape import (
    list_properties,
    query_parameter_names,
    response_record,
    structural_type,
)
from generator.ir.paging import LastItem, NextUrl, Paging, Token
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


def detect_paging(operation: Operation, definitions: _Definitions) -> Paging | None:
    """The paging rule of an operation; None if it does not page.

    Example:
        GET /pets?cursor → {items: [Pet], next_cursor: string}
            →    Token(items="items", token="next_cursor", parameter="cursor")
    """
    id_ = response_record(operation, definitions)
    if id_ is None:
        return None
    record = definitions[id_].type
    assert isinstance(record, Record)  # guaranteed by response_record
    items = _items_property(record, definitions)
    if items is None:
        return None
    parameters = query_parameter_names(operation)
    return (
        _detect_next_url(record, items, definitions)
        or _detect_token(record, items, parameters, definitions)
        or _detect_last_item(record, items, parameters, definitions)
    )


def check_configured_paging(
    operation: Operation,
    paging: Paging,
    definitions: _Definitions,
    diagnostics: Diagnostics,
) -> bool:
    """Whether an operation can page by a configured rule; report an error if it cannot.

    The document must contain the list, which determines the type of its items. It may omit the
    other properties.
    """
    problems = list(_problems(operation, paging, definitions))
    for problem in problems:
        diagnostics.error(
            "configuration",
            f"`paging.{operation.key}` does not match the operation: {problem}",
            operation.at,
            "correct the entry in the configuration, or remove it",
        )
    return not problems


def _problems(
    operation: Operation, paging: Paging, definitions: _Definitions
) -> Iterator[str]:
    id_ = response_record(operation, definitions)
    record = definitions[id_].type if id_ is not None else None
    if not isinstance(record, Record):
        yield "the response is not a single object with fixed properties"
    elif paging.items not in list_properties(record, definitions):
        yield f"the response has no list {paging.items!r}"
    known = query_parameter_names(operation)
    for name in _required_parameters(paging):
        if name not in known:
            yield f"the operation has no query parameter {name!r}"


def _required_parameters(paging: Paging) -> tuple[str, ...]:
    match paging:
        case LastItem(cursor=cursor, reverse=reverse):
            return (cursor,) if reverse is None else (cursor, reverse)
        case Token(parameter=parameter):
            return (parameter,)
        case NextUrl():
            return ()


def _items_property(record: Record, definitions: _Definitions) -> str | None:
    lists = list(list_properties(record, definitions))
    if len(lists) == 1:
        return lists[0]
    return next((name for name in _ITEMS if name in lists), None)


def _detect_next_url(
    record: Record, items: str, definitions: _Definitions
) -> Paging | None:
    formats = {
        field.name: field.constraints.format if field.constraints else None
        for field in record.fields
    }
    for name in _string_properties(record, definitions):
        words = _words(name)
        is_named_url = words[-1:] in (["url"], ["link"], ["uri"])
        if words[:1] == ["next"] and (is_named_url or formats[name] in _URL_FORMATS):
            return NextUrl(items, name)
    return None


def _detect_token(
    record: Record, items: str, parameters: list[str], definitions: _Definitions
) -> Paging | None:
    by_words = {tuple(_words(name)): name for name in parameters}

    def without_next(name: str) -> str | None:
        words = tuple(_words(name))
        return by_words.get(words[1:]) if words[:1] == ("next",) else None

    def same_name(name: str) -> str | None:
        words = tuple(_words(name))
        is_token = words[:1] == ("next",) or words[-1:] in (("cursor",), ("token",))
        return by_words.get(words) if is_token else None

    # Beside a `next_cursor`, a `cursor` in the response repeats that of the request.
    for parameter_of in (without_next, same_name):
        for name in _string_properties(record, definitions):
            parameter = parameter_of(name)
            if parameter is not None:
                more = _more_property(record, definitions)
                return Token(items, name, parameter, more)
    return None


def _detect_last_item(
    record: Record, items: str, parameters: list[str], definitions: _Definitions
) -> Paging | None:
    cursor = next((name for name in _FORWARD if name in parameters), None)
    more = _more_property(record, definitions)
    if cursor is None or more is None:
        return None
    if not _has_id(list_properties(record, definitions)[items].items, definitions):
        return None
    reverse = next((name for name in _BACKWARD if name in parameters), None)
    return LastItem(items, cursor, reverse, more, "id")


def _more_property(record: Record, definitions: _Definitions) -> str | None:
    """The boolean property that says whether there are further pages."""
    for field in record.fields:
        is_boolean = structural_type(field.type, definitions) == Scalar("boolean")
        if is_boolean and _words(field.name) == ["has", "more"]:
            return field.name
    return None


def _has_id(type_: Type, definitions: _Definitions) -> bool:
    """Whether every object of a type has a string property `id`."""
    match type_:
        case Ref(id_):
            return _has_id(definitions[id_].type, definitions)
        case Union(members):
            return all(_has_id(member, definitions) for member in members)
        case Record():
            return "id" in _string_properties(type_, definitions)
        case _:
            return False


def _string_properties(record: Record, definitions: _Definitions) -> list[str]:
    """The names of a record's string properties."""
    return [
        field.name
        for field in record.fields
        if structural_type(field.type, definitions) == Scalar("string")
    ]


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]
