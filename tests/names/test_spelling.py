"""Conversion of names to identifiers in snake case and Pascal case."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.naming.spelling import (
    MAX_NAME_LENGTH,
    pascal_case,
    pascal_suffix,
    snake_case,
)
from tests.property_settings import examples

many = examples(100, with_slow=300)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name", "name"),
        ("tax_id", "tax_id"),
        ("taxIdData", "tax_id_data"),
        ("PostCustomers", "post_customers"),
        ("HTTPSProxy", "https_proxy"),
        ("ISO3166Code", "iso3166_code"),
        ("APIs", "apis"),
        ("userIDsToAdd", "user_ids_to_add"),
        ("HTTPServer", "http_server"),
        ("tax-id.data", "tax_id_data"),
        ("a[b]", "a_b"),
        ("__name", "name"),
        ("1099_form", "field_1099_form"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("StartTime<", "start_time_lt"),
        ("start_time>=", "start_time_gte"),
        ("status!=", "status_ne"),
        ("Page<Pet>", "page_pet"),
        ("a->", "a"),
        ("class", "class_"),
        ("None", "none"),
        ("größe", "größe"),
        ("ﬁle", "file"),
        ("顧客", "顧客"),
        ("", "field"),
        ("$!", "field"),
    ],
)
def test_snake_case(name: str, expected: str) -> None:
    assert snake_case(name, "field") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tax_id", "TaxId"),
        ("v2.core.account", "V2CoreAccount"),
        ("PaymentURL", "PaymentURL"),
        ("GetCustomers", "GetCustomers"),
        ("none", "None_"),
        ("3d_secure", "Type3dSecure"),
        ("-", "Type"),
    ],
)
def test_pascal_case(name: str, expected: str) -> None:
    assert pascal_case(name) == expected


def test_pascal_suffix_may_start_with_a_digit() -> None:
    assert pascal_case("card") + pascal_suffix("3d_secure") == "Card3dSecure"


@pytest.mark.parametrize("character", ["a", "B", "b_", "\u0301\u0316", "ﷺ"])
def test_identifier_of_a_long_name_is_cut(character: str) -> None:
    name = "a" + character * 100_000
    for identifier in (snake_case(name, "field"), pascal_case(name)):
        assert identifier.isidentifier()
        assert len(identifier) <= 20 * MAX_NAME_LENGTH


def test_long_names_that_differ_late_are_equal() -> None:
    start = "a" * MAX_NAME_LENGTH
    assert snake_case(f"{start}b", "field") == snake_case(f"{start}c", "field")
    assert snake_case(start, "field") == start


@many
@given(st.text(max_size=20))
def test_any_string_becomes_an_identifier(string: str) -> None:
    for name in (snake_case(string, "field"), pascal_case(string)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert not name.startswith("_")


@many
@given(st.text(max_size=20))
def test_snake_case_is_idempotent(string: str) -> None:
    name = snake_case(string, "field")
    assert snake_case(name, "field") == name


@many
@given(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
def test_snake_case_keeps_valid_names(name: str) -> None:
    assert snake_case(name, "field").removesuffix("_") == name.removesuffix("_")
