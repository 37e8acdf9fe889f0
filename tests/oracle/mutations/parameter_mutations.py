"""Parameters are added, removed, moved, spelled and serialized otherwise."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.oracle.documents import STYLES, Tree
from tests.oracle.locations import operations, parameters
from tests.oracle.mutations.mutation import (
    NotApplicable,
    add_parameter,
    argument_names,
    mutation,
    other,
    pick,
    rename_key,
    spellings,
)
from tests.oracle.samples import resolve


@mutation
def add_optional_parameter(tree: Tree, random: Random) -> None:
    place = random.choice(["query", "header", "cookie"])
    add_parameter(pick(random, operations(tree))[2], "added", place, False)


@mutation
def add_required_parameter(tree: Tree, random: Random) -> None:
    place = random.choice(["query", "header", "cookie"])
    add_parameter(pick(random, operations(tree))[2], "added", place, True)


@mutation
def add_path_parameter(tree: Tree, random: Random) -> None:
    path = pick(random, list(tree["paths"]))
    rename_key(tree["paths"], path, new := f"/teams/{{team}}{path}")
    for operation in tree["paths"][new].values():
        team = {"name": "team", "in": "path", "required": True}
        operation.setdefault("parameters", []).insert(
            0, team | {"schema": {"type": "string"}}
        )


def _collide(tree: Tree, random: Random, spell: Callable[[str], str]) -> None:
    choices = [
        (operation, name, place)
        for _, _, operation in operations(tree)
        for name, place in argument_names(tree, operation)
    ]
    operation, name, place = pick(random, choices)
    new_place = other(random, ["query", "header", "cookie"], place)
    name = spell(name)
    if new_place == "header" and not name.replace("-", "").isalnum():
        new_place = "query"
    add_parameter(operation, name, new_place, False)


@mutation
def add_parameter_with_name_of_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: name)


@mutation
def add_parameter_spelled_like_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: random.choice(spellings(name)))


@mutation
def add_first_parameter_spelled_like_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: random.choice(spellings(name)))
    for _, _, operation in operations(tree):
        if operation.get("parameters"):
            operation["parameters"].insert(0, operation["parameters"].pop())


@mutation
def remove_parameter(tree: Tree, random: Random) -> None:
    operation, parameter = pick(random, parameters(tree, "query", "header", "cookie"))
    operation["parameters"].remove(parameter)


@mutation
def rename_parameter(tree: Tree, random: Random) -> None:
    pick(random, parameters(tree, "query", "header", "cookie"))[1]["name"] = "renamed"


@mutation
def rename_path_parameter(tree: Tree, random: Random) -> None:
    path = pick(random, [p for p in tree["paths"] if "{id}" in p])
    rename_key(tree["paths"], path, new := path.replace("{id}", "{item}"))
    for operation in tree["paths"][new].values():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                parameter["name"] = "item"


@mutation
def respell_parameter(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "query", "cookie"))
    parameter["name"] = random.choice(spellings(parameter["name"]))


@mutation
def move_parameter(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "query", "header", "cookie"))
    parameter["in"] = other(random, ["query", "header", "cookie"], parameter["in"])
    parameter.pop("style", None)
    parameter.pop("explode", None)


@mutation
def move_parameter_to_body(tree: Tree, random: Random) -> None:
    choices = [
        (operation, parameter, schema)
        for operation, parameter in parameters(tree, "query", "header", "cookie")
        for media in operation.get("requestBody", {}).get("content", {}).values()
        if (schema := resolve(tree, media["schema"])).get("properties")
        and parameter["name"] not in schema["properties"]
        and "schema" in parameter
    ]
    operation, parameter, schema = pick(random, choices)
    operation["parameters"].remove(parameter)
    schema["properties"][parameter["name"]] = parameter["schema"]


@mutation
def move_property_to_query(tree: Tree, random: Random) -> None:
    choices = [
        (operation, schema, name)
        for _, _, operation in operations(tree)
        for media in operation.get("requestBody", {}).get("content", {}).values()
        for schema in [resolve(tree, media["schema"])]
        for name in schema.get("properties", {})
        if name not in schema.get("required", [])
    ]
    operation, schema, name = pick(random, choices)
    moved = schema["properties"].pop(name)
    add_parameter(operation, name, "query", False)
    operation["parameters"][-1]["schema"] = moved


@mutation
def toggle_parameter_required(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "query", "header", "cookie"))
    parameter["required"] = not parameter.get("required", False)


@mutation
def change_style(tree: Tree, random: Random) -> None:
    lists = [
        parameter
        for _, parameter in parameters(tree, "query")
        if parameter.get("schema", {}).get("type") == "array"
    ]
    parameter = pick(random, lists)
    current = {k: parameter.pop(k) for k in ("style", "explode") if k in parameter}
    parameter.update(other(random, STYLES, current))


@mutation
def change_explode(tree: Tree, random: Random) -> None:
    found = [
        parameter
        for _, parameter in parameters(tree, "query")
        if parameter.get("schema", {}).get("type") in ("array", "object")
        and "style" not in parameter
    ]
    parameter = pick(random, found)
    parameter["explode"] = not parameter.get("explode", True)


@mutation
def send_object_parameter_as_deep_object(tree: Tree, random: Random) -> None:
    found = [
        parameter
        for _, parameter in parameters(tree, "query")
        if parameter.get("schema", {}).get("type") == "object"
    ]
    parameter = pick(random, found)
    if parameter.pop("style", None) is None:
        parameter["style"] = "deepObject"
        parameter.pop("explode", None)


@mutation
def send_parameter_as_json(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "query"))
    if "content" in parameter:
        [media] = parameter.pop("content").values()
        parameter["schema"] = media["schema"]
    else:
        parameter.pop("style", None)
        parameter.pop("explode", None)
        parameter["content"] = {"application/json": {"schema": parameter.pop("schema")}}


@mutation
def make_parameter_a_list(tree: Tree, random: Random) -> None:
    found = [p for _, p in parameters(tree, "query") if "schema" in p]
    parameter = pick(random, found)
    schema = parameter["schema"]
    if schema.get("type") == "array":
        parameter["schema"] = schema["items"]
        parameter.pop("style", None)
        parameter.pop("explode", None)
    elif isinstance(schema.get("type"), str) and schema["type"] != "object":
        parameter["schema"] = {"type": "array", "items": schema}
    else:
        raise NotApplicable


@mutation
def share_parameters_of_path(tree: Tree, random: Random) -> None:
    path, method, operation = pick(random, operations(tree))
    if set(tree["paths"][path]) != {method} or not operation.get("parameters"):
        raise NotApplicable
    tree["paths"][path]["parameters"] = operation.pop("parameters")


@mutation
def move_parameter_to_components(tree: Tree, random: Random) -> None:
    operation, parameter = pick(random, parameters(tree))
    index = operation["parameters"].index(parameter)
    tree["components"]["parameters"] = {"Shared": parameter}
    operation["parameters"][index] = {"$ref": "#/components/parameters/Shared"}


@mutation
def change_parameter_default(tree: Tree, random: Random) -> None:
    found = [
        p for _, p in parameters(tree) if p.get("schema", {}).get("type") == "string"
    ]
    pick(random, found)["schema"]["default"] = "other"


@mutation
def change_path_style(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "path"))
    parameter["style"] = random.choice(["label", "matrix"])


@mutation
def allow_reserved_characters(tree: Tree, random: Random) -> None:
    found = [p for _, p in parameters(tree, "query") if "schema" in p]
    pick(random, found)["allowReserved"] = True


@mutation
def deprecate_parameter(tree: Tree, random: Random) -> None:
    pick(random, parameters(tree))[1]["deprecated"] = True
