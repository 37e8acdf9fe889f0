"""Operations ask for other credentials."""

from __future__ import annotations

import copy
from random import Random

from tests.oracle.documents import REQUIREMENTS, Tree
from tests.oracle.locations import operations
from tests.oracle.mutations.mutation import (
    NotApplicable,
    mutation,
    other,
    pick,
    rename_key,
)


@mutation
def change_operation_security(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    operation["security"] = copy.deepcopy(
        other(random, REQUIREMENTS, operation.get("security"))
    )


@mutation
def change_global_security(tree: Tree, random: Random) -> None:
    tree["security"] = copy.deepcopy(other(random, REQUIREMENTS, tree.get("security")))


@mutation
def remove_security(tree: Tree, random: Random) -> None:
    found = [o for _, _, o in operations(tree) if "security" in o]
    found += [tree] if "security" in tree else []
    del pick(random, found)["security"]


def _requirements(tree: Tree) -> list[Tree]:
    found = [o for _, _, o in operations(tree) if o.get("security")]
    return found + ([tree] if tree.get("security") else [])


@mutation
def add_security_alternative(tree: Tree, random: Random) -> None:
    holder = pick(random, _requirements(tree))
    added: Tree = random.choice([{"login": []}, {"key": []}, {"token": []}, {}])
    if added in holder["security"]:
        raise NotApplicable
    holder["security"].insert(random.choice([0, len(holder["security"])]), added)


@mutation
def remove_security_alternative(tree: Tree, random: Random) -> None:
    holder = pick(random, [h for h in _requirements(tree) if len(h["security"]) > 1])
    holder["security"].pop(random.randrange(len(holder["security"])))


@mutation
def combine_security(tree: Tree, random: Random) -> None:
    holder = pick(random, _requirements(tree))
    requirement = random.choice(holder["security"])
    requirement[other(random, ["key", "session"], None)] = []


@mutation
def change_api_key_name(tree: Tree, random: Random) -> None:
    scheme = tree["components"]["securitySchemes"][
        random.choice(["key", "query_key", "session"])
    ]
    scheme["name"] = "X-Other"


@mutation
def change_scheme_type(tree: Tree, random: Random) -> None:
    schemes = tree["components"]["securitySchemes"]
    name = random.choice(["key", "token"])
    schemes[name] = random.choice(
        [
            {"type": "http", "scheme": "basic"},
            {"type": "apiKey", "in": "query", "name": "k"},
            {
                "type": "oauth2",
                "flows": {
                    "clientCredentials": {
                        "tokenUrl": "https://api.example.com/token",
                        "scopes": {"all": "Everything"},
                    }
                },
            },
        ]
    )


@mutation
def rename_security_scheme(tree: Tree, random: Random) -> None:
    name = random.choice(["key", "token"])
    rename_key(tree["components"]["securitySchemes"], name, f"{name}2")
    for holder in _requirements(tree):
        holder["security"] = [
            {f"{k}2" if k == name else k: v for k, v in requirement.items()}
            for requirement in holder["security"]
        ]


@mutation
def change_server(tree: Tree, random: Random) -> None:
    tree["servers"][0] = {"url": "https://new.example.com"}


@mutation
def add_server(tree: Tree, random: Random) -> None:
    tree["servers"].append({"url": "https://more.example.com"})


@mutation
def add_first_server(tree: Tree, random: Random) -> None:
    tree["servers"].insert(0, {"url": "https://more.example.com"})


@mutation
def remove_server(tree: Tree, random: Random) -> None:
    if len(tree["servers"]) < 2:
        raise NotApplicable
    tree["servers"].pop(random.randrange(2))


@mutation
def change_operation_server(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    if operation.pop("servers", None) is None:
        operation["servers"] = [{"url": "https://files.example.com"}]


@mutation
def change_path_server(tree: Tree, random: Random) -> None:
    path = pick(random, list(tree["paths"]))
    tree["paths"][path]["servers"] = [{"url": "https://paths.example.com"}]


@mutation
def change_server_variable(tree: Tree, random: Random) -> None:
    found = [s for s in tree["servers"] if "variables" in s]
    server = pick(random, found)
    match random.choice(["default", "rename", "add"]):
        case "default":
            server["variables"]["region"]["default"] = "us"
        case "rename":
            rename_key(server["variables"], "region", "zone")
            server["url"] = server["url"].replace("{region}", "{zone}")
        case _:
            server["url"] += "/{base}"
            server["variables"]["base"] = {"default": "v1"}
