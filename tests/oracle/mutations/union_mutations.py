"""Unions and `allOf` get other members, and discriminators other values."""

from __future__ import annotations

from random import Random

from tests.oracle.documents import Tree, ref
from tests.oracle.mutations.mutation import mutation, rename_key


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
    components["Animal"]["discriminator"]["mapping"][
        "bird"
    ] = "#/components/schemas/Bird"


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
