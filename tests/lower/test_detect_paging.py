"""Detecting how operations page."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.paging import (
    BodyProperty,
    LastItem,
    NextUrl,
    Offset,
    PageNumber,
    Paging,
    Token,
)
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation, parameter, record, ref

STRING = {"type": "string"}
STRINGS = {"type": "array", "items": STRING}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
SCHEMAS = {
    "named": record("id", id=STRING),
    "nameless": record(x=STRING),
    "either": {"anyOf": [ref("named"), record(id=STRING, y=STRING)]},
    "neither": {"anyOf": [ref("named"), ref("nameless")]},
    "cursor": {"type": ["string", "null"]},
    "list": {"type": "array", "items": ref("named")},
    "page": record(items=ref("list"), next_url=STRING),
}


def paging(response: Tree, *queries: str) -> Paging | None:
    """The paging rule of an operation with this response and these query parameters."""
    return numbered(response, **dict.fromkeys(queries, STRING))


def numbered(response: Tree, **queries: Tree) -> Paging | None:
    """The paging rule of an operation with query parameters of these schemas."""
    parameters = tuple(
        parameter(name, "query", schema) for name, schema in queries.items()
    )
    return paging_of("get", operation("x", response, parameters))


def paging_of(method: str, description: Tree) -> Paging | None:
    """The paging rule of an operation."""
    tree = document({"/x": {method: description}}, SCHEMAS)
    diagnostics = Diagnostics()
    [lowered] = lower_document(
        parse_document(tree, diagnostics), diagnostics
    ).api.operations
    diagnostics.raise_errors()
    return lowered.paging


def list_of(schema: Tree) -> Tree:
    return {"type": "array", "items": schema}


@pytest.mark.parametrize(
    "name",
    ["next_page_url", "next_url", "nextLink", "nextPageURL", "next-uri", "NEXT_LINK"],
)
def test_next_url_by_name(name: str) -> None:
    assert paging(record(data=STRINGS, **{name: STRING})) == NextUrl("data", name)


def test_next_url_by_format() -> None:
    url = {"type": "string", "format": "uri", "nullable": True}
    assert paging(record(results=STRINGS, next=url)) == NextUrl("results", "next")


@pytest.mark.parametrize(
    "name",
    ["url", "page_url", "previous_url", "url_next", "next_urls", "text_url"],
)
def test_names_that_are_not_a_next_url(name: str) -> None:
    assert paging(record(data=STRINGS, **{name: STRING})) is None


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("next_page", "page"),
        ("nextCursor", "cursor"),
        ("next_page_token", "pageToken"),
        ("NextToken", "NextToken"),
        ("next", "next"),
        ("page_token", "page-token"),
        ("cursor", "cursor"),
    ],
)
def test_token_and_its_parameter(name: str, query: str) -> None:
    response = record(data=STRINGS, **{name: STRING})
    assert paging(response, "limit", query) == Token("data", name, query)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("next_page", "cursor"),
        ("page", "page"),
        ("next", "page"),
        ("token", "next_token"),
    ],
)
def test_names_that_are_not_a_token(name: str, query: str) -> None:
    assert paging(record(data=STRINGS, **{name: STRING}), query) is None


@pytest.mark.parametrize("order", [1, -1])
def test_token_of_next_page_precedes_that_of_current_page(order: int) -> None:
    fields = dict.fromkeys(["cursor", "next_cursor"][::order], STRING)
    rule = paging(record(data=STRINGS, **fields), "cursor")
    assert rule == Token("data", "next_cursor", "cursor")


@pytest.mark.parametrize(
    ("queries", "cursor", "reverse"),
    [
        (["starting_after", "ending_before"], "starting_after", "ending_before"),
        (["before", "after"], "after", "before"),
        (["after_id", "before_id"], "after_id", "before_id"),
        (["since_id"], "since_id", None),
    ],
)
def test_last_item_and_its_parameters(
    queries: list[str], cursor: str, reverse: str | None
) -> None:
    response = record(data=ref("list"), hasMore=BOOLEAN)
    assert paging(response, *queries) == LastItem(
        "data", cursor, reverse, "hasMore", "id"
    )


@pytest.mark.parametrize(
    ("item", "pages"),
    [
        (ref("named"), True),
        (ref("either"), True),
        (ref("neither"), False),
        (ref("nameless"), False),
        (record(id={"type": "integer"}), False),
        (STRING, False),
    ],
)
def test_last_item_requires_string_identifiers(item: Tree, pages: bool) -> None:
    rule = paging(record(data=list_of(item), has_more=BOOLEAN), "after")
    assert (rule is not None) is pages


def test_precedence_of_url_token_and_last_item() -> None:
    fields = {"data": ref("list"), "has_more": BOOLEAN, "next_page": STRING}
    queries = ("after", "page")
    url = record(**fields, next_url=STRING)
    assert paging(url, *queries) == NextUrl("data", "next_url")
    token = Token("data", "next_page", "page", "has_more")
    assert paging(record(**fields), *queries) == token


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["anything"], "anything"),
        (["errors", "results"], "results"),
        (["items", "data"], "data"),
        (["one", "two"], None),
        ([], None),
    ],
)
def test_choice_of_items_property(names: list[str], expected: str | None) -> None:
    rule = paging(record(next_url=STRING, **dict.fromkeys(names, STRINGS)))
    assert rule == (NextUrl(expected, "next_url") if expected else None)


def test_references_are_resolved() -> None:
    assert paging(ref("page")) == NextUrl("items", "next_url")
    response = record(data=ref("list"), next_cursor=ref("cursor"))
    assert paging(response, "cursor") == Token("data", "next_cursor", "cursor")


@pytest.mark.parametrize(
    "response", [STRINGS, STRING, ref("neither"), {"type": "object"}, ref("list")]
)
def test_response_that_is_not_an_object_does_not_page(response: Tree) -> None:
    assert paging(response, "cursor") is None


def test_page_numbers_need_evidence() -> None:
    counted = record(data=STRINGS, total_pages={"type": "integer"})
    assert numbered(counted, page=INTEGER) == PageNumber(
        "data", "page", None, total_pages="total_pages"
    )
    first = {"type": "integer", "default": 0}
    sizes: dict[str, Any] = {"page": first, "page_size": INTEGER}
    assert numbered(STRINGS, **sizes) == PageNumber("", "page", 0)
    assert numbered(STRINGS, page=INTEGER, page_size=INTEGER) is None
    assert numbered(STRINGS, page=first) is None
    assert numbered(counted, page=STRING) is None


def test_first_page_by_minimum() -> None:
    for minimum, first in ((0, None), (1, 1)):
        page = {"type": "integer", "minimum": minimum}
        rule = numbered(record(data=STRINGS, total={"type": "integer"}), page=page)
        assert rule == PageNumber("data", "page", first, total="total")


def test_offsets_need_evidence() -> None:
    assert numbered(STRINGS, offset=INTEGER, limit=INTEGER) == Offset("", "offset", 0)
    assert numbered(STRINGS, offset=INTEGER) is None
    assert numbered(STRINGS, start=INTEGER, limit=INTEGER) is None
    counted = record(data=STRINGS, total={"type": "integer"})
    rule = numbered(counted, start=INTEGER, limit=INTEGER)
    assert rule == Offset("data", "start", 0, "total")
    # `count` may be that of the items on the page.
    rule = numbered(record(data=STRINGS, count={"type": "integer"}), offset=INTEGER)
    assert rule is None


def test_scim_counts_from_one() -> None:
    response = record(Resources=STRINGS, totalResults={"type": "integer"})
    rule = numbered(response, startIndex=INTEGER, count=INTEGER)
    assert rule == Offset("Resources", "startIndex", 1, "totalResults")


@pytest.mark.parametrize(
    ("next_", "query", "expected"),
    [
        (STRING, None, NextUrl("data", "next")),
        (STRING, "page", None),
        (STRING, "after", Token("data", "next", "after")),
        (STRING | {"description": "Token of the next page"}, "page", None),
        (STRING | {"description": "The URL of it"}, "page", NextUrl("data", "next")),
        (STRING | {"example": "https://a.example"}, "after", NextUrl("data", "next")),
    ],
)
def test_next_without_format(
    next_: Tree, query: str | None, expected: Paging | None
) -> None:
    queries = [query] if query else []
    assert paging(record(data=STRINGS, next=next_), *queries) == expected


def test_credentials_and_errors_are_not_pages() -> None:
    response = record(errors=STRINGS, next_cursor=STRING)
    assert paging(response, "cursor") is None
    response = record(data=STRINGS, refresh_token=STRING)
    assert paging(response, "refresh_token") is None


def test_numbers_are_not_sent_as_strings() -> None:
    response = record(data=STRINGS, next_page={"type": "integer"})
    assert paging(response, "page") is None
    assert numbered(response, page=INTEGER) == Token("data", "next_page", "page")


def test_nested_properties_are_only_those_for_paging() -> None:
    cursor = record(next_cursor=STRING)
    assert paging(record(data=STRINGS, meta=cursor), "cursor") == Token(
        "data", "meta.next_cursor", "cursor"
    )
    assert paging(record(data=STRINGS, owner=cursor), "cursor") is None
    tracks = record(next=STRING, items=STRINGS)
    assert paging(record(images=STRINGS, pages=tracks)) is None


@pytest.mark.parametrize("method", ["post", "put"])
def test_bodies_that_write_items_do_not_page(method: str) -> None:
    body = record(items=STRINGS, cursor=STRING)
    response = record(items=STRINGS, next_cursor=STRING)
    assert paging_of(method, operation("x", response, (), body)) is None


def test_cursor_in_body_of_post_only() -> None:
    body = record(text=STRING, cursor=STRING)
    response = record(items=STRINGS, next_cursor=STRING)
    rule = Token("items", "next_cursor", BodyProperty(("cursor",)))
    assert paging_of("post", operation("x", response, (), body)) == rule
    assert paging_of("put", operation("x", response, (), body)) is None
