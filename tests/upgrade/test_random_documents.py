"""Property: any valid Swagger 2.0 document converts to valid OpenAPI 3.0, without loss."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer, value_at
from generator.openapi.swagger2 import convert_swagger2
from generator.openapi.validation.validate import validate
from generator.source.load import origin_of
from tests.property_settings import examples
from tests.upgrade.swagger import document, source

NAMES = ("Dog", "a.b", "x-y", "_1")
MEDIA_TYPES = ("application/json", "application/xml", "text/plain")
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
FORMATS = ("csv", "ssv", "tsv", "pipes")


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)
references = st.sampled_from(NAMES).map(lambda name: {"$ref": f"#/definitions/{name}"})
notes = some(description=words, **{"x-nullable": st.booleans(), "x-own": words})
plain = st.sampled_from(["string", "integer", "number", "boolean"]).map(
    lambda kind: {"type": kind}
)


def merged(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    return st.tuples(*parts).map(
        lambda each: {k: v for part in each for k, v in part.items()}
    )


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.dictionaries(words, inner, max_size=3)
    return st.one_of(
        merged(
            st.just({"type": "array"}), st.fixed_dictionaries({"items": inner}), notes
        ),
        merged(
            st.just({"type": "object"}),
            some(properties=named, additionalProperties=inner | st.booleans()),
            notes,
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda each: {"allOf": each}),
    )


schemas = st.recursive(merged(plain, notes) | references, _schemas, max_leaves=6)
parents = st.just(
    {"type": "object", "discriminator": "k", "required": ["k"], "properties": {"k": {}}}
)


def items(depth: int) -> st.SearchStrategy[Any]:
    if depth == 0:
        return plain
    listed = st.fixed_dictionaries(
        {"type": st.just("array"), "items": items(depth - 1)},
        optional={"collectionFormat": st.sampled_from(FORMATS)},
    )
    return plain | listed


def parameters(location: str) -> st.SearchStrategy[Any]:
    formats = FORMATS if location in ("path", "header") else (*FORMATS, "multi")
    listed = st.fixed_dictionaries(
        {"type": st.just("array"), "items": items(1)},
        optional={"collectionFormat": st.sampled_from(formats)},
    )
    file = [st.just({"type": "file"})] if location == "formData" else []
    required = (
        st.just({"required": True})
        if location == "path"
        else some(required=st.booleans())
    )
    place = st.just({"in": location, "name": "id" if location == "path" else location})
    return merged(st.one_of(plain, listed, *file), notes, required, place)


bodies = merged(
    st.just({"in": "body", "name": "b"}),
    notes,
    st.fixed_dictionaries({"schema": schemas}),
)
# Bodies and form fields exclude each other, and each is in a list of its own.
lists = st.one_of(
    st.tuples(parameters("query"), bodies),
    st.tuples(parameters("header"), parameters("formData")),
    st.tuples(st.just({"$ref": "#/parameters/body"}), parameters("query")),
    st.tuples(st.just({"$ref": "#/parameters/query"})),
)
headers = merged(items(1), some(description=words))
responses = merged(
    st.just({"description": ""}),
    some(
        schema=schemas | st.just({"type": "file"}),
        headers=st.dictionaries(st.sampled_from(["X-A", "X-B"]), headers),
        examples=st.dictionaries(st.sampled_from(MEDIA_TYPES), words, max_size=2),
    ),
)
media_types = st.lists(st.sampled_from(MEDIA_TYPES + FORMS), unique=True)
schemes = st.lists(st.sampled_from(["http", "https", "ws", "wss"]), unique=True)
operations = merged(
    lists.map(lambda each: {"parameters": list(each)}),
    st.fixed_dictionaries(
        {
            "responses": st.dictionaries(
                st.sampled_from(["200", "404", "default"]),
                responses | st.just({"$ref": "#/responses/R"}),
                min_size=1,
            )
        },
        optional={"consumes": media_types, "produces": media_types, "schemes": schemes},
    ),
)
path_items = st.fixed_dictionaries(
    {"parameters": parameters("path").map(lambda each: [each])},
    optional=dict.fromkeys(METHODS, operations),
)
security = st.fixed_dictionaries(
    {
        "basic": st.just({"type": "basic"}),
        "oauth2": st.sampled_from(
            ["implicit", "accessCode", "password", "application"]
        ).map(
            lambda flow: {
                "type": "oauth2",
                "flow": flow,
                "scopes": {"a": "b"},
                **(
                    {"authorizationUrl": "https://a.b"}
                    if flow in ("implicit", "accessCode")
                    else {}
                ),
                **({} if flow == "implicit" else {"tokenUrl": "https://a.b"}),
            }
        ),
    }
)
documents = st.fixed_dictionaries(
    {
        "definitions": st.fixed_dictionaries(dict.fromkeys(NAMES, schemas | parents)),
        "parameters": st.fixed_dictionaries(
            {"body": bodies, "query": parameters("query")}
        ),
        "responses": st.fixed_dictionaries({"R": responses}),
        "paths": st.dictionaries(st.sampled_from(["/a/{id}", "/b/{id}"]), path_items),
        "securityDefinitions": security,
    },
    optional={
        "host": st.just("a.b:80"),
        "basePath": st.sampled_from(["/", "/v1", "/v1/"]),
        "schemes": schemes,
        "consumes": media_types,
        "produces": media_types,
    },
).map(lambda fields: document(**fields))


def errors(tree: Any) -> list[str]:
    return [
        f"{diagnostic.code} {diagnostic.message} {diagnostic.at}"
        for diagnostic in validate(tree)
        if diagnostic.severity == "error" and diagnostic.code != "reference-cycle"
    ]


@examples(30, with_slow=60)
@given(documents)
def test_converted_document_is_valid(tree: dict[str, Any]) -> None:
    assert errors(tree) == []
    result = convert_swagger2(source(tree), Diagnostics())[0].tree
    assert errors(result) == []


@examples(30, with_slow=60)
@given(documents)
def test_all_operations_and_schemas_are_kept(tree: dict[str, Any]) -> None:
    result = convert_swagger2(source(tree), Diagnostics())[0].tree
    assert list(result["components"]["schemas"]) == list(tree["definitions"])
    assert list(result["paths"]) == list(tree["paths"])
    for path, item in tree["paths"].items():
        assert result["paths"][path].keys() == item.keys()


@examples(30, with_slow=60)
@given(documents)
def test_every_value_has_an_origin_in_the_document(tree: dict[str, Any]) -> None:
    result, noted = convert_swagger2(source(tree), Diagnostics())
    for at in _locations(result.tree, Pointer()):
        assert origin_of(result, at).source.tree is tree
        noted.warning("code", "message", at)
    for item in noted:
        assert item.at is not None
        value_at(tree, item.at)


def _locations(value: Any, at: Pointer) -> list[Pointer]:
    inside = value.items() if isinstance(value, dict) else ()
    return [
        at,
        *(place for name, each in inside for place in _locations(each, at / name)),
    ]
