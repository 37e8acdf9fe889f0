"""Whatever JSON comes for a model, decoding gives a value, and what came can be had from it."""

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
    """JSON in which objects have these names, and others."""
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
    made = Clients(Path(folder))
    sys.path.insert(0, str(folder))
    yield made
    sys.path.remove(str(folder))
    made.forget()


@pytest.mark.parametrize("case", CASES)
def test_any_json_is_decoded(clients: Clients, case: str) -> None:
    package = clients.package(case)
    models = import_module(f"{package}.models")
    base: Any = import_module(f"{package}._runtime.models.model").Model
    shape_of = import_module(f"{package}._runtime.models.fields").schema_of
    decode = import_module(f"{package}._runtime.models.decode").object_decoder
    found = [getattr(models, name) for name in dir(models)]
    classes = [each for each in found if isinstance(each, type) and each is not base]
    classes = [each for each in classes if issubclass(each, base)]
    assert classes
    names = [field.wire for each in classes for field in shape_of(each).fields]

    @examples(40)
    @given(
        st.sampled_from(classes),
        st.dictionaries(st.sampled_from(names), json_values(names)),
    )
    def check(cls: Any, value: dict[str, Any]) -> None:
        model = decode(cls)(value)
        assert type(model) is cls
        assert repr(model)
        # As text, for NaN is equal to nothing, and 1 is equal to 1.0.
        sent, came = (
            json.dumps(each, sort_keys=True) for each in (model.to_dict(), value)
        )
        assert sent == came

    check()
