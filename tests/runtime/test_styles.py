"""The table of the specification, and what it leaves open."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.parameters import Parameter, deep_object
from generator.runtime.styles import named, path_text, simple

EMPTY, TEXT, ARRAY = "", "blue", ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def escape(text: str) -> str:
    return quote(text, safe="")


def query(parameter: Parameter, value: Any) -> str:
    return "&".join(f"{name}={text}" for name, text in named(parameter, value, escape))


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
def test_styles_of_paths(style: Any, explode: bool | None, expected: str) -> None:
    values = [EMPTY, TEXT, ARRAY]
    found = [path_text(color(style, explode), value, escape) for value in values]
    assert " ".join(found) == expected


@pytest.mark.parametrize(("style", "explode", "expected"), OBJECTS_IN_PATHS)
def test_objects_in_paths(style: Any, explode: bool, expected: str) -> None:
    assert path_text(color(style, explode), OBJECT, escape) == expected


def test_headers_are_simple() -> None:
    assert simple(color(None), ["a b", True], str) == "a b,true"
    assert simple(color(None), OBJECT, str) == "R,100,G,200,B,150"
    assert simple(color("simple", True), OBJECT, str) == "R=100,G=200,B=150"


@pytest.mark.parametrize(("style", "explode", "expected"), QUERIES)
def test_styles_of_queries(style: Any, explode: bool | None, expected: str) -> None:
    array = ARRAY[:2] if style == "deepObject" else ARRAY
    found = [query(color(style, explode), value) for value in (EMPTY, TEXT, array)]
    assert " ".join(found) == expected


@pytest.mark.parametrize(("style", "explode", "expected"), OBJECTS_IN_QUERIES)
def test_objects_in_queries(style: Any, explode: bool | None, expected: str) -> None:
    assert query(color(style, explode), OBJECT) == expected


@pytest.mark.parametrize("style", ["form", "deepObject", "spaceDelimited"])
def test_nothing_that_was_passed_vanishes(style: Any) -> None:
    assert query(color(style), None) == "color="
    assert query(color(style), []) == "color="
    assert query(color(style), {}) in ("", "color=")
    assert query(color(style), True) == "color=true"


def test_null_inside_a_deep_object_is_an_empty_value() -> None:
    assert (
        query(deep_object("a"), {"b": None, "c": [None]})
        == "a%5Bb%5D=&a%5Bc%5D%5B0%5D="
    )


def test_delimiters_inside_values_are_escaped() -> None:
    assert query(color("form", False), ["a,b", "c"]) == "color=a%2Cb,c"
    assert path_text(color("simple"), ["a,b", "c/d"], escape) == "a%2Cb,c%2Fd"


def test_reserved_characters_may_be_allowed() -> None:
    parameter = color("form", allow_reserved=True)
    assert (
        query(parameter, "https://x/?a&b#c+d%") == "color=https://x/?a%26b%23c%2Bd%25"
    )


def test_content_parameters_are_json() -> None:
    parameter = Parameter("where", media_type="application/json")
    assert query(parameter, {"a": [1, None]}) == "where=%7B%22a%22%3A%5B1%2Cnull%5D%7D"
    assert path_text(parameter, True, escape) == "true"
    assert simple(parameter, [1], str) == "[1]"


def test_an_object_inside_an_object_is_json_where_the_style_has_no_place_for_it() -> (
    None
):
    assert query(color("form"), {"a": {"b": 1}}) == "a=%7B%22b%22%3A1%7D"


@given(value=st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_exploded_objects_can_be_read_back(value: dict[str, str]) -> None:
    pairs = parse_qsl(query(color("form"), value), keep_blank_values=True)
    assert dict(pairs) == value


@given(value=st.lists(st.text(), min_size=1))
def test_exploded_lists_can_be_read_back(value: list[str]) -> None:
    pairs = parse_qsl(query(color("form"), value), keep_blank_values=True)
    assert [text for _, text in pairs] == value
