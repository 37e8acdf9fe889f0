"""Detect how operations page, from their responses and parameters.

The first of these rules decides that finds its evidence (`paging_evidence`):

1. A URL of the next page: a string property like `next_page_url`, `next` with the format `uri`, or
   `next` in an object of links (`links.next`, `_links.next.href`).
2. A token of the next page, and a parameter for it. The property is named after the parameter, with
   `next` before it (`next_page` and `page`, `nextCursor` and `cursor`), or both have the same name
   (`next_token`). A string is not sent as a number, nor a number as a string.
3. `next` or `next_page` whose description or example calls it a URL.
4. A token with another usual name (`next_cursor`, `endCursor`, `next`), and exactly one parameter
   with a usual name of a cursor (`after`, `start_cursor`).
5. A flag such as `has_more`, items with an `id`, and a parameter for that of the last item:
   `starting_after`, and `ending_before` to page backwards.
6. A documented `Link` header.
7. A string `next`, if no parameter could take it as a token.
8. A parameter for a page number, and one for the size of a page or a count in the response.
9. A parameter for an offset, likewise.

The number of the first page is the documented default or minimum. Without either, the response must
contain a count or the number of the page, and likewise if the number is sent in a body.

The rules do not depend on a particular API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.ir.api import Operation
from generator.ir.page_shape import (
    Parameter,
    structural_type,
)
from generator.ir.paging import (
    BodyProperty,
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    Paging,
    Token,
)
from generator.ir.types import (
    Definition,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.lower.first_page import first_number, first_offset
from generator.lower.paging_evidence import (
    PageProperty,
    PagingEvidence,
    Words,
    collect_evidence,
    is_number,
    phrases,
    words_of,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]
_STRING = Scalar("string")

_URL_WORDS = ("url", "link", "uri", "href")
_LINKS = frozenset({"link", "links"})
_FORWARD = ("starting_after", "after", "after_id", "since_id")
_BACKWARD = ("ending_before", "before", "before_id", "until_id")
# Words that tell the token of a page from a credential.
_PAGE_TOKEN = frozenset({"continuation", "next", "page", "pagination", "paging"})
_TOKENS = phrases(
    *("next cursor", "next token", "next page token", "next page cursor", "end cursor"),
    *("next key", "next marker", "continuation token", "next continuation token"),
)
_CURSORS = phrases(
    *("after", "continuation", "continuation token", "cursor", "marker", "next cursor"),
    *("next page token", "next token", "page after", "page cursor", "page token"),
    *("start cursor", "starting after", "token"),
)
_PAGES = phrases("page", "page index", "page no", "page num", "page number")
_OFFSETS = phrases(
    *("first result", "from", "offset", "page offset", "skip", "start", "start at"),
    "start index",
)
_TOTALS = phrases(
    *("total", "total count", "total elements", "total items", "total records"),
    *("total results", "total size"),
)
_TOTAL_PAGES = phrases(
    *("last page", "num pages", "number of pages", "page count", "pages"),
    *("pages total", "total pages"),
)
_CURRENT_PAGES = _PAGES | phrases("current", "current page", "number")


def detect_paging(operation: Operation, definitions: _Definitions) -> Paging | None:
    """The paging rule of an operation; None if it does not page.

    Example:
        GET /pets?cursor → {items: [Pet], next_cursor: string}
            →    Token(items="items", token="next_cursor", parameter="cursor")
    """
    evidence = collect_evidence(operation, definitions)
    if evidence is None:
        return None
    return (
        _detect_next_url(evidence)
        or _detect_token(evidence)
        or _detect_described_url(evidence)
        or _detect_usual_token(evidence)
        or _detect_last_item(evidence, definitions)
        or (LinkHeader(evidence.items) if evidence.has_links else None)
        or _detect_bare_next(evidence)
        or _detect_page_number(evidence)
        or _detect_offset(evidence)
    )


def _detect_next_url(evidence: PagingEvidence) -> Paging | None:
    for found in evidence.properties:
        if not found.is_string or found.words[:1] != ("next",):
            continue
        is_named = len(found.words) > 1 and found.words[-1] in _URL_WORDS
        is_link = found.words == ("next",) and not _LINKS.isdisjoint(found.around)
        if is_named or is_link or found.has_url_format:
            return NextUrl(evidence.items, found.path)
    return None


def _detect_described_url(evidence: PagingEvidence) -> Paging | None:
    for found in evidence.properties:
        is_next = found.words in (("next",), ("next", "page"))
        if is_next and found.is_string and found.is_described_as_url:
            return NextUrl(evidence.items, found.path)
    return None


def _detect_bare_next(evidence: PagingEvidence) -> Paging | None:
    is_taken = any(
        words_of(parameter.name) in _CURSORS | _PAGES | _OFFSETS
        and _is_text(parameter.type)
        for parameter in evidence.parameters
    )
    url = evidence.find(frozenset({("next",)}), lambda found: found.is_string)
    return NextUrl(evidence.items, url) if url is not None and not is_taken else None


def _detect_token(evidence: PagingEvidence) -> Paging | None:
    by_words = {
        words_of(parameter.name): parameter
        for parameter in reversed(evidence.parameters)
    }

    def without_next(found: PageProperty) -> Parameter | None:
        is_next = found.words[:1] == ("next",)
        return by_words.get(found.words[1:]) if is_next else None

    def same_name(found: PageProperty) -> Parameter | None:
        words = found.words
        is_token = words[-1:] == ("token",) and not _PAGE_TOKEN.isdisjoint(words)
        is_named = is_token or words[:1] == ("next",) or words[-1:] == ("cursor",)
        return by_words.get(words) if is_named else None

    # Beside a `next_cursor`, a `cursor` in the response repeats that of the request.
    for parameter_of in (without_next, same_name):
        for found in evidence.properties:
            parameter = parameter_of(found)
            if parameter is not None and _is_taken_by(found, parameter):
                return Token(
                    evidence.items, found.path, parameter.reference, evidence.more
                )
    return None


def _detect_usual_token(evidence: PagingEvidence) -> Paging | None:
    cursors = [
        parameter
        for parameter in evidence.parameters
        if words_of(parameter.name) in _CURSORS and _is_text(parameter.type)
    ]
    if len(cursors) != 1:
        return None
    for found in evidence.properties:
        is_token = found.words in _TOKENS or (
            found.words == ("next",)
            or (found.words == ("after",) and bool(found.around))
        )
        if is_token and found.is_string:
            parameter = cursors[0].reference
            return Token(evidence.items, found.path, parameter, evidence.more)
    return None


def _detect_last_item(
    evidence: PagingEvidence, definitions: _Definitions
) -> Paging | None:
    queries = [
        parameter.name
        for parameter in evidence.parameters
        if not isinstance(parameter.reference, BodyProperty)
    ]
    cursor = next((name for name in _FORWARD if name in queries), None)
    more = evidence.more
    if cursor is None or more is None or not _has_id(evidence.item, definitions):
        return None
    reverse = next((name for name in _BACKWARD if name in queries), None)
    return LastItem(evidence.items, cursor, reverse, more, "id")


def _detect_page_number(evidence: PagingEvidence) -> Paging | None:
    parameter = _number_parameter(evidence, _PAGES)
    if parameter is None:
        return None
    current = evidence.find_number(_CURRENT_PAGES)
    total_pages = evidence.find_number(_TOTAL_PAGES)
    total, more = evidence.find_number(_TOTALS), evidence.more
    first = first_number(parameter)
    has_counts = any(path is not None for path in (total_pages, total, more))
    is_known = first is not None or has_counts or current is not None
    if not is_known or not _is_evident(
        evidence, parameter, has_counts, current is not None
    ):
        return None
    return PageNumber(
        evidence.items,
        parameter.reference,
        first,
        current,
        total_pages,
        total,
        more,
    )


def _detect_offset(evidence: PagingEvidence) -> Paging | None:
    parameter = _number_parameter(evidence, _OFFSETS)
    if parameter is None:
        return None
    total, more = evidence.find_number(_TOTALS), evidence.more
    has_counts = total is not None or more is not None
    words = words_of(parameter.name)
    if words in phrases("from", "start") and not (has_counts and evidence.has_size):
        return None
    if not _is_evident(evidence, parameter, has_counts, False):
        return None
    return Offset(
        evidence.items, parameter.reference, first_offset(parameter), total, more
    )


def _is_evident(
    evidence: PagingEvidence, parameter: Parameter, has_counts: bool, has_current: bool
) -> bool:
    """Whether a number is evidently for paging."""
    if isinstance(parameter.reference, BodyProperty):
        return has_counts
    return has_counts or has_current or evidence.has_size


def _number_parameter(
    evidence: PagingEvidence, names: frozenset[Words]
) -> Parameter | None:
    for parameter in evidence.parameters:
        if words_of(parameter.name) in names and is_number(parameter.type):
            return parameter
    return None


def _is_taken_by(found: PageProperty, parameter: Parameter) -> bool:
    """Whether a parameter admits the value of a property."""
    if found.is_string:
        return _is_text(parameter.type)
    return found.is_number and is_number(parameter.type)


def _is_text(type_: Type) -> bool:
    """Whether a type admits strings."""
    match type_:
        case Scalar(kind):
            return kind in ("string", "any")
        case Union(members):
            return any(map(_is_text, members))
        case _:
            return False


def _has_id(type_: Type, definitions: _Definitions) -> bool:
    """Whether every object of a type has a string property `id`."""
    match type_:
        case Ref(id_):
            return _has_id(definitions[id_].type, definitions)
        case Union(members):
            return all(_has_id(member, definitions) for member in members)
        case Record(fields):
            return any(
                field.name == "id"
                and structural_type(field.type, definitions) == _STRING
                for field in fields
            )
        case _:
            return False
