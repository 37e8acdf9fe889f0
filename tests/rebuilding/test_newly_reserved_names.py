"""Names of an existing client that a later version of codegen needs for itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from generator.cli import run
from generator.naming import methods, names
from generator.naming.reserved import ARGUMENT_NAMES, CLIENT_NAMES

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
    """A folder with the document, to build and to import from."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    Path("document.yaml").write_text(DOCUMENT)
    yield tmp_path
    for module in [name for name in sys.modules if name.startswith("reserved_client")]:
        del sys.modules[module]


def build() -> None:
    assert run(["build", "document.yaml", "-o", "reserved_client", "-q"]) == 0


@pytest.fixture
def old_client(folder: Path) -> None:
    """A client of a version that reserved fewer names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(methods, "CLIENT_NAMES", CLIENT_NAMES - {"request"})
        patch.setattr(names, "ARGUMENT_NAMES", ARGUMENT_NAMES - {"extra_query"})
        build()


def test_new_client_does_not_use_the_name(folder: Path) -> None:
    build()
    client = import_module("reserved_client").Client()
    assert callable(client.request)
    assert callable(client.request_.retrieve)


@pytest.mark.usefixtures("old_client")
def test_locked_resource_keeps_its_name() -> None:
    build()
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


@pytest.mark.usefixtures("old_client")
def test_locked_argument_that_is_an_option_is_renamed_with_a_warning(
    capsys: pytest.CaptureFixture[str],
) -> None:
    build()
    assert "warning[renamed-argument]" in (warning := capsys.readouterr().err)
    assert "'extra_query' of add_request is 'extra_query_query' now" in warning
    # The new name is locked, so that the next build has nothing to report.
    build()
    assert "renamed-argument" not in capsys.readouterr().err
