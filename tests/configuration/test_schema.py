"""The JSON Schema of the configuration agrees with its reader."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.cli import run
from generator.config import configuration_file, read_configuration
from generator.config.schema import configuration_schema
from generator.core.diagnostics import DocumentError

VALIDATOR = Draft202012Validator(configuration_schema())
EXAMPLE = (
    str(configuration_file.__doc__).partition("table:\n")[2].partition("A file for")[0]
)

GOOD = [
    "",
    EXAMPLE.replace('"…"', f'"{"0f" * 32}"'),
    'package = "a"\nspec = "a.json"\ncut-expansions = false',
    "[clients]",
    "[clients.a]",
    '[paging.a]\nurl = "x"',
    '[paging.a]\ntoken = "x"\nparameter = "y"\nmore = "z"',
    "paging.'tag:a' = false\npaging.b.link-header = true",
    "[paging.a]\npage = 'x'\nfirst = 0\ntotal-pages = 'y'\ncurrent = 'z'",
    "[paging.a]\noffset = 'x'\nitems = 'y'\ntotal = 'z'\nmore = 'm'",
    "[methods]\n[paging]\n[conventions]",
    'credentials-env = ""\nbase-url-env = ""',
    'credentials-env = "A_1"\nbase-url-env = "_b"',
    'credentials-env = ["A", "B"]',
    'spec = "https://example.com/a.json"\nheader-env.X-Key = "DOCS_KEY"',
    'project = true\npackage = "a"',
    'project = false\nruntime = "acme.runtime"',
]
BAD = [
    "what = 1",
    "spec = 1",
    'spec = " "',
    'sha256 = "abc"',
    'package = "a-b"',
    "project = 1",
    'project = true\nruntime = "acme.runtime"',
    'spec = "a.json"\nheader-env.X-Key = "DOCS_KEY"',
    'header-env.X-Key = "DOCS_KEY"',
    'spec = "https://example.com/a.json"\nheader-env.X-Key = "Bearer a"',
    'spec = "https://example.com/a.json"\nheader-env."X Key" = "DOCS_KEY"',
    'spec = "https://example.com/a.json"\nheader-env.X-Key = 1',
    'overlays = "a.yaml"',
    "overlays = [1]",
    'tags = [""]',
    "cut-expansions = 1",
    "lenient = 1",
    'used-by = {a = "b"}',
    'credentials-env = "A-B"',
    "credentials-env = []",
    'credentials-env = ["A", ""]',
    'credentials-env = ["A", "B", "C"]',
    'credentials-env = [" "]',
    "credentials-env = 1",
    'base-url-env = "1"',
    'base-url-env = ["A"]',
    '[clients.a-b]\nspec = "x"',
    '[clients.a]\npackage = "a"',
    "[clients.a]\nwhat = 1",
    "clients = 1",
    "clients = {a = 1}",
    'spec = "x"\n[clients.a]',
    'methods.a = "create"',
    "methods.a = 1",
    "paging.a = {}",
    "paging.a = true",
    "paging.a.link-header = false",
    "paging.a = {page = 'x', first = 'y'}",
    'paging.a = {url = "x", token = "y"}',
    'paging.a = {cursor = "x"}',
    "paging.a = {url = 1}",
    "conventions.retries = 3",
    'conventions.idempotency-header = "a b"',
    "conventions.headers.a = 1",
    'conventions.headers."a b" = "1"',
    'conventions.headers.a = "1\\n2"',
    'conventions.option-headers."a-b" = "X"',
]


def test_schema_is_valid() -> None:
    Draft202012Validator.check_schema(configuration_schema())


@pytest.mark.parametrize("text", GOOD)
def test_schema_accepts_what_the_reader_accepts(text: str, tmp_path: Path) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text(text, "utf-8")
    read_configuration(path)
    VALIDATOR.validate(tomllib.loads(text))


@pytest.mark.parametrize("text", BAD)
def test_schema_rejects_what_the_reader_rejects(text: str, tmp_path: Path) -> None:
    path = tmp_path / "codegen.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError):
        read_configuration(path)
    assert not VALIDATOR.is_valid(tomllib.loads(text))


def test_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == configuration_schema()
