"""`to_dict(from_dict(x)) == x` for any JSON object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models.fields import schema_of
from generator.runtime.models.model import Model
from tests.runtime.little_client.models import Card, Customer, Failure, Money, Owner

MODELS: list[type[Model]] = [Customer, Card, Failure, Money, Owner]
KEYS = sorted({key for cls in MODELS for key in schema_of(cls).by_wire})
TEXTS = [
    "2024-05-01",
    "2024-05-01T00:00:00.000Z",
    "2024-05-01T00:00:00Z",
    "1.50",
    "5",
    "aGk=",
    "bank_account",
    "card",
    "cat",
    "customer",
    "now",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(TEXTS)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6),
    max_leaves=25,
)
OBJECTS = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), VALUES)


def is_identical(left: Any, right: Any) -> bool:
    """Whether two values are equal and of the same types: 1, 1.0 and True differ."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


@pytest.mark.parametrize("cls", MODELS)
@given(data=OBJECTS)
def test_any_object_round_trips(cls: type[Model], data: dict[str, Any]) -> None:
    assert is_identical(cls.from_dict(data).to_dict(), data)


@pytest.mark.parametrize("cls", MODELS)
@given(data=OBJECTS)
def test_decoding_does_not_modify_input(cls: type[Model], data: dict[str, Any]) -> None:
    before = json.dumps(data)
    cls.from_dict(data).to_dict()
    assert json.dumps(data) == before


def test_stripe_fixtures_round_trip(shared: Path) -> None:
    samples = json.loads((shared / "fixtures" / "stripe-fixtures.json").read_text())
    for sample in samples["resources"].values():
        for cls in MODELS:
            assert is_identical(cls.from_dict(sample).to_dict(), sample)
