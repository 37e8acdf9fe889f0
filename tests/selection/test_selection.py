"""Selection patterns over operationIds, tags and paths, and the operations they match."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from generator.slicing.selection import (
    EVERYTHING,
    Selection,
    select_operations,
    select_tagged_webhooks,
)
from tests.names.documents import document, operation, parameter

PET, OWNER = parameter("pet", "path"), parameter("owner", "path")


def tagged(key: str, *tags: str, parameters: Any = ()) -> dict[str, Any]:
    return operation(key, {}, parameters) | {"tags": list(tags)}


def without_id(tag: str) -> dict[str, Any]:
    nameless = tagged("", tag)
    del nameless["operationId"]
    return nameless


DOCUMENT = document(
    {
        "/v1/pets": {
            "get": tagged("GetPets", "pets"),
            "post": tagged("PostPets", "pets", "writing"),
        },
        "/v1/pets/{pet}": {"get": tagged("GetPetsPet", "pets", parameters=[PET])},
        "/v1/pets/{pet}/owners/{owner}": {
            "delete": tagged("DeleteOwner", "owners", parameters=[PET, OWNER])
        },
        "/v2/petshops": {"get": without_id("shops")},
    },
    {},
)
ALL = ("GetPets", "PostPets", "GetPetsPet", "DeleteOwner", "get /v2/petshops")


def api_of(tree: dict[str, Any]) -> Api:
    return lower_document(parse_document(tree, Diagnostics()), Diagnostics()).api


def select(selection: Selection) -> tuple[tuple[str, ...] | None, list[str]]:
    """Resolve a selection to operation keys and diagnostics."""
    diagnostics = Diagnostics()
    keys = select_operations(api_of(DOCUMENT), selection, diagnostics)
    return keys, [
        f"{diagnostic.code}: {diagnostic.message} ({diagnostic.hint})"
        for diagnostic in diagnostics
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("GetPets", {"GetPets"}),
        ("GetPets*", {"GetPets", "GetPetsPet"}),
        ("?etPets", {"GetPets"}),
        ("*", set(ALL)),
        ("*Owner", {"DeleteOwner"}),
        ("get /v2/petshops", {"get /v2/petshops"}),
    ],
)
def test_select_by_operation_id_or_glob(pattern: str, expected: set[str]) -> None:
    keys, messages = select(Selection(operations=(pattern,)))
    assert (set(keys or ()), messages) == (expected, [])


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/v1/pets", {"GetPets", "PostPets"}),
        ("/v1/*", {"GetPets", "PostPets"}),
        ("/v1/pets*", {"GetPets", "PostPets"}),
        ("/v1/pets/*", {"GetPetsPet"}),
        ("/v1/pets/{pet}", {"GetPetsPet"}),
        ("/v1/pets/**", {"GetPets", "PostPets", "GetPetsPet", "DeleteOwner"}),
        ("/**/pets", {"GetPets", "PostPets"}),
        ("/v1/**/owners/*", {"DeleteOwner"}),
        ("/**", set(ALL)),
        ("GET /v1/pets*", {"GetPets"}),
        ("get /**", {"GetPets", "GetPetsPet", "get /v2/petshops"}),
        ("DELETE /**", {"DeleteOwner"}),
    ],
)
def test_select_by_path(pattern: str, expected: set[str]) -> None:
    keys, messages = select(Selection(paths=(pattern,)))
    assert (set(keys or ()), messages) == (expected, [])


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("writing", {"PostPets"}),
        ("*s", {"GetPets", "PostPets", "GetPetsPet", "DeleteOwner", ALL[-1]}),
    ],
)
def test_select_by_tag(tag: str, expected: set[str]) -> None:
    keys, messages = select(Selection(tags=(tag,)))
    assert (set(keys or ()), messages) == (expected, [])


def test_combined_patterns_select_in_document_order() -> None:
    selection = Selection(("DeleteOwner",), ("writing",), ("/v2/**",))
    assert select(selection)[0] == ("PostPets", "DeleteOwner", "get /v2/petshops")


@pytest.mark.parametrize(
    ("excluded", "expected"),
    [
        (("Get*",), {"PostPets", "DeleteOwner", "get /v2/petshops"}),
        (("tag:pets", "/v2/**"), {"DeleteOwner"}),
        (("GET /**",), {"PostPets", "DeleteOwner"}),
    ],
)
def test_exclude_by_operation_tag_or_path(
    excluded: tuple[str, ...], expected: set[str]
) -> None:
    keys, messages = select(Selection(exclude=excluded))
    assert (set(keys or ()), messages) == (expected, [])


def test_exclusion_overrides_inclusion() -> None:
    selection = Selection(paths=("/v1/pets/**",), exclude=("DeleteOwner",))
    assert select(selection)[0] == ("GetPets", "PostPets", "GetPetsPet")


def test_empty_selection_selects_everything() -> None:
    assert select(EVERYTHING) == (None, [])


def test_types_alone_select_no_operation() -> None:
    assert select(Selection(types=("Pet",))) == ((), [])


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (
            Selection(operations=("GetPet",)),
            "unknown-operation: the document has no operation 'GetPet' "
            "(did you mean GetPets or GetPetsPet?)",
        ),
        (
            Selection(paths=("FOO /v1/pets",)),
            "unknown-method: FOO in 'FOO /v1/pets' is not an HTTP method (write one of "
            "GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH, TRACE, QUERY "
            "before the path, or only the path for all methods)",
        ),
        (
            Selection(operations=("Zzz*",)),
            "unknown-operation: no operation of the document matches 'Zzz*' (None)",
        ),
        (
            Selection(tags=("pet",)),
            "unknown-tag: the document has no tag 'pet' (did you mean pets?)",
        ),
        (
            Selection(paths=("/v1/pet",)),
            "unknown-path: the document has no path '/v1/pet' "
            "(did you mean /v1/pets or /v1/pets/{pet} or /v2/petshops?)",
        ),
        (
            Selection(exclude=("tag:writin",)),
            "unknown-tag: the document has no tag 'writin' (did you mean writing?)",
        ),
        (
            Selection(tags=("pets",), exclude=("/**",)),
            "empty-selection: the selection excludes everything that it includes "
            "(exclude less, or include more)",
        ),
    ],
)
def test_pattern_without_match_is_an_error(selection: Selection, message: str) -> None:
    assert select(selection)[1] == [message]


def test_joined_selections_have_no_duplicates() -> None:
    one, other = Selection(("A", "B"), exclude=("C",)), Selection(("B", "D"))
    joined = one.joined(other)
    assert joined == Selection(("A", "B", "D"), exclude=("C",))
    assert joined.to_json() == {"operations": ["A", "B", "D"], "exclude": ["C"]}


@pytest.mark.parametrize(
    "selection", [Selection(tags=("pets",)), Selection(exclude=("tag:pets",))]
)
def test_select_by_tag_in_document_without_tags(selection: Selection) -> None:
    diagnostics = Diagnostics()
    bare = document({"/pets": {"get": operation("GetPets", {}, ())}}, {})
    select_operations(api_of(bare), selection, diagnostics)
    [diagnostic] = diagnostics
    assert diagnostic.code == "unknown-tag"
    assert "the document has no tags" in diagnostic.message
    assert "--path" in (diagnostic.hint or "")


def test_webhook_that_is_also_a_callback_without_its_operation() -> None:
    both = {"$ref": "#/components/pathItems/both"}
    body = {"content": {"text/plain": {"schema": {"type": "string"}}}}
    subscribe = tagged("Ask") | {"callbacks": {"done": {"{$url}": both}}}
    tree = document(
        {"/v1/ask": {"post": subscribe}, "/v1/pets": {"get": tagged("Pets")}}, {}
    )
    tree["webhooks"] = {"both": both}
    tree["components"]["pathItems"] = {
        "both": {"post": {"requestBody": body, "responses": {}}}
    }
    api = api_of(tree)
    [webhook] = api.webhooks
    assert webhook.callback_of == ("Ask",)
    assert select_tagged_webhooks(api, Selection(exclude=("Ask",))) == {webhook.at}
    assert select_tagged_webhooks(api, Selection(operations=("Pets",))) == set()
