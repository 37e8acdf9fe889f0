"""Lowering servers, and warnings about unusable ones."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation


def lowered(
    *servers: Tree, url: str | None = None, own: list[Tree] | None = None
) -> tuple[Api, list[str]]:
    """The API and diagnostic codes of a document with these servers.

    `own` are the servers of its path.
    """
    path: dict[str, Any] = {"get": operation("a", {}), "post": operation("b", {})}
    tree = document({"/a": path | ({} if own is None else {"servers": own})}, {})
    tree["servers"] = list(servers)
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics, url), diagnostics).api
    return api, [diagnostic.code for diagnostic in diagnostics]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/v1", "https://a.example/v1"),
        ("v1/", "https://a.example/docs/v1/"),
        (".", "https://a.example/docs/"),
        ("", "https://a.example/docs/"),
        ("//b.example", "https://b.example"),
        ("https://b.example/", "https://b.example/"),
    ],
)
def test_relative_url_with_document_url(written: str, url: str) -> None:
    api, codes = lowered({"url": written}, url="https://a.example/docs/api.yaml")
    assert (api.server, codes) == (url, [])


@pytest.mark.parametrize("written", ["/v1", ".", "", "api.example.com"])
def test_relative_url_in_a_local_file_warns(written: str) -> None:
    api, codes = lowered({"url": written})
    assert (api.server, codes) == (None, ["unknown-server"])
    assert lowered({"url": written}, {"url": "https://b.example"})[0].server == (
        "https://b.example"
    )


@pytest.mark.parametrize(
    "written",
    [
        "ftp://a.example",
        "wss://a.example",
        "https://me:secret@a.example",
        "https://a.example/?a=b",
        "https://a.example/#a",
        "https://",
        "https://a.example:port",
        "https://[a",
        "https://a.example/\u202e",
        "https://a.example/{",
    ],
)
def test_url_that_is_no_base_url_warns(written: str) -> None:
    api, codes = lowered({"url": written})
    assert (api.servers, codes) == ((), ["unusable-server"])


def test_default_url_with_variables() -> None:
    variables = {"r": {"default": "eu", "enum": ["eu", "us"]}, "p": {"default": 8443}}
    api, codes = lowered({"url": "https://{r}.a.example:{p}", "variables": variables})
    assert (api.server, codes) == ("https://eu.a.example:8443", [])


def test_invalid_variables_warn() -> None:
    api, codes = lowered({"url": "https://{r}.a.example/{r}"})
    assert (api.server, codes) == (None, ["undeclared-server-variable"])
    assert [variable.name for variable in api.servers[0].variables] == ["r"]
    variables = {"r": {"default": "asia", "enum": ["eu", "us"]}}
    api, codes = lowered({"url": "https://{r}.a.example", "variables": variables})
    assert codes == ["unfit-server-default"]
    assert api.servers[0].variables[0].enum == ("eu", "us", "asia")


def test_choice_of_operation_servers_warns_once() -> None:
    root: Tree = {"url": "https://a.example"}
    api, codes = lowered(root, own=[{"url": "https://b.example"}])
    assert codes == []
    assert {operation.server for operation in api.operations} == {"https://b.example"}
    two: list[Tree] = [{"url": "/b"}, {"url": "https://c.example"}]
    api, codes = lowered(root, own=two)
    assert codes == ["operation-servers", "unknown-server"]
    assert {operation.server for operation in api.operations} == {"https://c.example"}


def test_operation_with_unknown_server_uses_the_default_server() -> None:
    path: Tree = {"get": operation("a", {}), "servers": [{"url": "/b"}]}
    tree = document({"/a": path}, {})
    diagnostics = Diagnostics()
    lower_document(parse_document(tree, diagnostics), diagnostics)
    [warning] = [
        diagnostic for diagnostic in diagnostics if diagnostic.code == "unknown-server"
    ]
    assert "its operations use the default server" in (warning.hint or "")
