"""Documents of the cases with something changed in them: built, or refused with words."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from generator.source.load import parse_text
from tests.hostile.building import compiled
from tests.property_settings import examples

Json: TypeAlias = Any
At: TypeAlias = tuple[str | int, ...]

CASES = Path(__file__).parents[1] / "cases"
# What stands in the place of something else, or beside it.
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


def places(tree: Json) -> list[At]:
    """Where everything in a document stands, in its order."""
    found: list[At] = []
    waiting: list[tuple[At, Json]] = [((), tree)]
    while waiting:
        at, value = waiting.pop()
        found.append(at)
        if isinstance(value, dict):
            waiting += [((*at, name), each) for name, each in value.items()]
        elif isinstance(value, list):
            waiting += [((*at, index), each) for index, each in enumerate(value)]
    return found


def value_at(tree: Json, at: At) -> Json:
    for token in at:
        tree = tree[token]
    return tree


def reference_to(at: At) -> Json:
    tokens = (str(each).replace("~", "~0").replace("/", "~1") for each in at)
    return {"$ref": "".join(["#", *(f"/{each}" for each in tokens)])}


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A document of a case with one to three changes."""
    tree = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 3))):
        everywhere = [each for each in places(tree) if each]
        if not everywhere:
            break
        at, other = draw(st.sampled_from(everywhere)), draw(st.sampled_from(everywhere))
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


@examples(100, with_slow=150)
@given(mutated())
def test_a_changed_document_is_built_or_refused_with_words(tree: Json) -> None:
    compilation = compiled(tree)
    if compilation is not None:
        for file in compilation.files:
            if file.path.endswith(".py") and not file.path.startswith("_runtime/"):
                compile(file.content, file.path, "exec")
