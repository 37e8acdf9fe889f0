"""Deduplicating inline types of equal structure."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.ir.types import Union
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document


def test_discriminators_refer_to_representatives() -> None:
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
    discriminators = [
        definition.type.discriminator
        for definition in api.definitions.values()
        if isinstance(definition.type, Union) and definition.type.discriminator
    ]
    assert [discriminator.property_name for discriminator in discriminators] == [
        "kind"
    ] * 2
    assert all(
        id_ in api.definitions
        for discriminator in discriminators
        for _, id_ in discriminator.mapping
    )
