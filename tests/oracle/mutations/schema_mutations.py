"""Properties and types of schemas change."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from tests.oracle.documents import Tree, ref
from tests.oracle.locations import (
    body_objects,
    holders,
    objects,
    parameters,
    properties,
    scalars,
    schemas,
)
from tests.oracle.mutations.mutation import (
    NotApplicable,
    mutation,
    other,
    pick,
    rename_key,
    spellings,
)
from tests.oracle.samples import resolve


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
    new = random.choice(spellings(name))
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
    schema, name = pick(
        random, [(s, n) for s, n in properties(tree) if len(s["properties"]) > 1]
    )
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
    options = [snake, name.replace("_", "-"), *spellings(name)]
    new = other(random, options, name)
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
    found = [
        s
        for name in ("string", "integer", "number", "boolean")
        for s in scalars(tree, name)
    ]
    schema = pick(random, found)
    names = ["string", "integer", "number", "boolean"]
    schema["type"] = other(random, names, schema["type"])
    schema.pop("format", None)
    schema.pop("default", None)


@mutation
def change_string_format(tree: Tree, random: Random) -> None:
    schema = pick(random, scalars(tree, "string"))
    formats = ["date-time", "date", "int64", "decimal", "byte", "uuid", "email", None]
    new = other(random, formats, schema.pop("format", None))
    schema.pop("default", None)
    if new is not None:
        schema["format"] = new


@mutation
def change_integer_format(tree: Tree, random: Random) -> None:
    schema = pick(random, scalars(tree, "integer"))
    new = other(
        random, ["int32", "int64", "unix-time", None], schema.pop("format", None)
    )
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
    found = [
        s
        for s in schemas(tree)
        if s.get("type") == "array" and "$ref" not in s["items"]
    ]
    schema = pick(random, found)
    new = [
        {"type": "integer"},
        {"type": "string"},
        {"type": "string", "nullable": True},
    ]
    schema["items"] = other(random, new, schema["items"])


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
    found = [
        s for s in schemas(tree) if s.get("type") == "string" and "format" not in s
    ]
    schema = pick(random, found)
    if schema.pop("enum", None) is None:
        schema["enum"] = ["text", "x", "other"]


@mutation
def toggle_additional_properties(tree: Tree, random: Random) -> None:
    schema = pick(random, [s for s in schemas(tree) if s.get("type") == "object"])
    values = [None, True, False, {"type": "integer"}, {"type": "string"}]
    new = other(random, values, schema.pop("additionalProperties", None))
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
    parent[key] = ref(other(random, names, current))


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
    schema["properties"][name] = {
        "type": "object",
        "properties": {"value": {"type": "string"}},
    }


@mutation
def deprecate_property(tree: Tree, random: Random) -> None:
    schema, name = pick(random, properties(tree))
    if "$ref" in schema["properties"][name]:
        raise NotApplicable
    schema["properties"][name]["deprecated"] = True


@mutation
def remove_unused_component(tree: Tree, random: Random) -> None:
    components = tree["components"]["schemas"]
    used = repr(tree)
    found = [name for name in components if f"schemas/{name}'" not in used]
    del components[pick(random, found)]
