"""Any value of a `$ref` is resolved or reported, without side effects."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from generator.core.json import Json
from tests.bundle.documents import bundled
from tests.property_settings import examples

PIECES = [
    "/",
    "#",
    "..",
    ":",
    "//",
    "%",
    "%2e",
    "%00",
    "?",
    "\\",
    "file:",
    "http:",
    "[",
]
texts = st.text(max_size=30) | st.lists(
    st.sampled_from([*PIECES, "a.json", "api.json", "~", "é", "@", "$defs", "x"])
).map("".join)
values: st.SearchStrategy[Json] = texts | st.none() | st.integers() | st.lists(texts)


@examples(60, with_slow=200)
@given(
    st.dictionaries(
        st.sampled_from(["$ref", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor"]),
        values,
    ),
    st.dictionaries(texts, values, max_size=3) | values,
    st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]),
)
@example({"$ref": "a.json#/" + "9" * 5000}, {}, "3.1.0")
@example({"$ref": "http://[::1"}, {"a": "http://[::1"}, "3.1.0")
@example({"$id": "http://[", "$ref": "#/x"}, {}, "3.1.0")
@example({"$ref": "http://a:b/"}, {}, "3.1.0")
def test_any_reference_is_resolved_or_reported(
    keywords: dict[str, Json], mapping: Json, version: str
) -> None:
    discriminator = {"mapping": mapping, "defaultMapping": keywords.get("$ref")}
    schema = {**keywords, "discriminator": discriminator, "items": keywords}
    tree = {
        "openapi": version,
        "$self": keywords.get("$id"),
        "paths": {"/a": keywords, "/b": {"get": keywords}},
        "components": {"schemas": {"A": schema, "B": keywords, "C": {"$ref": "#x"}}},
    }
    other = {"x": schema, "$defs": {"x": keywords}}
    files = {"api.json": json.dumps(tree), "a.json": json.dumps(other)}
    with TemporaryDirectory() as folder:
        found = bundled(Path(folder), files, root="api.json")
    assert all(diagnostic.line is not None for diagnostic in found.diagnostics)
