"""Cookie parameters: the style `cookie` of OpenAPI 3.2, and plain text."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models.encode import EncodingError
from generator.runtime.operations.cookies import cookie_pairs
from generator.runtime.operations.parameters import Parameter

EXPLODED = Parameter("color", style="cookie")
FLAT = Parameter("color", style="cookie", explode=False)
TEXT = Parameter("color", media_type="text/plain")
FORM = Parameter("color")


def cookies(parameter: Parameter, value: Any) -> str:
    pairs = cookie_pairs(parameter, value, lambda text: quote(text, safe=""))
    return "; ".join(f"{name}={text}" for name, text in pairs)


@pytest.mark.parametrize(
    ("value", "flat", "exploded"),
    [
        (None, "color=", "color="),
        ("", "color=", "color="),
        ("blue", "color=blue", "color=blue"),
        (
            ["blue", "black", "brown"],
            "color=blue,black,brown",
            "color=blue; color=black; color=brown",
        ),
        (
            {"R": 100, "G": 200, "B": 150},
            "color=R,100,G,200,B,150",
            "R=100; G=200; B=150",
        ),
    ],
)
def test_style_examples_of_openapi_32(value: Any, flat: str, exploded: str) -> None:
    assert cookies(FLAT, value) == flat
    assert cookies(EXPLODED, value) == exploded


def test_escaped_cookie_value_is_unchanged() -> None:
    assert cookies(EXPLODED, "a%20b=/?") == "color=a%20b=/?"
    assert cookies(TEXT, "a%20b=/?") == "color=a%20b=/?"
    assert cookies(FORM, "a b") == "color=a%20b"


@pytest.mark.parametrize(
    "value", ["a b", "a;b", 'a"', "a\\", "a,b", "é", "a\r\nb", "\0"]
)
def test_invalid_cookie_characters(value: str) -> None:
    for parameter in (EXPLODED, FLAT, TEXT):
        with pytest.raises(ValueError, match="the cookie 'color' contains a character"):
            cookies(parameter, value)
    with pytest.raises(ValueError, match="is not a valid cookie name"):
        cookies(Parameter("a;b", style="cookie"), "x")
    with pytest.raises(EncodingError, match="color: an item contains ','"):
        cookies(FLAT, ["a,b"])


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_value_cannot_add_cookie(value: str) -> None:
    for parameter in (FORM, EXPLODED, TEXT):
        try:
            sent = cookies(parameter, value)
        except ValueError:
            continue
        assert sent.startswith("color=")
        assert not set(sent) & set('; ,"\\\r\n\0')
        assert sent.isascii()
