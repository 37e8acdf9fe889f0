"""Responses get another status, media type or schema; pages come and go."""

from __future__ import annotations

from random import Random

from tests.oracle.documents import Tree, ref
from tests.oracle.locations import (
    objects,
    operations,
    parameters,
    response_media_types,
    responses,
)
from tests.oracle.mutations.mutation import (
    NotApplicable,
    add_parameter,
    mutation,
    other,
    pick,
    rename_key,
)
from tests.oracle.samples import resolve


@mutation
def remove_response_body(tree: Tree, random: Random) -> None:
    found = [r[s] for r, s in responses(tree) if "content" in r[s]]
    del pick(random, found)["content"]


@mutation
def add_response_body(tree: Tree, random: Random) -> None:
    found = [r[s] for r, s in responses(tree) if "content" not in r[s]]
    pick(random, found)["content"] = {"application/json": {"schema": ref("Owner")}}


@mutation
def change_success_status(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree, errors=False))
    rename_key(found, status, other(random, ["200", "201", "203", "2XX"], status))


@mutation
def add_success_status(tree: Tree, random: Random) -> None:
    found, _ = pick(random, responses(tree, errors=False))
    if "206" in found:
        raise NotApplicable
    found["206"] = random.choice(
        [
            {"description": "Nothing"},
            {
                "description": "Partial",
                "content": {"application/json": {"schema": ref("Problem")}},
            },
        ]
    )


@mutation
def replace_response_schema(tree: Tree, random: Random) -> None:
    media = pick(random, response_media_types(tree, errors=False))
    media["schema"] = other(
        random, [ref("Owner"), ref("Thing"), {"type": "string"}], media["schema"]
    )


@mutation
def wrap_response_in_list(tree: Tree, random: Random) -> None:
    media = pick(random, response_media_types(tree, errors=False))
    media["schema"] = {"type": "array", "items": media["schema"]}


@mutation
def change_response_media_type(tree: Tree, random: Random) -> None:
    found = [r[s]["content"] for r, s in responses(tree) if "content" in r[s]]
    content = pick(random, found)
    current = next(iter(content))
    choices = [
        "application/json",
        "application/vnd.api+json",
        "text/plain",
        "application/xml",
    ]
    rename_key(content, current, other(random, choices, current))


@mutation
def add_response_media_type(tree: Tree, random: Random) -> None:
    found = [r[s]["content"] for r, s in responses(tree) if "content" in r[s]]
    content = pick(random, found)
    new = random.choice(["text/csv", "text/event-stream", "application/pdf"])
    if new in content:
        raise NotApplicable
    content[new] = {"schema": {"type": "string"}}


@mutation
def add_error_response(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    status = random.choice(["400", "404", "409", "422", "500", "default", "4XX"])
    if status in operation["responses"]:
        raise NotApplicable
    operation["responses"][status] = {
        "description": "Failure",
        "content": {
            "application/json": {"schema": ref(random.choice(["Error", "Problem"]))}
        },
    }


@mutation
def remove_error_response(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree, errors=True))
    del found[status]


@mutation
def replace_error_schema(tree: Tree, random: Random) -> None:
    media = pick(random, response_media_types(tree, errors=True))
    media["schema"] = other(random, [ref("Error"), ref("Problem")], media["schema"])


@mutation
def change_error_status(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree, errors=True))
    rename_key(
        found, status, other(random, ["400", "403", "429", "503", "default"], status)
    )


@mutation
def remove_error_property(tree: Tree, random: Random) -> None:
    schema = tree["components"]["schemas"][random.choice(["Error", "Problem"])]
    name = random.choice(list(schema["properties"]))
    del schema["properties"][name]
    schema.pop("required", None)


@mutation
def add_enum_to_error_code(tree: Tree, random: Random) -> None:
    error = tree["components"]["schemas"]["Error"]
    error["properties"]["code"] = {"type": "string", "enum": ["lost", "late"]}


@mutation
def remove_paging(tree: Tree, random: Random) -> None:
    found = [s for s in objects(tree) if "next_cursor" in s["properties"]]
    pick(random, found)["properties"].pop("next_cursor")


@mutation
def rename_page_token(tree: Tree, random: Random) -> None:
    found = [p for _, p in parameters(tree, "query") if p["name"] == "cursor"]
    pick(random, found)["name"] = random.choice(["page", "next_token", "start"])


@mutation
def add_paging(tree: Tree, random: Random) -> None:
    found = [
        (o, media)
        for _, m, o in operations(tree)
        if m == "get"
        for status, r in o["responses"].items()
        if status.startswith("2")
        for media in (r.get("content") or {}).values()
        if resolve(tree, media["schema"]).get("type") == "array"
    ]
    operation, media = pick(random, found)
    add_parameter(operation, "cursor", "query", False)
    media["schema"] = {
        "type": "object",
        "properties": {"data": media["schema"], "next_cursor": {"type": "string"}},
    }


@mutation
def add_response_header(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree))
    found[status]["headers"] = {"X-Remaining": {"schema": {"type": "integer"}}}
