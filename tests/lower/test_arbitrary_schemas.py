"""Lowering arbitrary combinations of schema keywords and references."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostics, DocumentError
from generator.ir.api import Api
from generator.ir.reachability import referenced_types
from generator.ir.types import Union
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import document, operation, record, ref
from tests.property_settings import examples

_COMPONENTS = ("A", "B", "C")
_names = st.sampled_from(["a", "b", "kind"])
_values = st.sampled_from(["x", "y", 1, 1.5, True, None, {"a": 1}, [1]])
_types = st.sampled_from(
    ["string", "integer", "number", "boolean", "null", "array", "object"]
)
_references = st.sampled_from([ref(name) for name in _COMPONENTS]) | st.builds(
    lambda name, part: {"$ref": f"#/components/schemas/{name}{part}"},
    st.sampled_from(_COMPONENTS),
    st.sampled_from(["", "/properties/own"]),
)
_leaves = (
    st.booleans()
    | _references
    | st.fixed_dictionaries({"type": _types})
    | st.fixed_dictionaries({"enum": st.lists(_values, max_size=3)})
    | st.fixed_dictionaries({"const": _values})
)


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    named = st.dictionaries(_names, inner, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": _types | st.lists(_types, min_size=1, max_size=2, unique=True),
            "nullable": st.booleans(),
            "properties": named,
            "required": st.lists(_names, max_size=2, unique=True),
            "additionalProperties": inner,
            "patternProperties": named,
            "items": inner,
            "prefixItems": several,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "if": inner,
            "then": inner,
            "dependentSchemas": named,
            "discriminator": st.just({"propertyName": "kind", "mapping": {"x": "A"}}),
            "$ref": st.sampled_from([ref(name)["$ref"] for name in _COMPONENTS]),
            "readOnly": st.booleans(),
        },
    )


_schemas = st.recursive(_leaves, _larger, max_leaves=5)


def api_of(schemas: dict[str, Any]) -> tuple[Api, Diagnostics]:
    owned = {
        name: {**schema, "properties": {**schema.get("properties", {}), "own": {}}}
        for name, schema in schemas.items()
    }
    paths = {"/a": {"post": operation("a", ref("A"), (), ref("B"))}}
    diagnostics = Diagnostics()
    parsed = parse_document(document(paths, owned), diagnostics)
    return lower_document(parsed, diagnostics).api, diagnostics


@examples(20, with_slow=60)
@given(st.fixed_dictionaries(dict.fromkeys(_COMPONENTS, _larger(_schemas))))
def test_arbitrary_schemas_lower_to_defined_types(
    schemas: dict[str, Any],
) -> None:
    try:
        api, diagnostics = api_of(schemas)
    except DocumentError as error:
        [diagnostic] = error.diagnostics
        assert diagnostic.code in ("endless-schema", "too-many-combinations")
        return
    assert all(diagnostic.at is not None for diagnostic in diagnostics)
    for definition in api.definitions.values():
        assert set(referenced_types(definition.type)) <= api.definitions.keys()
        assert set(discriminated_types(definition.type)) <= api.definitions.keys()


def discriminated_types(type_: Any) -> Any:
    if isinstance(type_, Union) and type_.discriminator is not None:
        yield from (id_ for _, id_ in type_.discriminator.mapping)


def test_discriminators_of_deduplicated_unions_refer_to_existing_types() -> None:
    schema = {
        "oneOf": [
            record("kind", kind={"const": "x"}, a={"type": "string"}),
            record("kind", kind={"const": "y"}, b={"type": "string"}),
        ],
        "discriminator": {"propertyName": "kind"},
    }
    api, _ = api_of({"A": record(it=schema), "B": record(it=schema)})
    for definition in api.definitions.values():
        assert set(discriminated_types(definition.type)) <= api.definitions.keys()


def test_trivially_wrapped_member_has_the_discriminator_value_of_its_component() -> (
    None
):
    wrapped = {"allOf": [ref("A")], "description": "One of them."}
    schema = {"oneOf": [wrapped, ref("B")], "discriminator": {"propertyName": "kind"}}
    members = {
        name: record("kind", kind={"type": "string"}, **{name: {"type": "integer"}})
        for name in ("A", "B")
    }
    api, _ = api_of({**members, "C": schema})
    [union] = (
        definition.type
        for definition in api.definitions.values()
        if isinstance(definition.type, Union)
    )
    assert union.discriminator is not None
    assert [value for value, _ in union.discriminator.mapping] == ["A", "B"]


def test_discriminator_without_values_is_dropped() -> None:
    members = [record("a", a={"type": "string"}), record("b", b={"type": "integer"})]
    schema = {"oneOf": members, "discriminator": {"propertyName": "kind"}}
    api, _ = api_of({"A": schema})
    [union] = (
        definition.type
        for definition in api.definitions.values()
        if isinstance(definition.type, Union)
    )
    assert union.discriminator is None
