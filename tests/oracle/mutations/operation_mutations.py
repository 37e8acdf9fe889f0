"""Operations are added, removed, moved, renamed and described otherwise."""

from __future__ import annotations

import copy
from random import Random

from tests.oracle.documents import Tree, without_nullable
from tests.oracle.locations import objects, operations, parameters, schemas
from tests.oracle.mutations.mutation import NotApplicable, mutation, pick, rename_key


@mutation
def add_operation(tree: Tree, random: Random) -> None:
    tree["paths"]["/extra"] = {
        "get": {"operationId": "getExtra", "responses": {"200": {"description": "OK"}}}
    }


@mutation
def add_operation_first(tree: Tree, random: Random) -> None:
    path, method, operation = pick(random, operations(tree))
    added = copy.deepcopy(operation) | {"operationId": "aaa" + operation["operationId"]}
    new_path = "/aaa" + path
    tree["paths"] = {new_path: {method: added}, **tree["paths"]}


@mutation
def add_operation_on_same_path(tree: Tree, random: Random) -> None:
    path, _, operation = pick(random, operations(tree))
    free = [m for m in ("get", "put", "post", "patch") if m not in tree["paths"][path]]
    added = {
        "operationId": f"another{random.choice(['Thing', 'One'])}",
        "parameters": [p for p in operation.get("parameters", []) if p["in"] == "path"],
        "responses": copy.deepcopy(operation["responses"]),
    }
    tree["paths"][path][pick(random, free)] = copy.deepcopy(added)


@mutation
def remove_operation(tree: Tree, random: Random) -> None:
    if len(operations(tree)) < 2:
        raise NotApplicable
    path, method, _ = pick(random, operations(tree))
    del tree["paths"][path][method]
    if not tree["paths"][path]:
        del tree["paths"][path]


@mutation
def change_operation_id(tree: Tree, random: Random) -> None:
    pick(random, operations(tree))[2]["operationId"] = "renamedOperation"


@mutation
def respell_operation_id(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    name = operation["operationId"]
    operation["operationId"] = "".join(
        f"_{c.lower()}" if c.isupper() else c for c in name
    )


@mutation
def move_operation_to_other_path(tree: Tree, random: Random) -> None:
    rename_key(tree["paths"], path := pick(random, list(tree["paths"])), f"/v2{path}")


@mutation
def rename_path(tree: Tree, random: Random) -> None:
    path = pick(random, list(tree["paths"]))
    rename_key(tree["paths"], path, path.replace("s", "z", 1))


@mutation
def change_http_method(tree: Tree, random: Random) -> None:
    path, method, operation = pick(random, operations(tree))
    if "requestBody" in operation:
        choices = [m for m in ("put", "post", "patch") if m not in tree["paths"][path]]
    else:
        choices = [m for m in ("get", "delete", "post") if m not in tree["paths"][path]]
    rename_key(tree["paths"][path], method, pick(random, choices))


@mutation
def swap_operations(tree: Tree, random: Random) -> None:
    one, other = random.sample(operations(tree), 2)
    one[2]["operationId"], other[2]["operationId"] = (
        other[2]["operationId"],
        one[2]["operationId"],
    )


@mutation
def deprecate_operation(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    operation["deprecated"] = not operation.get("deprecated", False)


@mutation
def tag_operation(tree: Tree, random: Random) -> None:
    pick(random, operations(tree))[2]["tags"] = ["Special"]


@mutation
def describe_everything(tree: Tree, random: Random) -> None:
    for _, _, operation in operations(tree):
        operation["summary"] = "Do it."
        operation["description"] = "Does it well."
    for _, parameter in parameters(tree):
        parameter["description"] = "A parameter."
    for schema in schemas(tree):
        schema["description"] = "A schema."


@mutation
def change_title_and_version(tree: Tree, random: Random) -> None:
    tree["info"] = {"title": "Made up again", "version": "2"}


@mutation
def reorder_everything(tree: Tree, random: Random) -> None:
    def shuffle(mapping: Tree) -> None:
        items = list(mapping.items())
        random.shuffle(items)
        mapping.clear()
        mapping.update(items)

    shuffle(tree["paths"])
    shuffle(tree["components"]["schemas"])
    for path in tree["paths"].values():
        shuffle(path)
    for _, _, operation in operations(tree):
        random.shuffle(operation.get("parameters", []))
        shuffle(operation["responses"])
    for schema in objects(tree):
        shuffle(schema["properties"])


@mutation
def reorder_properties(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in objects(tree) if len(s["properties"]) > 1])
    schema["properties"] = dict(reversed(schema["properties"].items()))


@mutation
def reorder_parameters(tree: Tree, random: Random) -> None:
    found = [o for _, _, o in operations(tree) if len(o.get("parameters", [])) > 1]
    pick(random, found)["parameters"].reverse()


@mutation
def remove_operation_id(tree: Tree, random: Random) -> None:
    del pick(random, operations(tree))[2]["operationId"]


@mutation
def upgrade_openapi(tree: Tree, random: Random) -> None:
    if tree["openapi"] == "3.1.0":
        raise NotApplicable
    tree["openapi"] = "3.1.0"
    without_nullable(tree)
