"""Names of an existing client that a later version of codegen needs for itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli import run

DOCUMENT = """\
openapi: 3.1.0
info: {title: Requests, version: "1"}
servers: [{url: "https://a.example"}]
paths:
  /request:
    get:
      operationId: getRequest
      responses: {"200": {description: ok, content: {application/json: {schema: {type: string}}}}}
    post:
      operationId: addRequest
      parameters: [{name: extra_query, in: query, schema: {type: string}}]
      responses: {"204": {description: ok}}
"""
USE = """\
from reserved_client import AsyncClient, Client

value: str = Client().with_options(timeout=1).request.retrieve()


async def run(client: AsyncClient) -> str:
    return await client.request.retrieve()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("document.yaml").write_text(DOCUMENT)
    assert run(["build", "document.yaml", "-o", "reserved_client", "-q"]) == 0
    yield tmp_path
    for module in [name for name in sys.modules if name.startswith("reserved_client")]:
        del sys.modules[module]


def replace_in_manifest(old: str, new: str) -> None:
    """Make the client one of a version that did not reserve a name."""
    manifest = Path("reserved_client/codegen.json")
    content = manifest.read_text()
    assert old in content
    manifest.write_text(content.replace(old, new))


def test_new_client_does_not_use_the_name(folder: Path) -> None:
    client = import_module("reserved_client").Client()
    assert callable(client.request)
    assert callable(client.request_.retrieve)


def test_locked_resource_keeps_its_name(folder: Path) -> None:
    replace_in_manifest("request_.", "request.")
    assert run(["build", "document.yaml", "-o", "reserved_client", "-q"]) == 0
    client = import_module("reserved_client").Client()
    assert callable(client.request.retrieve)
    Path("use.py").write_text(USE)
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "use.py",
            "reserved_client/client.py",
        ],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout


def test_locked_argument_that_is_an_option_is_renamed_with_a_warning(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in_manifest("extra_query_query", "extra_query")
    assert run(["build", "document.yaml", "-o", "reserved_client", "-q"]) == 0
    assert "warning[renamed-argument]" in (warning := capsys.readouterr().err)
    assert "'extra_query' of add_request is 'extra_query_query' now" in warning
    # The new name is locked, so that the next build has nothing to report.
    assert run(["build", "document.yaml", "-o", "reserved_client", "-q"]) == 0
    assert "renamed-argument" not in capsys.readouterr().err
