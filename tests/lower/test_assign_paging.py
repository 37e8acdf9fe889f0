"""Configured paging: patterns, precedence, and what the document has."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.overrides import ApiOverrides
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
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation, parameter, record

STRING = {"type": "string"}
STRINGS = {"type": "array", "items": STRING}
THINGS = {"type": "array", "items": record(key=STRING)}
RESPONSE = record(
    things=THINGS, next=STRING, meta=record(token=STRING, more={"type": "boolean"})
)
PARAMETERS = (parameter("from", "query"), parameter("at", "query", {"type": "integer"}))
PATHS: Tree = {
    "/v1/things": {
        "get": operation("list_things", RESPONSE, PARAMETERS),
        "post": operation("find_things", RESPONSE, (), record(page=record(at=STRING))),
    },
    "/v1/names": {"get": operation("list_names", STRINGS, PARAMETERS)},
    "/v1/thing": {"get": operation("get_thing", record(key=STRING))},
}
PATHS["/v1/names"]["get"]["tags"] = ["names"]
LINK = LinkHeader("")
TOKEN = Token("", "meta.token", "from", "meta.more")
FROM_META = Token("things", "meta.token", "from", "meta.more")


def assigned(
    configured: dict[str, Paging | None],
) -> tuple[dict[str, Paging | None], list[str]]:
    """The rules of the operations by key, and the errors."""
    diagnostics = Diagnostics()
    lowered = lower_document(
        parse_document(document(PATHS, {}), diagnostics),
        diagnostics,
        ApiOverrides(paging=configured),
    )
    rules = {operation.key: operation.paging for operation in lowered.api.operations}
    return rules, [diagnostic.message for diagnostic in diagnostics.found]


def rule_of(key: str, configured: dict[str, Paging | None]) -> Paging | None:
    rules, errors = assigned(configured)
    assert errors == []
    return rules[key]


def test_pattern_applies_where_it_fits() -> None:
    rules, errors = assigned({"*": TOKEN})
    assert errors == []
    assert rules["list_things"] == FROM_META
    assert rules["list_names"] is None
    assert rules["get_thing"] is None


@pytest.mark.parametrize(
    "pattern", ["list_*", "/v1/*", "GET /v1/things", "/v1/things", "list_things"]
)
def test_forms_of_patterns(pattern: str) -> None:
    assert rule_of("list_things", {pattern: TOKEN}) == FROM_META


def test_tag_as_pattern() -> None:
    assert rule_of("list_names", {"tag:names": LINK}) == LINK
    assert rule_of("list_names", {"tag:n*": LINK}) == LINK


def test_most_specific_entry_wins() -> None:
    links = LinkHeader("things")
    assert rule_of("list_things", {"*": TOKEN, "list_*": LINK}) == links
    assert rule_of("list_things", {"list_*": LINK, "*": TOKEN}) == links
    assert rule_of("list_things", {"GET /v1/th*": TOKEN, "/v1/things": LINK}) == links
    assert rule_of("list_things", {"/v1/things": TOKEN, "list_things": LINK}) == links
    # An entry that does not fit makes room for the next one.
    assert (
        rule_of("list_names", {"list_*": TOKEN, "*": LINK, "*_things": TOKEN}) == LINK
    )


def test_paging_is_turned_off() -> None:
    detected = NextUrl("things", "next")
    assert rule_of("find_things", {}) == detected
    assert rule_of("find_things", {"find_things": None}) is None
    assert rule_of("find_things", {"*": None}) is None
    assert rule_of("find_things", {"*": None, "find_*": LINK}) == LinkHeader("things")


def test_parameter_in_object_of_body() -> None:
    token = Token("", "meta.token", "page.at")
    parameter = BodyProperty(("page", "at"))
    assert rule_of("find_things", {"find_things": token}) == Token(
        "things", "meta.token", parameter
    )


def test_numbers() -> None:
    assert rule_of("list_names", {"*": PageNumber("", "at")}) == PageNumber("", "at")
    assert rule_of("list_names", {"*": Offset("", "at")}) == Offset("", "at", 0)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (
            Token("", "meta.tokn", "from"),
            "property 'meta.tokn'; did you mean 'meta.token'?",
        ),
        (Token("", "token", "from"), "property 'token'; did you mean 'meta.token'?"),
        (
            Token("", "meta.token", "form"),
            "parameter 'form', nor a property of its JSON",
        ),
        (Token("", "meta", "from"), "the property 'meta' of the response is no text"),
        (Token("", "next", "from", "next"), "'next' of the response is no boolean"),
        (NextUrl("", "meta.url"), "the response has no property 'meta.url'"),
        (NextUrl("thing", "next"), "no list 'thing'; did you mean 'things'?"),
        (
            LastItem("", "from", None, "meta.more", "kye"),
            "no property 'kye'; did you mean",
        ),
        (PageNumber("", "at", total="meta.token"), "is no number"),
    ],
)
@pytest.mark.parametrize("key", ["list_things", "*_things", "/v1/things"])
def test_what_the_document_lacks_is_an_error(
    rule: Paging, problem: str, key: str
) -> None:
    [error] = assigned({key: rule})[1]
    assert problem in error
    if key != "list_things":
        assert error.startswith(f'`paging."{key}"` fits none of the operations that it')
