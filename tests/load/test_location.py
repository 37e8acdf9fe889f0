"""Parse locations, and derive package names from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import default_package, is_package_name
from generator.source.load import Url, parse_location


@pytest.mark.parametrize(
    "text",
    ["api.json", "specs/api.json", "C:/api.json", "C://api.json", "https:/x", ""],
)
def test_parse_path(text: str) -> None:
    assert parse_location(text) == Path(text)


@pytest.mark.parametrize("text", ["https://x/y", "HTTP://x/y", "git+ssh://x/y"])
def test_parse_url(text: str) -> None:
    assert parse_location(text) == Url(text)


@pytest.mark.parametrize(
    ("address", "package"),
    [
        ("https://example.com/y/openapi.yaml", "openapi_client"),
        ("https://example.com/y/Pet%20Store.json?v=1#x", "pet_store_client"),
        ("https://u:p@api.example.com:8080/", "api_example_com_8080_client"),
        ("https://[::", "api_client"),
    ],
)
def test_default_package_name_of_a_url(address: str, package: str) -> None:
    assert default_package(Url(address)) == package


@given(st.text())
def test_any_url_has_a_display_name_and_a_package_name(text: str) -> None:
    location = parse_location(f"https://{text}")
    assert isinstance(location, Url)
    assert str(location)
    assert is_package_name(default_package(location))
