"""Any JSON object decodes to a model, and encoding the model gives the same JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.building import Clients
from tests.property_settings import examples

CASES = [
    "formats",
    "inheritance",
    "maps",
    "odd_enums",
    "recursion",
    "tuples",
    "typed_extras",
    "unions_by_constant",
    "unions_by_discriminator",
    "unions_by_kind",
    "unions_by_required_keys",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**301)
    | st.floats()
    | st.text(st.characters(), max_size=9)
    | st.sampled_from(["2024-02-30", "9999-12-31T23:59:59Z", "1e9", "=", "\ud800"])
)


def json_values(names: list[str]) -> st.SearchStrategy[Any]:
    """JSON whose objects have these names, among others."""
    keys = st.sampled_from([*names, "", "type", "a"]) | st.text(max_size=3)
    return st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5)
        ),
        max_leaves=12,
    )


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    folder = tmp_path_factory.mktemp("clients")
    built = Clients(Path(folder))
    sys.path.insert(0, str(folder))
    yield built
    sys.path.remove(str(folder))
    built.forget()


@pytest.mark.parametrize("case", CASES)
def test_any_json_round_trips(clients: Clients, case: str) -> None:
    package = clients.package(case)
    models = import_module(f"{package}.models")
    base: Any = import_module(f"{package}._runtime.models.model").Model
    schema_of = import_module(f"{package}._runtime.models.fields").schema_of
    decode = import_module(f"{package}._runtime.models.decode").object_decoder
    exported = [getattr(models, name) for name in dir(models)]
    classes = [
        value
        for value in exported
        if isinstance(value, type) and issubclass(value, base) and value is not base
    ]
    assert classes
    names = [field.wire for model in classes for field in schema_of(model).fields]

    @examples(40)
    @given(
        st.sampled_from(classes),
        st.dictionaries(st.sampled_from(names), json_values(names)),
    )
    def check(cls: Any, value: dict[str, Any]) -> None:
        model = decode(cls)(value)
        assert type(model) is cls
        assert repr(model)
        # Compare strings: NaN is not equal to itself, and 1 equals 1.0.
        encoded, original = (
            json.dumps(tree, sort_keys=True) for tree in (model.to_dict(), value)
        )
        assert encoded == original

    check()
