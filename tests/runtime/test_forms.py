"""URL-encoded form bodies, compared with those of Stripe's Python library."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stripe._encode import _api_encode

from generator.runtime.operations.form_bodies import encode_form
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.styles import deep_object

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
KEYS = TEXTS.filter(bool)
# Our client refuses NaN and infinite numbers.
SCALARS = (
    TEXTS
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from("[]&=+% é€")
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, min_size=1, max_size=3)
    | st.dictionaries(KEYS, inner | st.booleans(), max_size=3),
    max_leaves=12,
)


def by_stripe(values: dict[str, Any]) -> bytes:
    """Serialize a form with Stripe's library."""
    text = urlencode(list(_api_encode(values)))
    return text.replace("%5B", "[").replace("%5D", "]").encode()


@given(values=st.dictionaries(KEYS, TREES | st.booleans(), max_size=4))
def test_form_matches_stripe_library(values: dict[str, Any]) -> None:
    fields = [(deep_object(name), value) for name, value in values.items()]
    assert encode_form(fields) == by_stripe(values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"type": "eu_vat", "value": "DE1"}], "a[0][type]=eu_vat&a[0][value]=DE1"),
        ({"order": "6735"}, "a[order]=6735"),
        (["default_source"], "a[0]=default_source"),
        ({"x": [True, False]}, "a[x][0]=true&a[x][1]=false"),
        (None, "a="),
        ("", "a="),
        ([], "a="),
        ({"b": None, "c": []}, "a[b]=&a[c]="),
        ({}, ""),
        ("a b&c", "a=a+b%26c"),
    ],
)
def test_deep_object_form_values(value: Any, expected: str) -> None:
    assert encode_form([(deep_object("a"), value)]) == expected.encode()


def test_form_property_without_style() -> None:
    fields: list[tuple[Parameter, Any]] = [
        (Parameter("list"), ["a", "b"]),
        (Parameter("address"), {"zip": "9+1"}),
        (Parameter("flag", "the flag"), True),
    ]
    assert encode_form(fields) == (
        b"list=a&list=b&address=%7B%22zip%22%3A%229%2B1%22%7D&the+flag=true"
    )


def test_form_styles() -> None:
    fields = [
        (Parameter("a", style="form", explode=False), ["x", "y"]),
        (Parameter("b", style="spaceDelimited"), ["x", "y"]),
        (Parameter("c", style="form"), {"d": 1}),
    ]
    assert encode_form(fields) == b"a=x,y&b=x+y&d=1"
