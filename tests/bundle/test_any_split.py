"""Property: however a document is split into files, bundling restores its meaning."""

from __future__ import annotations

import json
import os
import posixpath
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.core.pointer import Pointer, value_at
from tests.bundle.documents import bundled
from tests.property_settings import examples

NAMES = ("Pet", "Cat", "Tag", "cat", "a/b~c", "ü %")
FILES = ("", "one.json", "sub/one.yaml", "sub/sub/two.json")
_DEEPEST = 6

# A schema refers to others by their names, which become references once it is known where each is.
named = st.sampled_from(NAMES).map(lambda name: {"$ref": name})
leaves = named | st.sampled_from(["string", "integer"]).map(lambda each: {"type": each})
schemas = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda properties, items: {"properties": properties, "items": items},
        st.dictionaries(st.sampled_from(["a", "$ref", "items"]), inner, max_size=2),
        inner,
    ),
    max_leaves=5,
)
# Not a reference itself: a circle of nothing else has no meaning.
documents = st.fixed_dictionaries(
    {name: schemas.map(lambda each: {"title": "t", "items": each}) for name in NAMES}
)
homes = st.fixed_dictionaries(
    {name: st.tuples(st.sampled_from(FILES), st.booleans()) for name in NAMES}
)


@examples(20, with_slow=60)
@given(documents, homes)
def test_any_split_into_files_bundles_to_the_same_schemas(
    document: dict[str, Any], homes: dict[str, tuple[str, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        found = bundled(Path(os.path.realpath(folder)), split(document, homes))
    assert found.diagnostics == ()
    roots = found.schemas["Root"]["prefixItems"]
    for name, root in zip(NAMES, roots, strict=True):
        assert unfolded(root, found.tree) == unfolded_names({"$ref": name}, document)


def split(
    document: dict[str, Any], homes: dict[str, tuple[str, bool]]
) -> dict[str, str]:
    """Distribute the schemas over some files, or give them files of their own."""
    files_by_name = {
        name: (
            (f"{file or 'own'}.{index}.yaml", "")
            if is_alone
            else (file or "api.yaml", "#" + _fragment(file, name))
        )
        for index, (name, (file, is_alone)) in enumerate(homes.items())
    }

    def referring(value: Any, file: str) -> Any:
        if isinstance(value, list):
            return [referring(item, file) for item in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("$ref"), str):
            target, fragment = files_by_name[value["$ref"]]
            near = posixpath.relpath(target, posixpath.dirname(file) or ".")
            return {"$ref": fragment if near == file and fragment else near + fragment}
        return {name: referring(each, file) for name, each in value.items()}

    trees: dict[str, Any] = {
        "api.yaml": {
            "openapi": "3.0.3",
            "components": {
                "schemas": {
                    "Root": referring(
                        {"prefixItems": [{"$ref": name} for name in NAMES]}, "api.yaml"
                    )
                }
            },
        }
    }
    for name, schema in document.items():
        file, fragment = files_by_name[name]
        written = referring(schema, file)
        if not fragment:
            trees[file] = written
            continue
        members = trees.setdefault(file, {})
        if file == "api.yaml":
            members = members["components"]["schemas"]
        members[name] = written
    return {file: json.dumps(tree) for file, tree in trees.items()}


def _fragment(file: str, name: str) -> str:
    at = Pointer((name,)) if file else Pointer(("components", "schemas", name))
    return str(at)[1:]


def unfolded(schema: Any, tree: Any, depth: int = 0) -> Any:
    """A schema with its references inlined, a few levels deep."""
    if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        target = value_at(tree, Pointer.parse(schema["$ref"]))
        return unfolded(target, tree, depth)
    return _unfolded(schema, depth, lambda each: unfolded(each, tree, depth + 1))


def unfolded_names(schema: Any, document: Any, depth: int = 0) -> Any:
    if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
        return unfolded_names(document[schema["$ref"]], document, depth)
    return _unfolded(
        schema, depth, lambda each: unfolded_names(each, document, depth + 1)
    )


def _unfolded(schema: Any, depth: int, inner: Any) -> Any:
    if depth > _DEEPEST or not isinstance(schema, dict):
        return schema if not isinstance(schema, dict) else "…"
    return {name: inner(each) for name, each in schema.items()}
