"""Whatever keywords a schema has, and however schemas refer to each other, there is a client."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostics, DocumentError
from generator.lower.api import Api
from generator.lower.lower import lower
from generator.lower.reach import refs_of
from generator.lower.type_definitions import Union
from generator.spec.parse import parse_document
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
    return (
        lower(parse_document(document(paths, owned), diagnostics), diagnostics),
        diagnostics,
    )


@examples(20, with_slow=60)
@given(st.fixed_dictionaries(dict.fromkeys(_COMPONENTS, _larger(_schemas))))
def test_every_schema_has_a_type_and_every_type_is_there(
    schemas: dict[str, Any],
) -> None:
    try:
        api, diagnostics = api_of(schemas)
    except DocumentError as error:
        [told] = error.diagnostics
        assert told.code in ("endless-schema", "too-many-combinations")
        return
    assert all(each.at is not None for each in diagnostics)
    for definition in api.definitions.values():
        assert set(refs_of(definition.type)) <= api.definitions.keys()
        assert set(told_in(definition.type)) <= api.definitions.keys()


def told_in(type_: Any) -> Any:
    if isinstance(type_, Union) and type_.discriminator is not None:
        yield from (id_ for _, id_ in type_.discriminator.mapping)


def test_discriminators_of_one_shape_name_what_stands_for_it() -> None:
    union = {
        "oneOf": [
            record("kind", kind={"const": "x"}, a={"type": "string"}),
            record("kind", kind={"const": "y"}, b={"type": "string"}),
        ],
        "discriminator": {"propertyName": "kind"},
    }
    api, _ = api_of({"A": record(it=union), "B": record(it=union)})
    for definition in api.definitions.values():
        assert set(told_in(definition.type)) <= api.definitions.keys()


def test_a_member_that_is_only_wrapped_has_the_tag_of_its_component() -> None:
    wrapped = {"allOf": [ref("A")], "description": "One of them."}
    union = {"oneOf": [wrapped, ref("B")], "discriminator": {"propertyName": "kind"}}
    members = {
        name: record("kind", kind={"type": "string"}, **{name: {"type": "integer"}})
        for name in ("A", "B")
    }
    api, _ = api_of({**members, "C": union})
    [found] = (e.type for e in api.definitions.values() if isinstance(e.type, Union))
    assert found.discriminator is not None
    assert [tag for tag, _ in found.discriminator.mapping] == ["A", "B"]


def test_a_discriminator_that_tells_none_of_its_members_is_none() -> None:
    members = [record("a", a={"type": "string"}), record("b", b={"type": "integer"})]
    union = {"oneOf": members, "discriminator": {"propertyName": "kind"}}
    api, _ = api_of({"A": union})
    [found] = (e.type for e in api.definitions.values() if isinstance(e.type, Union))
    assert found.discriminator is None
