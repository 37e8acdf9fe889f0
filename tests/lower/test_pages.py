"""Which shapes page, and how: the rules of `generator.lower.pages`."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.paging import LastItem, NextUrl, Paging, Token
from generator.lower.lower_document import lower_document
from generator.openapi.parse.document import parse_document
from tests.names.documents import Tree, document, operation, parameter, record, ref

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
BOOLEAN = {"type": "boolean"}
SCHEMAS = {
    "named": record("id", id=TEXT),
    "nameless": record(x=TEXT),
    "either": {"anyOf": [ref("named"), record(id=TEXT, y=TEXT)]},
    "neither": {"anyOf": [ref("named"), ref("nameless")]},
    "cursor": {"type": ["string", "null"]},
    "list": {"type": "array", "items": ref("named")},
    "page": record(items=ref("list"), next_url=TEXT),
}


def paging(answer: Tree, *queries: str) -> Paging | None:
    """How an operation with this answer and these parameters pages."""
    parameters = tuple(parameter(name, "query") for name in queries)
    tree = document({"/x": {"get": operation("x", answer, parameters)}}, SCHEMAS)
    diagnostics = Diagnostics()
    [only] = lower_document(
        parse_document(tree, diagnostics), diagnostics
    ).api.operations
    diagnostics.raise_errors()
    return only.paging


def many(schema: Tree) -> Tree:
    return {"type": "array", "items": schema}


@pytest.mark.parametrize(
    "name",
    ["next_page_url", "next_url", "nextLink", "nextPageURL", "next-uri", "NEXT_LINK"],
)
def test_a_url_of_the_next_page(name: str) -> None:
    assert paging(record(data=TEXTS, **{name: TEXT})) == NextUrl("data", name)


def test_what_is_called_next_is_a_url_if_its_format_says_so() -> None:
    url = {"type": "string", "format": "uri", "nullable": True}
    assert paging(record(results=TEXTS, next=url)) == NextUrl("results", "next")


@pytest.mark.parametrize(
    "name",
    ["next", "url", "page_url", "previous_url", "url_next", "next_urls", "text_url"],
)
def test_no_url_of_the_next_page(name: str) -> None:
    assert paging(record(data=TEXTS, **{name: TEXT})) is None


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
def test_a_token_and_the_parameter_for_it(name: str, query: str) -> None:
    answer = record(data=TEXTS, **{name: TEXT})
    assert paging(answer, "limit", query) == Token("data", name, query)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("next_page", "cursor"),
        ("page", "page"),
        ("next", "page"),
        ("token", "next_token"),
    ],
)
def test_no_token(name: str, query: str) -> None:
    assert paging(record(data=TEXTS, **{name: TEXT}), query) is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_token_of_the_next_page_goes_before_that_of_this_one(order: int) -> None:
    fields = dict.fromkeys(["cursor", "next_cursor"][::order], TEXT)
    found = paging(record(data=TEXTS, **fields), "cursor")
    assert found == Token("data", "next_cursor", "cursor")


@pytest.mark.parametrize(
    ("queries", "cursor", "reverse"),
    [
        (["starting_after", "ending_before"], "starting_after", "ending_before"),
        (["before", "after"], "after", "before"),
        (["after_id", "before_id"], "after_id", "before_id"),
        (["since_id"], "since_id", None),
    ],
)
def test_the_last_item_and_the_parameters_for_it(
    queries: list[str], cursor: str, reverse: str | None
) -> None:
    answer = record(data=ref("list"), hasMore=BOOLEAN)
    assert paging(answer, *queries) == LastItem(
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
        (TEXT, False),
    ],
)
def test_every_item_has_an_identifier(item: Tree, pages: bool) -> None:
    found = paging(record(data=many(item), has_more=BOOLEAN), "after")
    assert (found is not None) is pages


def test_a_url_goes_before_a_token_and_a_token_before_the_last_item() -> None:
    fields = {"data": ref("list"), "has_more": BOOLEAN, "next_page": TEXT}
    queries = ("after", "page")
    url = record(**fields, next_url=TEXT)
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
def test_which_list_has_the_items(names: list[str], expected: str | None) -> None:
    found = paging(record(next_url=TEXT, **dict.fromkeys(names, TEXTS)))
    assert found == (NextUrl(expected, "next_url") if expected else None)


def test_components_are_looked_into() -> None:
    assert paging(ref("page")) == NextUrl("items", "next_url")
    answer = record(data=ref("list"), next_cursor=ref("cursor"))
    assert paging(answer, "cursor") == Token("data", "next_cursor", "cursor")


@pytest.mark.parametrize(
    "answer", [TEXTS, TEXT, ref("neither"), {"type": "object"}, ref("list")]
)
def test_what_is_no_object_does_not_page(answer: Tree) -> None:
    assert paging(answer, "cursor") is None
