"""Request bodies get other media types and schemas."""

from __future__ import annotations

import copy
from random import Random

from tests.oracle.documents import FORM, Tree, ref
from tests.oracle.locations import bodies, operations
from tests.oracle.mutations.mutation import (
    NotApplicable,
    mutation,
    other,
    pick,
    rename_key,
)
from tests.oracle.samples import resolve


@mutation
def toggle_body_required(tree: Tree, random: Random) -> None:
    body = pick(random, bodies(tree))
    if not body.pop("required", False):
        body["required"] = True


@mutation
def remove_body(tree: Tree, random: Random) -> None:
    found = [o for _, _, o in operations(tree) if "requestBody" in o]
    del pick(random, found)["requestBody"]


@mutation
def add_body(tree: Tree, random: Random) -> None:
    found = [
        (p, m, o)
        for p, m, o in operations(tree)
        if "requestBody" not in o and m != "get"
    ]
    _, _, operation = pick(random, found)
    operation["requestBody"] = {
        "content": {"application/json": {"schema": ref("Owner")}}
    }


def _is_form_like(media_type: str) -> bool:
    return media_type in ("application/json", FORM, "multipart/form-data")


@mutation
def replace_media_type(tree: Tree, random: Random) -> None:
    found = [(b, m) for b in bodies(tree) for m in b["content"] if _is_form_like(m)]
    body, media_type = pick(random, found)
    others = [
        "application/json",
        FORM,
        "multipart/form-data",
        "application/merge-patch+json",
    ]
    others = [m for m in others if m not in body["content"]]
    rename_key(body["content"], media_type, pick(random, others))


@mutation
def add_media_type(tree: Tree, random: Random) -> None:
    found = [(b, m) for b in bodies(tree) for m in b["content"] if _is_form_like(m)]
    body, media_type = pick(random, found)
    new = other(random, ["application/json", FORM], media_type)
    if new in body["content"]:
        raise NotApplicable
    added = {new: copy.deepcopy(body["content"][media_type])}
    content = body["content"]
    body["content"] = (
        {**added, **content} if random.random() < 0.5 else {**content, **added}
    )


@mutation
def remove_media_type(tree: Tree, random: Random) -> None:
    body = pick(random, [b for b in bodies(tree) if len(b["content"]) > 1])
    del body["content"][random.choice(list(body["content"]))]


@mutation
def reorder_media_types(tree: Tree, random: Random) -> None:
    body = pick(random, [b for b in bodies(tree) if len(b["content"]) > 1])
    body["content"] = dict(reversed(body["content"].items()))


@mutation
def change_one_of_several_bodies(tree: Tree, random: Random) -> None:
    body = pick(random, [b for b in bodies(tree) if len(b["content"]) > 1])
    media = random.choice(list(body["content"].values()))
    schema = copy.deepcopy(resolve(tree, media["schema"]))
    if not schema.get("properties"):
        raise NotApplicable
    media["schema"] = schema
    name = random.choice(list(schema["properties"]))
    required = [n for n in schema.get("required", []) if n != name]
    if random.random() < 0.5:
        del schema["properties"][name]
    else:
        required += [name]
    schema["required"] = required
    if not required:
        del schema["required"]


@mutation
def change_multipart_encoding(tree: Tree, random: Random) -> None:
    found = [
        (media, name)
        for body in bodies(tree)
        for media_type, media in body["content"].items()
        if media_type == "multipart/form-data"
        for name in resolve(tree, media["schema"]).get("properties", {})
    ]
    media, name = pick(random, found)
    media["encoding"] = {name: {"contentType": "application/json"}}


@mutation
def replace_body_schema(tree: Tree, random: Random) -> None:
    found = [m for b in bodies(tree) for t, m in b["content"].items() if "json" in t]
    media = pick(random, found)
    new = [ref("Owner"), ref("Problem"), {"type": "array", "items": ref("Owner")}]
    media["schema"] = other(random, new, media["schema"])
