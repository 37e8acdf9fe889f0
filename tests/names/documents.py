"""Documents to name, and edits of documents that must not change names."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any, TypeAlias

from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.naming.names import name_api
from generator.openapi.parse import parse_document
from tests.real.folders import STRIPE

Tree: TypeAlias = dict[str, Any]
Names: TypeAlias = dict[tuple[str, ...], object]


def names_of(tree: Tree) -> Names:
    """Return every name in the client of a document, by a key of what it names."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    names = name_api(api)
    result: Names = {("type", id_): name for id_, name in names.types.items()}
    for id_, fields in names.fields.items():
        result |= {("field", id_, wire): name for wire, name in fields.items()}
    for path, name in names.resources.items():
        result["class", ".".join(path)] = name
    for key, operation in names.operations.items():
        result["function", key] = operation.function
        result["resource", key] = operation.resource
        result["method", key] = (*operation.method.resource, operation.method.name)
        for (location, wire), argument in operation.arguments.items():
            result["argument", key, location, wire] = argument
    return result


def with_parts(tree: Tree, paths: Tree, schemas: Tree) -> Tree:
    """Return the document with additional paths and schemas."""
    components = tree.get("components", {})
    return tree | {
        "paths": tree["paths"] | paths,
        "components": components | {"schemas": components["schemas"] | schemas},
    }


def reordered(value: Any, random: Random) -> Any:
    """Return the value with the members of all objects in random order."""
    if isinstance(value, dict):
        members = [(name, reordered(item, random)) for name, item in value.items()]
        random.shuffle(members)
        return dict(members)
    return (
        [reordered(item, random) for item in value]
        if isinstance(value, list)
        else value
    )


def document(paths: Tree, schemas: Tree) -> Tree:
    """Return a document with these paths and schemas."""
    info = {"title": "Test", "version": "1"}
    return {
        "openapi": "3.1.0",
        "info": info,
        "paths": paths,
        "components": {"schemas": schemas},
    }


def record(*required: str, **properties: Any) -> Tree:
    """Return the schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required)}


def ref(name: str) -> Tree:
    """Return a reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def operation(
    key: str, response: Any, parameters: tuple[Tree, ...] = (), body: Any = None
) -> Tree:
    """Return an operation with schemas of its JSON response and body."""

    def content(schema: Any) -> Tree:
        return {"application/json": {"schema": schema}}

    result: Tree = {
        "operationId": key,
        "parameters": list(parameters),
        "responses": {"200": {"description": "", "content": content(response)}},
    }
    if body is not None:
        result["requestBody"] = {"content": content(body)}
    return result


def parameter(name: str, location: str, schema: Any = None) -> Tree:
    """Return a parameter, required if it is in the path."""
    required = {"required": True} if location == "path" else {}
    return {
        "name": name,
        "in": location,
        "schema": schema or {"type": "string"},
    } | required


# Has an example of every rule for names that collide.
CROWDED = document(
    {
        "/v1/pets": {
            "get": operation(
                "listPets", record(data={"type": "array", "items": ref("pet")})
            ),
            "post": operation(
                "list_pets",
                ref("pet"),
                (parameter("id", "query"), parameter("id", "header")),
                record(
                    "id", id={"type": "string"}, owner=record(name={"type": "string"})
                ),
            ),
        },
        "/v1/pets/{id}": {
            "get": operation(
                "get-pet",
                {"anyOf": [ref("pet"), ref("deleted_pet")]},
                (
                    parameter("id", "path"),
                    parameter("id", "query"),
                    parameter("client", "query"),
                ),
            ),
        },
        "/v1/shop/carts/{cart}": {
            "delete": operation("Delete", ref("list"), (parameter("cart", "path"),))
        },
        "/v2/pets": {"get": operation("listPetsV2", ref("Pet"))},
    },
    {
        "pet": record(
            "id",
            **{"id": {"type": "string"}, "class": {"type": "string"}},
            **{"tax-id": {"type": "string"}, "tax_id": {"type": "string"}},
            owner=record(name={"type": "string"}, kind={"enum": ["a", "b"]}),
        ),
        "Pet": record(owner=record(age={"type": "integer"})),
        "pet_owner": record(pet=ref("pet")),
        "deleted_pet": record("deleted", deleted={"const": True}),
        "list": record(of={"oneOf": [ref("pet"), record(x={"type": "string"})]}),
        "pet.status": {"enum": ["new", "old"]},
    },
)


@cache
def customers() -> Tree:
    """Return the paths of customers in Stripe's document, with all schemas they reference."""
    tree = json.loads(STRIPE.read_text("utf-8"))
    paths = {
        path: item
        for path, item in tree["paths"].items()
        if path.startswith("/v1/customers")
    }
    schemas = tree["components"]["schemas"]
    needed: dict[str, Any] = {}
    pending: list[Any] = [paths]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            pending += value.values()
            name = str(value.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in needed:
                needed[name] = schemas[name]
                pending.append(schemas[name])
    components = tree["components"] | {"schemas": needed}
    result: Tree = tree | {"paths": paths, "components": components}
    return result


@st.composite
def additions(draw: st.DrawFn, tree: Tree, mark: str = "zz") -> tuple[Tree, Tree]:
    """Draw paths and schemas with new names that may reference schemas of `tree`.

    All of their names contain `mark`, which must not occur in `tree`.
    """
    known = [ref(name) for name in sorted(tree["components"]["schemas"])]
    count = draw(st.integers(1, 4))
    fresh = [f"{mark}_{draw(_words)}_{number}" for number in range(count)]
    scalars = st.sampled_from([*_SCALARS, {"enum": [f"{mark}_a", f"{mark}_b"]}])
    mentioned = st.sampled_from([*known, *map(ref, fresh)])

    def shape(prefix: str) -> Tree:
        schemas = st.recursive(mentioned | scalars, _larger(prefix), max_leaves=5)
        properties = st.dictionaries(
            _words.map(lambda word: f"{prefix}_{word}"), schemas
        )
        return record(**draw(properties), **{prefix: {"type": "string"}})

    schemas = {name: shape(name) for name in fresh}
    paths = {
        f"/{draw(st.sampled_from(['v1', 'v2', 'v3']))}/{name}": {
            "post": operation(
                f"{draw(_key_prefixes)}{name}",
                draw(mentioned),
                (parameter(draw(_words), "query", draw(scalars)),),
                shape(f"body_{name}"),
            )
        }
        for name in fresh
    }
    return paths, schemas


_words = st.text("abcdefg_-X1", min_size=1, max_size=6)
_key_prefixes = st.sampled_from(["", "post-", "Get", "list."])
_SCALARS: list[Tree] = [{"type": "string"}, {"type": "integer"}, {}]


def _larger(prefix: str) -> Any:
    def larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        names = _words.map(lambda word: f"{prefix}_{word}")
        properties = st.dictionaries(names, inner, min_size=1, max_size=3)
        return st.one_of(
            inner.map(lambda item: {"type": "array", "items": item}),
            inner.map(lambda member: {"anyOf": [member, {"type": "null"}]}),
            properties.map(lambda fields: record(**fields)),
        )

    return larger
