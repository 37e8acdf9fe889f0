"""One definition for each shape: what mentions the others mentions it."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.ir.types import Union
from generator.lower.lower_document import lower_document
from generator.openapi.parse.document import parse_document


def test_a_discriminator_names_the_definitions_that_stand_for_their_shapes() -> None:
    kinds = {
        "discriminator": {"propertyName": "kind", "mapping": {"a": "A", "b": "B"}},
        "properties": {"id": {"type": "string"}},
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in "AB"],
    }
    schemas = {
        "A": {"type": "object", "properties": {"kind": {"type": "string"}}},
        "B": {"type": "object", "properties": {"size": {"type": "integer"}}},
        "First": kinds,
        "Second": kinds,
    }
    tree = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    unions = [each.type for each in api.definitions.values()]
    told = [each.discriminator for each in unions if isinstance(each, Union)]
    assert [each.property_name for each in told if each is not None] == ["kind"] * 2
    assert all(
        id_ in api.definitions for each in told if each for _, id_ in each.mapping
    )
