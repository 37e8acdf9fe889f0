"""Documents to name, and what may happen to one that is no reason for another name."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any, TypeAlias

from hypothesis import strategies as st

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.naming.names import name_everything
from generator.openapi.parse.document import parse_document
from tests.real.folders import STRIPE

Tree: TypeAlias = dict[str, Any]
Names: TypeAlias = dict[tuple[str, ...], object]


def names_of(tree: Tree) -> Names:
    """Each name in the client of a document, by what has it."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    names = name_everything(api)
    found: Names = {("type", id_): name for id_, name in names.types.items()}
    for id_, fields in names.fields.items():
        found |= {("field", id_, wire): name for wire, name in fields.items()}
    for path, name in names.resources.items():
        found["class", ".".join(path)] = name
    for key, operation in names.operations.items():
        found["function", key] = operation.function
        found["resource", key] = operation.resource
        found["method", key] = (*operation.method.resource, operation.method.name)
        for (location, wire), argument in operation.arguments.items():
            found["argument", key, location, wire] = argument
    return found


def with_parts(tree: Tree, paths: Tree, schemas: Tree) -> Tree:
    """A document that has more in it."""
    components = tree.get("components", {})
    return tree | {
        "paths": tree["paths"] | paths,
        "components": components | {"schemas": components["schemas"] | schemas},
    }


def reordered(value: Any, random: Random) -> Any:
    """The same value with the members of all objects in another order."""
    if isinstance(value, dict):
        members = [(name, reordered(each, random)) for name, each in value.items()]
        random.shuffle(members)
        return dict(members)
    return (
        [reordered(each, random) for each in value]
        if isinstance(value, list)
        else value
    )


def document(paths: Tree, schemas: Tree) -> Tree:
    """A document with these parts."""
    info = {"title": "Test", "version": "1"}
    return {
        "openapi": "3.1.0",
        "info": info,
        "paths": paths,
        "components": {"schemas": schemas},
    }


def record(*required: str, **properties: Any) -> Tree:
    """The schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required)}


def ref(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}


def operation(
    key: str, answer: Any, parameters: tuple[Tree, ...] = (), body: Any = None
) -> Tree:
    """An operation that takes and gives JSON."""

    def content(schema: Any) -> Tree:
        return {"application/json": {"schema": schema}}

    made: Tree = {
        "operationId": key,
        "parameters": list(parameters),
        "responses": {"200": {"description": "", "content": content(answer)}},
    }
    return made if body is None else made | {"requestBody": {"content": content(body)}}


def parameter(name: str, location: str, schema: Any = None) -> Tree:
    """A parameter; one in the path is required."""
    must = {"required": True} if location == "path" else {}
    return {"name": name, "in": location, "schema": schema or {"type": "string"}} | must


# Of each rule for names that collide, an example.
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
    """What Stripe's document says of customers, and all that it takes to say it."""
    tree = json.loads(STRIPE.read_text("utf-8"))
    paths = {
        path: item
        for path, item in tree["paths"].items()
        if path.startswith("/v1/customers")
    }
    schemas = tree["components"]["schemas"]
    needed: dict[str, Any] = {}
    waiting: list[Any] = [paths]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            name = str(value.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in needed:
                needed[name] = schemas[name]
                waiting.append(schemas[name])
    components = tree["components"] | {"schemas": needed}
    part: Tree = tree | {"paths": paths, "components": components}
    return part


@st.composite
def additions(draw: st.DrawFn, tree: Tree, mark: str = "zz") -> tuple[Tree, Tree]:
    """Paths and schemas with names and shapes of their own, which may mention those of `tree`.

    `mark` is in each of their names, and nowhere in `tree`.
    """
    known = [ref(name) for name in sorted(tree["components"]["schemas"])]
    count = draw(st.integers(1, 4))
    fresh = [f"{mark}_{draw(_words)}_{number}" for number in range(count)]
    scalars = st.sampled_from([*_SCALARS, {"enum": [f"{mark}_a", f"{mark}_b"]}])
    mentioned = st.sampled_from([*known, *map(ref, fresh)])

    def shape(lead: str) -> Tree:
        schemas = st.recursive(mentioned | scalars, _larger(lead), max_leaves=5)
        properties = st.dictionaries(_words.map(lambda word: f"{lead}_{word}"), schemas)
        return record(**draw(properties), **{lead: {"type": "string"}})

    schemas = {name: shape(name) for name in fresh}
    paths = {
        f"/{draw(st.sampled_from(['v1', 'v2', 'v3']))}/{name}": {
            "post": operation(
                f"{draw(_leads)}{name}",
                draw(mentioned),
                (parameter(draw(_words), "query", draw(scalars)),),
                shape(f"body_{name}"),
            )
        }
        for name in fresh
    }
    return paths, schemas


_words = st.text("abcdefg_-X1", min_size=1, max_size=6)
_leads = st.sampled_from(["", "post-", "Get", "list."])
_SCALARS: list[Tree] = [{"type": "string"}, {"type": "integer"}, {}]


def _larger(lead: str) -> Any:
    def larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        names = _words.map(lambda word: f"{lead}_{word}")
        properties = st.dictionaries(names, inner, min_size=1, max_size=3)
        return st.one_of(
            inner.map(lambda each: {"type": "array", "items": each}),
            inner.map(lambda each: {"anyOf": [each, {"type": "null"}]}),
            properties.map(lambda each: record(**each)),
        )

    return larger
