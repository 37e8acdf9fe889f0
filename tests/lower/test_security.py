"""Which credentials a client sends, and what is said of operations that take others."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostics
from generator.lower.conventions import Authentication
from generator.lower.lower import lower
from generator.spec.parse import parse_document
from tests.names.documents import Tree, document, operation

SCHEMES = {
    "basic": {"type": "http", "scheme": "basic"},
    "token": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
    "oauth": {"type": "oauth2", "flows": {}},
}
BEARER, BASIC = Authentication("bearer"), Authentication("basic")
KEY = Authentication("api_key", "X-Key", "header")


def lowered(
    security: list[Tree], *own: list[Tree]
) -> tuple[Authentication | None, list[str]]:
    """The authentication, and the codes of what is said, for operations with `own` security."""
    paths = {
        f"/{index}": {"get": {**operation(f"o{index}", {}), "security": each}}
        for index, each in enumerate(own)
    }
    tree = document(paths, {})
    tree["security"] = security
    tree["components"]["securitySchemes"] = SCHEMES
    diagnostics = Diagnostics()
    api = lower(parse_document(tree, diagnostics), diagnostics)
    return api.authentication, [each.code for each in diagnostics]


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([], None),
        ([{"basic": []}], BASIC),
        ([{"basic": []}, {"token": []}], BEARER),
        ([{"key": []}, {"token": []}], KEY),
        ([{"oauth": ["read"]}], BEARER),
    ],
)
def test_the_first_scheme_that_is_asked_for_is_sent(
    security: list[Tree], expected: Authentication | None
) -> None:
    assert lowered(security) == (expected, [])


def test_operations_that_take_other_credentials_are_told_of_once() -> None:
    others: list[list[Tree]] = [[{"key": []}], [{"token": [], "key": []}]]
    assert lowered([{"token": []}], *others) == (BEARER, ["other-credentials"])


def test_operations_that_one_of_their_schemes_is_enough_for_are_not() -> None:
    enough: list[list[Tree]] = [[{"key": []}, {"oauth": []}], [], [{}], [{"token": []}]]
    assert lowered([{"token": []}], *enough) == (BEARER, [])


def test_a_scheme_that_does_not_exist_is_an_error() -> None:
    assert lowered([{"nope": []}])[1] == ["unknown-security-scheme"]
    assert lowered([], [{"nope": []}])[1] == ["unknown-security-scheme"]
