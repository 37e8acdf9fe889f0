"""The changes that authors make to their documents, one at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias, TypeVar

from tests.oracle.documents import FORM, REQUIREMENTS, STYLES, Tree, ref
from tests.oracle.locations import (
    bodies,
    body_objects,
    holders,
    objects,
    operations,
    parameters,
    properties,
    response_media_types,
    responses,
    scalars,
    schemas,
)
from tests.oracle.samples import resolve

_T = TypeVar("_T")
# Changes a document in place; raises `NotApplicable` if the document has no such place.
Change: TypeAlias = Callable[[Tree, Random], None]


class NotApplicable(Exception):
    """The document has nothing that the mutation changes."""


@dataclass(frozen=True)
class Mutation:
    """A named change."""

    name: str
    change: Change

    def apply(self, tree: Tree, random: Random) -> Tree | None:
        """Return the changed document, or None if the mutation does not change it."""
        changed = copy.deepcopy(tree)
        try:
            self.change(changed, random)
        except NotApplicable:
            return None
        is_same = changed == tree and repr(changed) == repr(tree)
        return None if is_same else changed


MUTATIONS: list[Mutation] = []


def mutation(function: Change) -> Change:
    """Add a function to the table, under its name in words."""
    MUTATIONS.append(Mutation(function.__name__.replace("_", " "), function))
    return function


def pick(random: Random, choices: Sequence[_T]) -> _T:
    """Choose one of `choices`."""
    if not choices:
        raise NotApplicable
    return random.choice(choices)


def rename_key(mapping: Tree, old: str, new: str) -> None:
    """Rename a key and keep its position."""
    if new in mapping:
        raise NotApplicable
    items = [(new if key == old else key, value) for key, value in mapping.items()]
    mapping.clear()
    mapping.update(items)


def _other(random: Random, values: Sequence[Any], current: Any) -> Any:
    return pick(random, [value for value in values if value != current])


def _new_parameter(operation: Tree, name: str, place: str, required: bool) -> None:
    declared = operation.setdefault("parameters", [])
    if any((p["name"].lower(), p["in"]) == (name.lower(), place) for p in declared):
        raise NotApplicable
    parameter: Tree = {"name": name, "in": place, "schema": {"type": "string"}}
    if required:
        parameter["required"] = True
    declared.append(parameter)


def _argument_names(tree: Tree, operation: Tree) -> list[tuple[str, str]]:
    """Return (wire name, place) of everything that is an argument."""
    names = [(p["name"], p["in"]) for p in operation.get("parameters", [])]
    for media in operation.get("requestBody", {}).get("content", {}).values():
        schema = resolve(tree, media["schema"])
        names += [(name, "body") for name in schema.get("properties", {})]
    return names


def _spellings(name: str) -> list[str]:
    """Return other wire names that are spelled alike in Python."""
    return [name.capitalize(), f"{name}<", f"{name[:2]}-{name[2:]}", f"{name}>", f"-{name}"]


# Operations


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
    operation["operationId"] = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


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


# Parameters


@mutation
def add_optional_parameter(tree: Tree, random: Random) -> None:
    place = random.choice(["query", "header", "cookie"])
    _new_parameter(pick(random, operations(tree))[2], "added", place, False)


@mutation
def add_required_parameter(tree: Tree, random: Random) -> None:
    place = random.choice(["query", "header", "cookie"])
    _new_parameter(pick(random, operations(tree))[2], "added", place, True)


@mutation
def add_path_parameter(tree: Tree, random: Random) -> None:
    path = pick(random, list(tree["paths"]))
    rename_key(tree["paths"], path, new := f"/teams/{{team}}{path}")
    for operation in tree["paths"][new].values():
        team = {"name": "team", "in": "path", "required": True}
        operation.setdefault("parameters", []).insert(0, team | {"schema": {"type": "string"}})


def _collide(tree: Tree, random: Random, spell: Callable[[str], str]) -> None:
    choices = [
        (operation, name, place)
        for _, _, operation in operations(tree)
        for name, place in _argument_names(tree, operation)
    ]
    operation, name, place = pick(random, choices)
    new_place = _other(random, ["query", "header", "cookie"], place)
    name = spell(name)
    if new_place == "header" and not name.replace("-", "").isalnum():
        new_place = "query"
    _new_parameter(operation, name, new_place, False)


@mutation
def add_parameter_with_name_of_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: name)


@mutation
def add_parameter_spelled_like_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: random.choice(_spellings(name)))


@mutation
def add_first_parameter_spelled_like_argument(tree: Tree, random: Random) -> None:
    _collide(tree, random, lambda name: random.choice(_spellings(name)))
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
    parameter["name"] = random.choice(_spellings(parameter["name"]))


@mutation
def move_parameter(tree: Tree, random: Random) -> None:
    _, parameter = pick(random, parameters(tree, "query", "header", "cookie"))
    parameter["in"] = _other(random, ["query", "header", "cookie"], parameter["in"])
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
    _new_parameter(operation, name, "query", False)
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
    parameter.update(_other(random, STYLES, current))


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
    found = [p for _, p in parameters(tree) if p.get("schema", {}).get("type") == "string"]
    pick(random, found)["schema"]["default"] = "other"


# Properties and schemas


@mutation
def add_optional_property(tree: Tree, random: Random) -> None:
    pick(random, objects(tree))["properties"]["added"] = {"type": "string"}


@mutation
def add_required_property(tree: Tree, random: Random) -> None:
    schema = pick(random, objects(tree))
    schema["properties"]["added"] = {"type": "string"}
    schema["required"] = [*schema.get("required", []), "added"]


@mutation
def add_required_property_to_body(tree: Tree, random: Random) -> None:
    schema = pick(random, body_objects(tree))
    schema["properties"]["added"] = {"type": "string"}
    schema["required"] = [*schema.get("required", []), "added"]


@mutation
def add_property_spelled_like_another(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    new = random.choice(_spellings(name))
    added = {new: {"type": "string"}}
    if random.random() < 0.5:
        schema["properties"] = {**added, **schema["properties"]}
    else:
        schema["properties"] |= added


@mutation
def add_property_with_name_of_parameter(tree: Tree, random: Random) -> None:
    choices = [
        (schema, parameter["name"])
        for operation, parameter in parameters(tree)
        for media in operation.get("requestBody", {}).get("content", {}).values()
        if (schema := resolve(tree, media["schema"])).get("properties")
        and parameter["name"] not in schema["properties"]
    ]
    schema, name = pick(random, choices)
    schema["properties"][name] = {"type": "string"}


@mutation
def remove_property(tree: Tree, random: Random) -> None:
    schema, name = pick(random, [(s, n) for s, n in properties(tree) if len(s["properties"]) > 1])
    del schema["properties"][name]
    if name in schema.get("required", []):
        schema["required"].remove(name)
        if not schema["required"]:
            del schema["required"]


@mutation
def remove_body_property(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in body_objects(tree) if len(s["properties"]) > 1])
    name = random.choice(list(schema["properties"]))
    del schema["properties"][name]
    if "required" in schema:
        schema["required"] = [n for n in schema["required"] if n != name]
        if not schema["required"]:
            del schema["required"]


@mutation
def rename_property(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    rename_key(schema["properties"], name, "renamed")
    if name in schema.get("required", []):
        schema["required"] = ["renamed" if n == name else n for n in schema["required"]]


@mutation
def respell_property(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
    options = [snake, name.replace("_", "-"), *_spellings(name)]
    new = _other(random, options, name)
    rename_key(schema["properties"], name, new)
    if name in schema.get("required", []):
        schema["required"] = [new if n == name else n for n in schema["required"]]


@mutation
def toggle_property_required(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    required = schema.get("required", [])
    if name in required:
        schema["required"] = [n for n in required if n != name]
    else:
        schema["required"] = [*required, name]
    if not schema["required"]:
        del schema["required"]


@mutation
def toggle_read_only(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    declared = schema["properties"][name]
    if "$ref" in declared or declared.pop("writeOnly", False):
        raise NotApplicable
    if not declared.pop("readOnly", False):
        declared["readOnly"] = True


@mutation
def toggle_write_only(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    declared = schema["properties"][name]
    if "$ref" in declared or "readOnly" in declared:
        raise NotApplicable
    if not declared.pop("writeOnly", False):
        declared["writeOnly"] = True


@mutation
def change_type(tree: Tree, random: Random) -> None:
    found = [s for name in ("string", "integer", "number", "boolean") for s in scalars(tree, name)]
    schema = pick(random, found)
    names = ["string", "integer", "number", "boolean"]
    schema["type"] = _other(random, names, schema["type"])
    schema.pop("format", None)
    schema.pop("default", None)


@mutation
def change_string_format(tree: Tree, random: Random) -> None:
    schema = pick(random, scalars(tree, "string"))
    formats = ["date-time", "date", "int64", "decimal", "byte", "uuid", "email", None]
    new = _other(random, formats, schema.pop("format", None))
    schema.pop("default", None)
    if new is not None:
        schema["format"] = new


@mutation
def change_integer_format(tree: Tree, random: Random) -> None:
    schema = pick(random, scalars(tree, "integer"))
    new = _other(random, ["int32", "int64", "unix-time", None], schema.pop("format", None))
    if new is not None:
        schema["format"] = new


@mutation
def send_integer_as_string(tree: Tree, random: Random) -> None:
    found = [s for s in schemas(tree) if s.get("type") == "integer" and "enum" not in s]
    pick(random, found).update(type="string", format="int64")


@mutation
def widen_integer_to_number(tree: Tree, random: Random) -> None:
    schema = pick(random, scalars(tree, "integer"))
    schema.pop("format", None)
    schema["type"] = "number"


@mutation
def make_list(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    declared = schema["properties"][name]
    if declared.get("type") == "array":
        schema["properties"][name] = declared["items"]
    else:
        schema["properties"][name] = {"type": "array", "items": declared}


@mutation
def change_items(tree: Tree, random: Random) -> None:
    found = [s for s in schemas(tree) if s.get("type") == "array" and "$ref" not in s["items"]]
    schema = pick(random, found)
    new = [{"type": "integer"}, {"type": "string"}, {"type": "string", "nullable": True}]
    schema["items"] = _other(random, new, schema["items"])


@mutation
def toggle_nullable(tree: Tree, random: Random) -> None:
    found = [s for s in schemas(tree) if s.get("type") and "enum" not in s]
    schema = pick(random, found)
    declared = schema["type"]
    if isinstance(declared, list):
        schema["type"] = declared[0]
    elif tree["openapi"] == "3.1.0":
        schema["type"] = [declared, "null"]
    elif not schema.pop("nullable", False):
        schema["nullable"] = True


@mutation
def add_enum_value(tree: Tree, random: Random) -> None:
    found = [s for s in schemas(tree) if "enum" in s]
    schema = pick(random, found)
    schema["enum"] = [*schema["enum"], 9 if schema["type"] == "integer" else "violet"]


@mutation
def remove_enum_value(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in schemas(tree) if len(s.get("enum", [])) > 1])
    gone = random.choice(schema["enum"])
    schema["enum"] = [value for value in schema["enum"] if value != gone]


@mutation
def reorder_enum(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in schemas(tree) if len(s.get("enum", [])) > 1])
    schema["enum"] = schema["enum"][::-1]


@mutation
def toggle_enum(tree: Tree, random: Random) -> None:
    found = [s for s in schemas(tree) if s.get("type") == "string" and "format" not in s]
    schema = pick(random, found)
    if schema.pop("enum", None) is None:
        schema["enum"] = ["text", "x", "other"]


@mutation
def toggle_additional_properties(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in schemas(tree) if s.get("type") == "object"])
    values = [None, True, False, {"type": "integer"}, {"type": "string"}]
    new = _other(random, values, schema.pop("additionalProperties", None))
    if new is not None:
        schema["additionalProperties"] = new
    if not schema.get("properties") and new in (None, False):
        raise NotApplicable


@mutation
def make_component_inline(tree: Tree, random: Random) -> None:
    found = [
        (parent, key)
        for parent, key in holders(tree)
        if isinstance(parent[key], dict)
        and "$ref" in parent[key]
        and "discriminator" not in resolve(tree, parent[key])
        and not isinstance(parent, list)
    ]
    parent, key = pick(random, found)
    parent[key] = copy.deepcopy(resolve(tree, parent[key]))


@mutation
def make_inline_a_component(tree: Tree, random: Random) -> None:
    components = tree["components"]["schemas"]
    found = [
        (parent, key)
        for parent, key in holders(tree)
        if parent is not components and parent[key].get("properties")
    ]
    parent, key = pick(random, found)
    components["Extracted"] = parent[key]
    parent[key] = ref("Extracted")


@mutation
def replace_reference(tree: Tree, random: Random) -> None:
    found = [
        (parent, key)
        for parent, key in holders(tree)
        if "$ref" in parent[key] and not isinstance(parent, list)
    ]
    parent, key = pick(random, found)
    names = ["Owner", "Thing", "Error", "Problem", "Extended"]
    current = parent[key]["$ref"].rpartition("/")[2]
    if parent is tree["components"]["schemas"]["Thing"].get("properties"):
        names.remove("Thing")
    parent[key] = ref(_other(random, names, current))


@mutation
def rename_component(tree: Tree, random: Random) -> None:
    components = tree["components"]["schemas"]
    name = pick(random, [n for n in components if n not in ("Cat", "Dog")])
    rename_key(components, name, f"{name}V2")

    def rename(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("$ref") == f"#/components/schemas/{name}":
                value["$ref"] += "V2"
            for member in value.values():
                rename(member)
        elif isinstance(value, list):
            for item in value:
                rename(item)

    rename(tree)


@mutation
def change_property_to_object(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    schema["properties"][name] = {"type": "object", "properties": {"value": {"type": "string"}}}


# Unions


@mutation
def add_discriminator_value(tree: Tree, random: Random) -> None:
    mapping = tree["components"]["schemas"]["Animal"]["discriminator"]["mapping"]
    mapping["kitten"] = "#/components/schemas/Cat"


@mutation
def rename_discriminator_value(tree: Tree, random: Random) -> None:
    mapping = tree["components"]["schemas"]["Animal"]["discriminator"]["mapping"]
    rename_key(mapping, "cat", "feline")


@mutation
def swap_discriminator_values(tree: Tree, random: Random) -> None:
    mapping = tree["components"]["schemas"]["Animal"]["discriminator"]["mapping"]
    mapping["cat"], mapping["dog"] = mapping["dog"], mapping["cat"]


@mutation
def drop_discriminator_mapping(tree: Tree, random: Random) -> None:
    del tree["components"]["schemas"]["Animal"]["discriminator"]["mapping"]


@mutation
def drop_discriminator(tree: Tree, random: Random) -> None:
    del tree["components"]["schemas"]["Animal"]["discriminator"]


@mutation
def add_union_member(tree: Tree, random: Random) -> None:
    components = tree["components"]["schemas"]
    components["Bird"] = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "wings": {"type": "integer"}},
    }
    components["Animal"]["oneOf"].append(ref("Bird"))
    components["Animal"]["discriminator"]["mapping"]["bird"] = "#/components/schemas/Bird"


@mutation
def remove_union_member(tree: Tree, random: Random) -> None:
    union = random.choice(["Animal", "Either"])
    schema = tree["components"]["schemas"][union]
    schema["oneOf"].pop()
    if union == "Animal":
        del schema["discriminator"]["mapping"]["dog"]


@mutation
def change_union_member(tree: Tree, random: Random) -> None:
    members = tree["components"]["schemas"]["Either"]["oneOf"]
    members[1] = random.choice([{"type": "integer"}, ref("Error")])


@mutation
def add_all_of_part(tree: Tree, random: Random) -> None:
    part = {"type": "object", "properties": {"part": {"type": "string"}}}
    tree["components"]["schemas"]["Extended"]["allOf"].append(part)


@mutation
def remove_all_of_part(tree: Tree, random: Random) -> None:
    tree["components"]["schemas"]["Extended"]["allOf"].pop()


# Request bodies


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
    found = [(p, m, o) for p, m, o in operations(tree) if "requestBody" not in o and m != "get"]
    _, _, operation = pick(random, found)
    operation["requestBody"] = {"content": {"application/json": {"schema": ref("Owner")}}}


def _is_form_like(media_type: str) -> bool:
    return media_type in ("application/json", FORM, "multipart/form-data")


@mutation
def replace_media_type(tree: Tree, random: Random) -> None:
    found = [(b, m) for b in bodies(tree) for m in b["content"] if _is_form_like(m)]
    body, media_type = pick(random, found)
    others = ["application/json", FORM, "multipart/form-data", "application/merge-patch+json"]
    others = [m for m in others if m not in body["content"]]
    rename_key(body["content"], media_type, pick(random, others))


@mutation
def add_media_type(tree: Tree, random: Random) -> None:
    found = [(b, m) for b in bodies(tree) for m in b["content"] if _is_form_like(m)]
    body, media_type = pick(random, found)
    new = _other(random, ["application/json", FORM], media_type)
    if new in body["content"]:
        raise NotApplicable
    added = {new: copy.deepcopy(body["content"][media_type])}
    content = body["content"]
    body["content"] = {**added, **content} if random.random() < 0.5 else {**content, **added}


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
    media["schema"] = _other(random, new, media["schema"])


# Responses


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
    rename_key(found, status, _other(random, ["200", "201", "203", "2XX"], status))


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
    media["schema"] = _other(
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
    choices = ["application/json", "application/vnd.api+json", "text/plain", "application/xml"]
    rename_key(content, current, _other(random, choices, current))


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
        "content": {"application/json": {"schema": ref(random.choice(["Error", "Problem"]))}},
    }


@mutation
def remove_error_response(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree, errors=True))
    del found[status]


@mutation
def replace_error_schema(tree: Tree, random: Random) -> None:
    media = pick(random, response_media_types(tree, errors=True))
    media["schema"] = _other(random, [ref("Error"), ref("Problem")], media["schema"])


@mutation
def change_error_status(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree, errors=True))
    rename_key(found, status, _other(random, ["400", "403", "429", "503", "default"], status))


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
    _new_parameter(operation, "cursor", "query", False)
    media["schema"] = {
        "type": "object",
        "properties": {"data": media["schema"], "next_cursor": {"type": "string"}},
    }


@mutation
def add_response_header(tree: Tree, random: Random) -> None:
    found, status = pick(random, responses(tree))
    found[status]["headers"] = {"X-Remaining": {"schema": {"type": "integer"}}}


# Security and servers


@mutation
def change_operation_security(tree: Tree, random: Random) -> None:
    _, _, operation = pick(random, operations(tree))
    operation["security"] = copy.deepcopy(_other(random, REQUIREMENTS, operation.get("security")))


@mutation
def change_global_security(tree: Tree, random: Random) -> None:
    tree["security"] = copy.deepcopy(_other(random, REQUIREMENTS, tree.get("security")))


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
    requirement[_other(random, ["key", "session"], None)] = []


@mutation
def change_api_key_name(tree: Tree, random: Random) -> None:
    scheme = tree["components"]["securitySchemes"][random.choice(["key", "query_key", "session"])]
    scheme["name"] = "X-Other"


@mutation
def change_scheme_type(tree: Tree, random: Random) -> None:
    schemes = tree["components"]["securitySchemes"]
    name = random.choice(["key", "token"])
    schemes[name] = random.choice(
        [{"type": "http", "scheme": "basic"}, {"type": "apiKey", "in": "query", "name": "k"}]
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


# Webhooks


@mutation
def remove_webhook(tree: Tree, random: Random) -> None:
    if not tree.pop("webhooks", None):
        raise NotApplicable


@mutation
def change_webhook_schema(tree: Tree, random: Random) -> None:
    webhook = pick(random, list(tree.get("webhooks", {}).values()))
    webhook["post"]["requestBody"]["content"]["application/json"]["schema"] = ref("Owner")
