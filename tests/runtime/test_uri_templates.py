"""Parameter styles that RFC 6570 defines, compared with a library of URI templates.

OpenAPI 3.1.1, appendix C, maps styles to operators. It differs from the RFC for undefined values:
a template omits them, the tables of OpenAPI have an empty value.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import uritemplate
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.styles import encode_path_value, name_value_pairs

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
NAMES = st.from_regex(r"[A-Za-z0-9_]{1,4}", fullmatch=True)
LISTS = st.lists(TEXTS | st.none(), max_size=4).filter(
    lambda items: any(item is not None for item in items)
)
# The library sorts members.
OBJECTS = (
    st.dictionaries(NAMES, TEXTS | st.none(), max_size=4)
    .map(lambda members: dict(sorted(members.items())))
    .filter(lambda members: any(item is not None for item in members.values()))
)
VALUES = TEXTS | LISTS | OBJECTS


def escape(text: str) -> str:
    return quote(text, safe="")


def expanded(operator: str, explode: bool, value: Any) -> str:
    """Expand `{operator color}` with the library.

    It writes null among items as `None`, which the RFC (section 2.3) leaves out.
    """
    if isinstance(value, list):
        value = [item for item in value if item is not None]
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if item is not None}
    template = f"{{{operator}color{'*' if explode else ''}}}"
    return uritemplate.expand(template, color=value)


@given(value=VALUES, explode=st.booleans())
def test_path_styles_match_uri_template(value: Any, explode: bool) -> None:
    styles: list[tuple[Any, str]] = [("simple", ""), ("label", "."), ("matrix", ";")]
    for style, operator in styles:
        parameter = Parameter("color", style=style, explode=explode)
        found = encode_path_value(parameter, value, escape)
        # The library has `;color=` for an empty item, the RFC (section 3.2.1) has `;color`.
        wanted = re.sub(r"=(?=;|$)", "", expanded(operator, explode, value))
        is_matrix = style == "matrix"
        assert found == (wanted if is_matrix else expanded(operator, explode, value))


@given(value=VALUES, explode=st.booleans())
def test_form_style_matches_uri_template(value: Any, explode: bool) -> None:
    parameter = Parameter("color", style="form", explode=explode)
    pairs = name_value_pairs(parameter, value, escape)
    found = "&".join(f"{name}={text}" for name, text in pairs)
    assert f"?{found}" == expanded("?", explode, value)


@given(text=TEXTS)
def test_allow_reserved_matches_reserved_expansion(text: str) -> None:
    parameter = Parameter("color", allow_reserved=True)
    [(_, found)] = name_value_pairs(parameter, text, escape)
    template = uritemplate.expand("{+color}", color=text)
    for character in "#[]&+":
        template = template.replace(character, escape(character))
    assert found == template
    assert not set(found) & set("#[]&+ ")


def test_reserved_expansion_examples_of_appendix_c() -> None:
    formulas = {"a": "x+y", "b": "x/y", "c": "x^y"}
    words = ["math", "is", "fun"]
    plain = [
        *name_value_pairs(Parameter("formulas"), formulas, escape),
        *name_value_pairs(Parameter("words", explode=False), words, escape),
    ]
    assert "&".join(map("=".join, plain)) == "a=x%2By&b=x%2Fy&c=x%5Ey&words=math,is,fun"
    reserved = [
        *name_value_pairs(Parameter("formulas", allow_reserved=True), formulas, escape),
        *name_value_pairs(Parameter("words", style="spaceDelimited"), words, escape),
    ]
    assert "&".join(map("=".join, reserved)) == (
        "a=x%2By&b=x/y&c=x%5Ey&words=math%20is%20fun"
    )
    [(name, text)] = name_value_pairs(Parameter("heart", "❤️"), "love!", escape)
    assert f"{name}={text}" == "%E2%9D%A4%EF%B8%8F=love%21"
