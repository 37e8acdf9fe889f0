"""Lowering servers, and warnings about unusable ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Api
from generator.ir.http import Server
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from generator.runtime.operations.servers import Server as ServerWithValues
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
        "https://a.example:65536",
        "https://a.example:0",
        "https://:80",
        "https://a..example",
        "https://a example",
    ],
)
def test_url_that_is_no_base_url_warns(written: str) -> None:
    api, codes = lowered({"url": written})
    assert (api.servers, codes) == ((), ["unusable-server"])


def test_default_url_with_variables() -> None:
    variables = {"r": {"default": "eu", "enum": ["eu", "us"]}, "p": {"default": 8443}}
    api, codes = lowered({"url": "https://{r}.a.example:{p}", "variables": variables})
    assert (api.server, codes) == ("https://eu.a.example:8443", [])


@pytest.mark.parametrize(
    ("url", "defaults"),
    [
        ("https://{r}.a.example{b}", {"r": "eu", "b": "/v1"}),
        ("https://{r}.a.example{b}", {"r": "eu", "b": ""}),
        ("https://{h}{p}/v1", {"h": "a.example", "p": ":8443"}),
        ("https://{h}", {"h": "a.example/v1"}),
        ("https://a{d}", {"d": ".example"}),
        ("{s}{h}/v1", {"s": "https://", "h": "a.example"}),
        ("{u}/v1", {"u": "https://a.example"}),
    ],
)
def test_server_works_with_its_defaults(url: str, defaults: dict[str, str]) -> None:
    variables = {name: {"default": default} for name, default in defaults.items()}
    api, codes = lowered({"url": url, "variables": variables})
    assert codes == []
    assert with_defaults(api.servers[0]) == api.server


@pytest.mark.parametrize(
    ("url", "defaults"),
    [
        ("https://{h}", {"h": "https://a.example"}),
        ("https://a.example:{p}", {"p": "99999"}),
        ("https://a.example:{p}", {"p": "https"}),
        ("https://{r}.a.example", {"r": ""}),
        ("https://{r}.a.example", {"r": "me@b"}),
        ("https://a.example/{b}", {"b": "../b"}),
        ("{s}://a.example", {"s": "ftp"}),
    ],
)
def test_server_that_does_not_work_with_its_defaults_warns(
    url: str, defaults: dict[str, str]
) -> None:
    variables = {name: {"default": default} for name, default in defaults.items()}
    api, codes = lowered({"url": url, "variables": variables})
    assert (api.servers, codes) == ((), ["unusable-server"])


def with_defaults(server: Server) -> str:
    """The URL of a server as a client computes it from the defaults of its variables."""
    defaults = {
        variable.name: variable.default
        for variable in server.variables
        if variable.default is not None
    }
    choices = {
        variable.name: variable.enum for variable in server.variables if variable.enum
    }
    return ServerWithValues(server.url, defaults, choices, defaults).url


def servers_in(tree: Any) -> Iterator[Tree]:
    """Every Server Object in a document."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "servers" and isinstance(value, list):
                yield from (server for server in value if "url" in server)
            yield from servers_in(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from servers_in(item)


def top_level_servers(text: str) -> str:
    """The `servers` of a YAML document, without the rest, which takes long to parse."""
    match = re.search(r"^servers:.*\n(?:[ -].*\n|\n)*", text, re.MULTILINE)
    return match[0] if match else ""


def assert_servers_work(folder: Path) -> None:
    """Each server of the documents in a folder works with its defaults, or the build warns."""
    seen = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".json", ".yaml", ".yml"):
            continue
        text = path.read_text("utf-8")
        try:
            tree = (
                json.loads(text)
                if path.suffix == ".json"
                else yaml.load(top_level_servers(text), yaml.CSafeLoader)
            )
        except ValueError:
            continue
        for written in servers_in(tree):
            api, codes = lowered(written)
            for server in api.servers:
                if server.default_url is not None and "://" in server.default_url:
                    seen += 1
                    assert with_defaults(server) == server.default_url, path
            assert api.servers or codes, path
    assert seen


def test_servers_of_cases_work_with_their_defaults() -> None:
    assert_servers_work(Path(__file__).parents[1] / "cases")


def test_servers_of_vendors_work_with_their_defaults(shared: Path) -> None:
    assert_servers_work(shared / "vendors")


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
