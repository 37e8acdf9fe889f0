"""Agents of codegen: they open clients by name, folder and document, and take existing clients."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.agent import Agent, SyncAgent
from generator.agent.import_client import import_client
from generator.cli import run
from generator.core.diagnostics import DocumentError
from tests.agent.conftest import DOCUMENT
from tests.cases.serving import Server

CONFIGURATION = '[clients.pets_client]\nspec = "pets.yaml"\n'


@pytest.fixture(autouse=True)
def _response(server: Server) -> None:
    server.answer({"name": "Bello"})


@pytest.fixture
def pets_client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A configured client without tools, imported as users do."""
    (folder / "codegen.toml").write_text(CONFIGURATION)
    assert run(["build", "-q"]) == 0
    monkeypatch.syspath_prepend(str(folder / "generated"))
    yield importlib.import_module("pets_client")
    for name in [name for name in sys.modules if name.startswith("pets_client")]:
        del sys.modules[name]


@pytest.mark.parametrize("api", ["pets.yaml", "pets"])
def test_api_by_document_and_name(folder: Path, server: Server, api: str) -> None:
    (folder / "codegen.toml").write_text(CONFIGURATION)
    agent = SyncAgent()
    agent.register_api(api, base_url=server.url)
    result = agent.call_tool("getPet", {"id": "a/b"})
    assert result.data == {"name": "Bello"}
    assert server.last.path == "/pets/a%2Fb"


def test_client_without_tools_that_is_configured(
    pets_client: Any, server: Server
) -> None:
    async def call() -> Any:
        async with pets_client.AsyncClient(base_url=server.url) as client:
            agent = Agent()
            await agent.register_api("pets", client=client)
            return await agent.call_tool("getPet", {"id": "7"})

    result = asyncio.run(call())
    # The client is called, not the one in the cache.
    assert type(result.value) is pets_client.models.Pet
    assert result.data == {"name": "Bello"}


@pytest.mark.parametrize("has_client", [False, True])
def test_other_work_goes_on_while_a_client_is_built(
    pets_client: Any, has_client: bool
) -> None:
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    async def register() -> None:
        other = asyncio.create_task(count_turns())
        client = pets_client.AsyncClient() if has_client else None
        await Agent().register_api("pets", client=client)
        other.cancel()

    asyncio.run(register())
    assert turns > 10


def test_client_without_tools_that_is_outdated(pets_client: Any, folder: Path) -> None:
    (folder / "pets.yaml").write_text(DOCUMENT.replace("id}", "number}"))
    agent = SyncAgent()
    with pytest.raises(DocumentError, match="is outdated: the document changed"):
        agent.register_api("pets", client=pets_client.Client())


def test_client_without_tools_that_is_not_configured(
    pets_client: Any, folder: Path
) -> None:
    (folder / "codegen.toml").unlink()
    agent = SyncAgent()
    with pytest.raises(DocumentError, match="has no tools"):
        agent.register_api("pets", client=pets_client.Client())


def test_clients_of_the_same_name_are_imported_apart(folder: Path) -> None:
    for number, extra in enumerate(["one", "two"]):
        (folder / "pets.yaml").write_text(DOCUMENT.replace("getPet", extra))
        assert run(["build", "pets.yaml", "-q", "-o", f"{number}/pets_client"]) == 0
    one, two = (import_client(folder / str(number) / "pets_client") for number in "01")
    assert hasattr(importlib.import_module(f"{one.__name__}.operations"), "one")
    assert hasattr(importlib.import_module(f"{two.__name__}.operations"), "two")
    assert import_client(folder / "0" / "pets_client") is one


def test_broken_client_is_not_kept(folder: Path) -> None:
    package = folder / "broken"
    package.mkdir()
    (package / "part.py").write_text("")
    (package / "__init__.py").write_text("from . import part\n1 / 0")
    before = set(sys.modules)
    with pytest.raises(ZeroDivisionError):
        import_client(package)
    assert set(sys.modules) == before
    with pytest.raises(ImportError, match="no package"):
        import_client(folder)


def test_importing_codegen_does_not_import_agents() -> None:
    code = "import sys, generator; print('generator.agent' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
