"""Lowering security requirements and schemes."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.http import Security
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation

TOKENS = {"clientCredentials": {"tokenUrl": "https://a.example/t", "scopes": {}}}
SCHEMES: Tree = {
    "basic": {"type": "http", "scheme": "Basic"},
    "token": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
    "KEY": {"type": "apiKey", "name": "x-key", "in": "header"},
    "oauth": {"type": "oauth2", "flows": {"implicit": {"scopes": {}}}},
    "tokens": {"type": "oauth2", "flows": TOKENS},
    "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://a.example"},
    "genie": {"type": "http", "scheme": "GenieKey"},
    "digest": {"type": "http", "scheme": "Digest"},
    "mutual": {"type": "mutualTLS"},
    "odd": {"type": "odd"},
    "nameless": {"type": "apiKey", "in": "header"},
    "nowhere": {"type": "apiKey", "in": "body", "name": "x"},
    "wordless": {"type": "http"},
}


class Lowered:
    """A lowered document with `security`, and operations with `own` security."""

    def __init__(self, security: list[Tree] | None, *own: list[Tree] | None) -> None:
        paths = {
            f"/{index}": {
                "get": operation(f"o{index}", {})
                | ({} if requirements is None else {"security": requirements})
            }
            for index, requirements in enumerate(own)
        }
        tree = document(paths, {})
        names = [
            name
            for requirements in (security or [], *own)
            for requirement in requirements or []
            for name in requirement
        ]
        if security is not None:
            tree["security"] = security
        tree["components"]["securitySchemes"] = {
            name: scheme for name, scheme in SCHEMES.items() if name in names
        }
        diagnostics = Diagnostics()
        self.api = lower_document(parse_document(tree, diagnostics), diagnostics).api
        self.codes = [diagnostic.code for diagnostic in diagnostics]

    @property
    def security(self) -> Security:
        return self.api.security

    @property
    def first(self) -> str | None:
        return self.security.first.name if self.security.first else None

    @property
    def requirements(self) -> list[object]:
        return [operation.security for operation in self.api.operations]


@pytest.mark.parametrize(
    ("security", "first"),
    [
        ([], None),
        ([{"basic": []}], "basic"),
        ([{"basic": []}, {"token": []}], "token"),
        ([{"key": []}, {"token": []}], "key"),
        ([{"oauth": ["read"]}], "oauth"),
        ([{"openid": []}], "openid"),
        ([{"genie": []}], "genie"),
        # Equivalent schemes, of which the second has a token URL.
        ([{"token": []}, {"tokens": []}], "tokens"),
    ],
)
def test_first_sufficient_scheme(security: list[Tree], first: str | None) -> None:
    lowered = Lowered(security, None)
    assert (lowered.first, lowered.codes) == (first, [])
    assert lowered.security.is_first_sufficient


def test_one_scheme_sufficient_for_all_operations() -> None:
    lowered = Lowered([{"key": []}, {"token": []}], None, [{"token": []}], [])
    assert lowered.first == "token"
    assert lowered.requirements == [((("token", ()),),), ((("token", ()),),), ()]


def test_several_schemes_without_a_sufficient_one() -> None:
    both: list[Tree] = [{"key": [], "token": []}]
    lowered = Lowered([{"token": []}], None, both, [{}, {"key": []}])
    assert not lowered.security.is_first_sufficient
    assert [scheme.name for scheme in lowered.security.schemes] == ["token", "key"]
    assert lowered.security.default == ((("token", ()),),)
    assert lowered.requirements[1:] == [
        ((("key", ()), ("token", ())),),
        ((), (("key", ()),)),
    ]


def test_colliding_schemes_warn_once() -> None:
    both: list[Tree] = [{"basic": [], "token": []}]
    assert Lowered(both, both, None).codes == ["colliding-security-schemes"]
    assert Lowered([{"key": [], "token": []}], None).codes == []


def test_equivalent_schemes_do_not_collide() -> None:
    lowered = Lowered([{"oauth": ["a"], "tokens": ["a"]}, {"key": [], "KEY": []}], None)
    assert lowered.codes == []
    assert Lowered([{"oauth": [], "genie": []}], None).codes == [
        "colliding-security-schemes"
    ]


def test_scopes_are_kept() -> None:
    lowered = Lowered([{"tokens": ["read"]}], None, [{"tokens": ["write"]}, {}])
    assert lowered.security.default == ((("tokens", ("read",)),),)
    assert lowered.requirements[1] == ((("tokens", ("write",)),), ())


@pytest.mark.parametrize("name", ["digest", "mutual", "odd"])
def test_unsupported_scheme_warns_and_is_removed(
    name: str,
) -> None:
    lowered = Lowered([{name: []}], None, [{name: [], "key": []}])
    assert lowered.codes == ["unsupported-security-scheme"]
    assert lowered.requirements == [((),), ((("key", ()),),)]
    assert lowered.security.is_first_sufficient


@pytest.mark.parametrize("name", ["nameless", "nowhere", "wordless"])
def test_incomplete_scheme_is_an_error(name: str) -> None:
    assert Lowered([{name: []}], None).codes == ["incomplete-security-scheme"]


def test_unknown_scheme_is_an_error_at_every_use() -> None:
    lowered = Lowered([{"nope": []}], [{"key": []}, {"neither": []}])
    assert lowered.codes == ["unknown-security-scheme"] * 2


def lowered_schemes(
    schemes: Tree, url: str | None = None
) -> tuple[Security, list[str]]:
    tree = document({"/a": {"get": operation("a", {})}}, {})
    tree["components"]["securitySchemes"] = schemes
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics, url), diagnostics).api
    return api.security, [diagnostic.code for diagnostic in diagnostics]


def test_schemes_are_optional_without_any_requirement() -> None:
    security, codes = lowered_schemes(
        {"key": SCHEMES["key"], "token": SCHEMES["token"]}
    )
    assert codes == ["unused-security-scheme"] * 2
    assert security.default == ((("key", ()),), ())


def test_relative_token_url() -> None:
    flows = {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}
    schemes: Tree = {"oauth": {"type": "oauth2", "flows": flows}}
    security, _ = lowered_schemes(schemes, "https://a.example/b/api.yaml")
    assert security.schemes[0].token_url == "https://a.example/token"
    security, codes = lowered_schemes(schemes)
    assert security.schemes[0].token_url is None
    assert "unusable-token-url" in codes
