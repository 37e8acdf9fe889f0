"""Which resource and method an operation is."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.naming.names import GivenNames, name_everything
from generator.openapi.parse.document import parse_document
from tests.names.documents import Tree, document, names_of, operation, record

TEXTS = {"type": "array", "items": {"type": "string"}}


def of_requests(*requests: str, answers: Tree | None = None) -> Tree:
    """A document that has operations `GET /a`, …; their operationIds are `op0`, `op1`, …"""
    paths: Tree = {}
    for index, request in enumerate(requests):
        method, path = request.split()
        answer = (answers or {}).get(request, {})
        made = operation(f"op{index}", answer)
        paths.setdefault(path, {})[method.lower()] = made
    return document(paths, {})


def methods(*requests: str, answers: Tree | None = None) -> list[str]:
    """The method of each operation."""
    names = names_of(of_requests(*requests, answers=answers))
    found = [names["method", f"op{index}"] for index in range(len(requests))]
    assert len(set(found)) == len(found)
    return [".".join(map(str, each)) for each in found if isinstance(each, tuple)]


def test_a_collection_and_its_members() -> None:
    found = methods(
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
    assert found == [
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
        # What is only one.
        (["GET /balance"], ["balance.retrieve"]),
        (["GET /settings", "POST /settings"], ["settings.retrieve", "settings.update"]),
        (["GET /a/{id}/b", "DELETE /a/{id}/b"], ["a.b.retrieve", "a.b.delete"]),
        (["POST /sessions"], ["sessions.create"]),
        # Ways to change it.
        (["PATCH /a/{id}"], ["a.update"]),
        (["PUT /a/{id}"], ["a.update"]),
        (["PUT /a/{id}", "PATCH /a/{id}"], ["a.replace", "a.update"]),
        (["PUT /a/{id}", "POST /a/{id}"], ["a.replace", "a.update"]),
        (["PATCH /a/{id}", "POST /a/{id}"], ["a.update", "a.op1"]),
        (
            ["HEAD /a/{id}", "OPTIONS /a", "TRACE /a"],
            ["a.head", "a.options", "a.trace"],
        ),
        # Actions: on a member, on a collection, in two words, on what is only one.
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
        # What has members is a resource, although it is only posted to.
        (["POST /a/{id}/b", "GET /a/{id}/b/{b}"], ["a.b.create", "a.b.retrieve"]),
        (["GET /a/{id}/b"], ["a.b.retrieve"]),
        (["GET /a/{id}/b", "POST /a/{id}/b"], ["a.b.retrieve", "a.b.update"]),
        # Versions: the lowest is left out.
        (["GET /v1/a/{id}", "GET /v2/a/{id}"], ["a.retrieve", "v2.a.retrieve"]),
        (["GET /v2/a/{id}"], ["a.retrieve"]),
        (
            ["GET /", "GET /{id}", "POST /v1"],
            ["root.list", "root.retrieve", "root.create"],
        ),
        # Python's spelling.
        (["GET /Pet-Food/{id}"], ["pet_food.retrieve"]),
        (["POST /import/{id}/return"], ["import_.return_"]),
        (["GET /raw/{id}", "POST /a/{id}/call"], ["raw_.retrieve", "a.op1"]),
        (
            ["GET /a/{id}/raw/{x}", "GET /call/{id}"],
            ["a.raw.retrieve", "call_.retrieve"],
        ),
        (["GET /_search"], ["search.retrieve"]),
        # One name for two things: a resource goes first, and then the shorter path.
        (
            ["GET /a/{id}", "GET /a", "GET /a/{id}/list/{x}"],
            ["a.retrieve", "a.op1", "a.list.retrieve"],
        ),
        (["GET /a/{id}/{x}", "GET /a/{id}"], ["a.op0", "a.retrieve"]),
    ],
)
def test_path_and_http_method_tell_the_method(
    requests: list[str], expected: list[str]
) -> None:
    assert methods(*requests) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (TEXTS, "a.list"),
        (record(data=TEXTS, next_url={"type": "string"}), "a.list"),
        (record(data=TEXTS), "a.retrieve"),
        ({"type": "string"}, "a.retrieve"),
    ],
)
def test_what_answers_with_a_list_is_listed(answer: Tree, expected: str) -> None:
    found = methods("GET /a", "POST /a", answers={"GET /a": answer})
    created = "a.create" if expected == "a.list" else "a.update"
    assert found == [expected, created]


def test_a_tag_has_no_say() -> None:
    tree = of_requests("GET /a/{id}", "POST /a")
    before = names_of(tree)
    tree["paths"]["/a"]["post"]["tags"] = ["Other things"]
    after = names_of(tree)
    assert after["resource", "op1"] != before["resource", "op1"]
    assert after["method", "op1"] == before["method", "op1"] == ("a", "create")


def test_what_is_declared_goes_first() -> None:
    diagnostics = Diagnostics()
    tree = of_requests("GET /a/{id}", "POST /a", "POST /a/{id}")
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    declared = {"op1": "a.update", "op0": "b.c.look"}
    operations = name_everything(api, GivenNames(methods=declared)).operations
    found = {
        key: ".".join((*each.method.resource, each.method.name))
        for key, each in operations.items()
    }
    assert found == {"op0": "b.c.look", "op1": "a.update", "op2": "a.op2"}


def test_resources_have_classes_of_their_own() -> None:
    names = names_of(of_requests("GET /a_b/{id}", "GET /a/b/{id}", "GET /client/{id}"))
    classes = {key[1]: name for key, name in names.items() if key[0] == "class"}
    assert classes == {
        "a": "A",
        "a_b": "AB",
        "a.b": "ABResource",
        "client": "ClientResource",
    }


def test_an_operation_id_says_what_the_path_leaves_open() -> None:
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


def test_what_all_paths_begin_with_tells_nothing_apart() -> None:
    found = methods(
        "GET /api/v2/podcasts/{id}",
        "GET /api/v3/podcasts/{id}",
        "GET /api/stations/{id}",
        "GET /api/{id}",
        "GET /api",
    )
    assert found == [
        "podcasts.retrieve",
        "v3.podcasts.retrieve",
        "stations.retrieve",
        "api_.retrieve",
        "api_.list",
    ]
