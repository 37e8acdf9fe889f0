"""Locations of documents: what is a URL, and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.client_targets import default_package
from generator.config import is_package_name
from generator.source.load import Url, location_of


@pytest.mark.parametrize(
    "text",
    ["api.json", "specs/api.json", "C:/api.json", "C://api.json", "https:/x", ""],
)
def test_a_path_is_a_path(text: str) -> None:
    assert location_of(text) == Path(text)


@pytest.mark.parametrize("text", ["https://x/y", "HTTP://x/y", "git+ssh://x/y"])
def test_what_begins_with_a_scheme_is_a_url(text: str) -> None:
    assert location_of(text) == Url(text)


@pytest.mark.parametrize(
    ("address", "package"),
    [
        ("https://example.com/y/openapi.yaml", "openapi_client"),
        ("https://example.com/y/Pet%20Store.json?v=1#x", "pet_store_client"),
        ("https://u:p@api.example.com:8080/", "api_example_com_8080_client"),
        ("https://[::", "api_client"),
    ],
)
def test_a_package_is_named_for_the_file_at_a_url(address: str, package: str) -> None:
    assert default_package(Url(address)) == package


@given(st.text())
def test_any_text_has_a_name_to_show_and_one_for_its_package(text: str) -> None:
    location = location_of(f"https://{text}")
    assert isinstance(location, Url)
    assert str(location)
    assert is_package_name(default_package(location))
