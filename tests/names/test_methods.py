"""Resource methods of operations, by path and HTTP method."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.naming.names import GivenNames, name_api
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, names_of, operation, record

STRINGS = {"type": "array", "items": {"type": "string"}}


def document_with(*requests: str, responses: Tree | None = None) -> Tree:
    """Return a document with operations such as `GET /a`, whose operationIds are `op0`, `op1`, …"""
    paths: Tree = {}
    for index, request in enumerate(requests):
        method, path = request.split()
        response = (responses or {}).get(request, {})
        path_item = paths.setdefault(path, {})
        path_item[method.lower()] = operation(f"op{index}", response)
    return document(paths, {})


def methods(*requests: str, responses: Tree | None = None) -> list[str]:
    """Return the method of each operation."""
    names = names_of(document_with(*requests, responses=responses))
    paths = [names["method", f"op{index}"] for index in range(len(requests))]
    assert len(set(paths)) == len(paths)
    return [".".join(map(str, path)) for path in paths if isinstance(path, tuple)]


def test_methods_of_a_collection_and_its_members() -> None:
    paths = methods(
        "GET /customers",
        "POST /customers",
        "GET /customers/{id}",
        "POST /customers/{id}",
        "DELETE /customers/{id}",
        "GET /customers/search",
        "GET /customers/{customer}/sources",
        "GET /customers/{id}/sources/{source}",
        "POST /customers/{id}/verify",
    )
    assert paths == [
        "customers.list",
        "customers.create",
        "customers.retrieve",
        "customers.update",
        "customers.delete",
        "customers.search",
        "customers.sources.list",
        "customers.sources.retrieve",
        "customers.verify",
    ]


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        # Singletons.
        (["GET /balance"], ["balance.retrieve"]),
        (["GET /settings", "POST /settings"], ["settings.retrieve", "settings.update"]),
        (["GET /a/{id}/b", "DELETE /a/{id}/b"], ["a.b.retrieve", "a.b.delete"]),
        (["POST /sessions"], ["sessions.create"]),
        # Verbs that update.
        (["PATCH /a/{id}"], ["a.update"]),
        (["PUT /a/{id}"], ["a.update"]),
        (["PUT /a/{id}", "PATCH /a/{id}"], ["a.replace", "a.update"]),
        (["PUT /a/{id}", "POST /a/{id}"], ["a.replace", "a.update"]),
        (["PATCH /a/{id}", "POST /a/{id}"], ["a.update", "a.op1"]),
        (
            ["HEAD /a/{id}", "OPTIONS /a", "TRACE /a"],
            ["a.head", "a.options", "a.trace"],
        ),
        # Actions: on a member, on a collection, of two words, on a singleton.
        (["POST /a/{id}/pay"], ["a.pay"]),
        (["GET /a/{id}", "POST /a/preview"], ["a.retrieve", "a.preview"]),
        (["POST /a/{id}/fraud/report"], ["a.fraud_report"]),
        (["GET /a", "POST /a/reset"], ["a.retrieve", "a.reset"]),
        (["GET /a/{id}", "GET /a/latest"], ["a.retrieve", "a.latest"]),
        (["GET /a/find", "GET /a/other"], ["a.find", "a.other.retrieve"]),
        (
            ["GET /a/{id}", "GET /a/latest", "GET /a/latest/lines"],
            ["a.retrieve", "a.latest", "a.latest_lines"],
        ),
        # A segment with members is a resource, even if its only method is POST.
        (["POST /a/{id}/b", "GET /a/{id}/b/{b}"], ["a.b.create", "a.b.retrieve"]),
        (["GET /a/{id}/b"], ["a.b.retrieve"]),
        (["GET /a/{id}/b", "POST /a/{id}/b"], ["a.b.retrieve", "a.b.update"]),
        # The lowest version is omitted.
        (["GET /v1/a/{id}", "GET /v2/a/{id}"], ["a.retrieve", "v2.a.retrieve"]),
        (["GET /v2/a/{id}"], ["a.retrieve"]),
        (
            ["GET /", "GET /{id}", "POST /v1"],
            ["root.list", "root.retrieve", "root.create"],
        ),
        # Identifiers.
        (["GET /Pet-Food/{id}"], ["pet_food.retrieve"]),
        (["POST /import/{id}/return"], ["import_.return_"]),
        (["GET /raw/{id}", "POST /a/{id}/call"], ["raw_.retrieve", "a.op1"]),
        (
            ["GET /a/{id}/raw/{x}", "GET /call/{id}"],
            ["a.raw.retrieve", "call_.retrieve"],
        ),
        (["GET /_search"], ["search.retrieve"]),
        # Collisions: resources take precedence, then shorter paths.
        (
            ["GET /a/{id}", "GET /a", "GET /a/{id}/list/{x}"],
            ["a.retrieve", "a.op1", "a.list.retrieve"],
        ),
        (["GET /a/{id}/{x}", "GET /a/{id}"], ["a.op0", "a.retrieve"]),
    ],
)
def test_method_follows_from_path_and_http_method(
    requests: list[str], expected: list[str]
) -> None:
    assert methods(*requests) == expected


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (STRINGS, "a.list"),
        (record(data=STRINGS, next_url={"type": "string"}), "a.list"),
        (record(data=STRINGS), "a.retrieve"),
        ({"type": "string"}, "a.retrieve"),
    ],
)
def test_get_that_returns_a_list_is_named_list(response: Tree, expected: str) -> None:
    post = "a.create" if expected == "a.list" else "a.update"
    responses = {"GET /a": response}
    assert methods("GET /a", "POST /a", responses=responses) == [expected, post]


def test_tags_do_not_affect_methods() -> None:
    tree = document_with("GET /a/{id}", "POST /a")
    before = names_of(tree)
    tree["paths"]["/a"]["post"]["tags"] = ["Other things"]
    after = names_of(tree)
    assert after["resource", "op1"] != before["resource", "op1"]
    assert after["method", "op1"] == before["method", "op1"] == ("a", "create")


def test_declared_methods_take_precedence() -> None:
    diagnostics = Diagnostics()
    tree = document_with("GET /a/{id}", "POST /a", "POST /a/{id}")
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    declared = {"op1": "a.update", "op0": "b.c.look"}
    operations = name_api(api, GivenNames(methods=declared)).operations
    paths = {key: operation.method.path for key, operation in operations.items()}
    assert paths == {"op0": "b.c.look", "op1": "a.update", "op2": "a.op2"}


def test_resource_classes_are_unique() -> None:
    names = names_of(
        document_with("GET /a_b/{id}", "GET /a/b/{id}", "GET /client/{id}")
    )
    classes = {key[1]: name for key, name in names.items() if key[0] == "class"}
    assert classes == {
        "a": "A",
        "a_b": "AB",
        "a.b": "ABResource",
        "client": "ClientResource",
    }


def test_verb_of_operation_id_takes_precedence_over_http_method() -> None:
    paths = {
        "/badges/{user}": {"get": operation("listUserBadges", {})},
        "/badges.json": {
            "get": operation("list_badges", {}),
            "post": operation("createBadge", {}),
            "put": operation("creative", {}),
        },
    }
    names = names_of(document(paths, {}))
    assert names["method", "listUserBadges"] == ("badges", "list_user_badges")
    assert names["method", "list_badges"] == ("badges", "list")
    assert names["method", "createBadge"] == ("badges", "create")
    assert names["method", "creative"] == ("badges", "replace")


def test_leading_api_and_lowest_version_are_omitted() -> None:
    paths = methods(
        "GET /api/v2/podcasts/{id}",
        "GET /api/v3/podcasts/{id}",
        "GET /api/stations/{id}",
        "GET /api/{id}",
        "GET /api",
    )
    assert paths == [
        "podcasts.retrieve",
        "v3.podcasts.retrieve",
        "stations.retrieve",
        "api_.retrieve",
        "api_.list",
    ]
