"""Parameter styles: the examples of the specification, and the cases it leaves open."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models.encode import EncodingError
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.styles import (
    deep_object,
    encode_header_value,
    encode_path_value,
    name_value_pairs,
)

EMPTY, TEXT, ARRAY = "", "blue", ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def escape(text: str) -> str:
    return quote(text, safe="")


def query(parameter: Parameter, value: Any) -> str:
    return "&".join(
        f"{name}={text}" for name, text in name_value_pairs(parameter, value, escape)
    )


def color(style: Any, explode: bool | None = None, **more: Any) -> Parameter:
    return Parameter("color", style=style, explode=explode, **more)


PATHS = [
    ("matrix", False, ";color ;color=blue ;color=blue,black,brown"),
    ("matrix", True, ";color ;color=blue ;color=blue;color=black;color=brown"),
    ("label", False, ". .blue .blue,black,brown"),
    ("label", True, ". .blue .blue.black.brown"),
    ("simple", False, " blue blue,black,brown"),
    ("simple", True, " blue blue,black,brown"),
    (None, None, " blue blue,black,brown"),
]
OBJECTS_IN_PATHS = [
    ("matrix", False, ";color=R,100,G,200,B,150"),
    ("matrix", True, ";R=100;G=200;B=150"),
    ("label", False, ".R,100,G,200,B,150"),
    ("label", True, ".R=100.G=200.B=150"),
    ("simple", False, "R,100,G,200,B,150"),
    ("simple", True, "R=100,G=200,B=150"),
]
QUERIES = [
    ("form", False, "color= color=blue color=blue,black,brown"),
    ("form", True, "color= color=blue color=blue&color=black&color=brown"),
    (None, None, "color= color=blue color=blue&color=black&color=brown"),
    ("spaceDelimited", False, "color= color=blue color=blue%20black%20brown"),
    ("pipeDelimited", None, "color= color=blue color=blue%7Cblack%7Cbrown"),
    ("deepObject", True, "color= color=blue color%5B0%5D=blue&color%5B1%5D=black"),
]
OBJECTS_IN_QUERIES = [
    ("form", False, "color=R,100,G,200,B,150"),
    ("form", True, "R=100&G=200&B=150"),
    (None, None, "R=100&G=200&B=150"),
    ("spaceDelimited", False, "color=R%20100%20G%20200%20B%20150"),
    ("pipeDelimited", False, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
]


@pytest.mark.parametrize(("style", "explode", "expected"), PATHS)
def test_path_styles(style: Any, explode: bool | None, expected: str) -> None:
    values = [EMPTY, TEXT, ARRAY]
    found = [
        encode_path_value(color(style, explode), value, escape) for value in values
    ]
    assert " ".join(found) == expected


@pytest.mark.parametrize(("style", "explode", "expected"), OBJECTS_IN_PATHS)
def test_path_styles_of_objects(style: Any, explode: bool, expected: str) -> None:
    assert encode_path_value(color(style, explode), OBJECT, escape) == expected


def test_header_style_simple() -> None:
    assert encode_header_value(color(None), ["a b", True]) == "a b,true"
    assert encode_header_value(color(None), OBJECT) == "R,100,G,200,B,150"
    assert encode_header_value(color("simple", True), OBJECT) == "R=100,G=200,B=150"


@pytest.mark.parametrize(("style", "explode", "expected"), QUERIES)
def test_query_styles(style: Any, explode: bool | None, expected: str) -> None:
    array = ARRAY[:2] if style == "deepObject" else ARRAY
    found = [query(color(style, explode), value) for value in (EMPTY, TEXT, array)]
    assert " ".join(found) == expected


@pytest.mark.parametrize(("style", "explode", "expected"), OBJECTS_IN_QUERIES)
def test_query_styles_of_objects(
    style: Any, explode: bool | None, expected: str
) -> None:
    assert query(color(style, explode), OBJECT) == expected


@pytest.mark.parametrize("style", ["form", "deepObject", "spaceDelimited"])
@pytest.mark.parametrize("explode", [None, False, True])
def test_undefined_value_is_left_out(style: Any, explode: bool | None) -> None:
    assert query(color(style, explode), None) == "color="
    assert query(color(style, explode), []) == ""
    assert query(color(style, explode), {}) == ""
    assert query(color(style, explode), True) == "color=true"


def test_deep_object_null_is_empty_value() -> None:
    assert (
        query(deep_object("a"), {"b": None, "c": [None]})
        == "a%5Bb%5D=&a%5Bc%5D%5B0%5D="
    )


def test_delimiters_in_values_are_escaped() -> None:
    assert query(color("form", False), ["a,b", "c"]) == "color=a%2Cb,c"
    assert encode_path_value(color("simple"), ["a,b", "c/d"], escape) == "a%2Cb,c%2Fd"


def test_allow_reserved() -> None:
    parameter = color("form", allow_reserved=True)
    assert (
        query(parameter, "https://x/?a&b#c+d%") == "color=https://x/?a%26b%23c%2Bd%25"
    )


def test_allow_reserved_keeps_percent_encoding() -> None:
    assert query(color("form", allow_reserved=True), "%2B%zz") == "color=%2B%25zz"
    path = color("simple", allow_reserved=True)
    assert encode_path_value(path, "a/b?c#d%2Fe:@", escape) == "a%2Fb%3Fc%23d%2Fe:@"


@pytest.mark.parametrize(
    ("style", "item"), [("spaceDelimited", "a b"), ("pipeDelimited", "a|b")]
)
def test_item_with_delimiter_is_rejected(style: Any, item: str) -> None:
    for value in (["x", item], {"x": item}, {item: "x"}):
        with pytest.raises(
            EncodingError, match=r"color: an item contains .*, the delimiter"
        ):
            query(color(style), value)
    assert query(color(style), item) == f"color={escape(item)}"


def test_header_item_with_comma_is_rejected() -> None:
    assert encode_header_value(color(None), "a, b") == "a, b"
    with pytest.raises(EncodingError, match=r"color: an item contains ','"):
        encode_header_value(color(None), ["a, b"])
    with pytest.raises(EncodingError, match=r"color: an item contains ','"):
        encode_header_value(color(None, True), {"a": "b,c"})


def test_null_items_and_members_are_omitted() -> None:
    assert query(color("form"), ["a", None]) == "color=a"
    assert query(color("form", False), ["a", None, "b"]) == "color=a,b"
    assert query(color("form"), {"a": None, "b": 1}) == "b=1"
    assert encode_path_value(color("matrix", True), ["a", None], escape) == ";color=a"
    assert encode_path_value(color("matrix", True), [], escape) == ";color"


def test_content_parameter_json() -> None:
    parameter = Parameter("where", media_type="application/json")
    assert query(parameter, {"a": [1, None]}) == "where=%7B%22a%22%3A%5B1%2Cnull%5D%7D"
    assert encode_path_value(parameter, True, escape) == "true"
    assert encode_header_value(parameter, [1]) == "[1]"


def test_nested_object_is_json() -> None:
    assert query(color("form"), {"a": {"b": 1}}) == "a=%7B%22b%22%3A1%7D"


@given(value=st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_exploded_object_round_trip(value: dict[str, str]) -> None:
    pairs = parse_qsl(query(color("form"), value), keep_blank_values=True)
    assert dict(pairs) == value


@given(value=st.lists(st.text(), min_size=1))
def test_exploded_list_round_trip(value: list[str]) -> None:
    pairs = parse_qsl(query(color("form"), value), keep_blank_values=True)
    assert [text for _, text in pairs] == value
