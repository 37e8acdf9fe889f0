"""Mutated documents of the test cases: built, or rejected with diagnostics."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from generator.source.load import parse_text
from tests.hostile.clients import compile_document
from tests.property_settings import examples

Json: TypeAlias = Any
Location: TypeAlias = tuple[str | int, ...]

CASES = Path(__file__).parents[1] / "cases"
# Values that replace others or are added next to them.
VALUES: list[Json] = [
    *(None, True, False, 0, -1.5, 10**30, "", "x", "é", "class", "\n", [], {}, [None]),
    *({"x": None}, {"$ref": 1}, {"$ref": "#"}, {"$ref": "#/info"}, {"$ref": "#/paths"}),
    *({"$ref": "#/components"}, {"$ref": "#/components/schemas"}, {"type": ["null"]}),
    *({"type": "object", "properties": {"a": {}}}, {"oneOf": []}, {"allOf": [{}]}),
    *({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"enum": [None, 1, "1", {}]}),
    *("*/*", "text/plain", "form", "deepObject", "path", "cookie", "object", "array"),
]
FIELDS = [
    *(
        "$ref",
        "type",
        "enum",
        "const",
        "properties",
        "required",
        "items",
        "allOf",
        "anyOf",
    ),
    *(
        "oneOf",
        "not",
        "if",
        "then",
        "additionalProperties",
        "discriminator",
        "nullable",
    ),
    *("prefixItems", "patternProperties", "default", "format", "title", "description"),
    *(
        "parameters",
        "requestBody",
        "content",
        "schema",
        "itemSchema",
        "headers",
        "style",
    ),
    *("tags", "operationId", "servers", "security", "callbacks", "webhooks", "x-odd"),
]


def _documents() -> Iterator[Json]:
    for path in sorted(CASES.glob("*/document.*")):
        tree, _ = parse_text(path.read_text("utf-8"), path.suffix == ".json")
        if "openapi" in tree:
            yield tree


DOCUMENTS = list(_documents())


def locations(tree: Json) -> list[Location]:
    """The location of every value in a document."""
    result: list[Location] = []
    pending: list[tuple[Location, Json]] = [((), tree)]
    while pending:
        at, value = pending.pop()
        result.append(at)
        if isinstance(value, dict):
            pending += [((*at, name), member) for name, member in value.items()]
        elif isinstance(value, list):
            pending += [((*at, index), item) for index, item in enumerate(value)]
    return result


def value_at(tree: Json, at: Location) -> Json:
    for token in at:
        tree = tree[token]
    return tree


def reference_to(at: Location) -> Json:
    tokens = (str(token).replace("~", "~0").replace("/", "~1") for token in at)
    return {"$ref": "".join(["#", *(f"/{token}" for token in tokens)])}


@st.composite
def mutated_documents(draw: st.DrawFn) -> Json:
    """The document of a test case with one to three mutations."""
    tree = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        nested = [location for location in locations(tree) if location]
        if not nested:
            break
        at, other = draw(st.sampled_from(nested)), draw(st.sampled_from(nested))
        parent, name = value_at(tree, at[:-1]), at[-1]
        new = draw(
            st.one_of(
                st.sampled_from(VALUES),
                st.just(value_at(tree, other)),
                st.just(reference_to(other)),
            )
        )
        match draw(st.sampled_from(["delete", "replace", "add", "rename"])):
            case "delete":
                del parent[name]
            case "replace":
                parent[name] = copy.deepcopy(new)
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["", "é", "x-y", "get", "$ref"]))] = (
                    parent.pop(name)
                )
            case _ if isinstance(parent, dict):
                parent[draw(st.sampled_from(FIELDS))] = copy.deepcopy(new)
            case _:
                parent.append(copy.deepcopy(new))
    return tree


@examples(50, with_slow=150)
@given(mutated_documents())
def test_mutated_document_is_built_or_rejected(tree: Json) -> None:
    client = compile_document(tree)
    if client is not None:
        for file in client.files:
            if file.path.endswith(".py") and not file.path.startswith("_runtime/"):
                compile(file.content, file.path, "exec")
