"""What the tests of a case have: the client of the case's document, and a server to call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator.source.load import read_source
from tests.cases.building import Clients
from tests.cases.serving import Server
from tests.compiling import compiled_client

collect_ignore_glob = ["*/expected/*"]


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """Builds the client of a case when it is first asked for."""
    built = Clients(tmp_path_factory.mktemp("clients"))
    sys.path.insert(0, str(built.folder))
    yield built
    sys.path.remove(str(built.folder))
    built.forget()


@pytest.fixture(scope="module")
def client_package(request: pytest.FixtureRequest, clients: Clients) -> Any:
    """The client of the case that the test stands in, imported."""
    return import_module(clients.package(request.path.parent.name))


@pytest.fixture(scope="module")
def operations(client_package: Any) -> Any:
    """Its operations."""
    return import_module(f"{client_package.__name__}.operations")


@pytest.fixture(scope="module")
def models(client_package: Any) -> Any:
    """Its models."""
    return import_module(f"{client_package.__name__}.models")


@pytest.fixture(scope="module")
def inputs(client_package: Any) -> Any:
    """What its calls are given."""
    return import_module(f"{client_package.__name__}.inputs")


@pytest.fixture(scope="session")
def document_warnings() -> Callable[[Path], list[tuple[str, str]]]:
    """The code and the first words of each warning about a document, in its order."""

    def warnings(document: Path) -> list[tuple[str, str]]:
        client = compiled_client(read_source(document), "warned_client")
        return [
            (each.code, each.message.partition(":")[0]) for each in client.diagnostics
        ]

    return warnings


@pytest.fixture
def client(client_package: Any, server: Server) -> Iterator[Any]:
    """A client of the server, without credentials."""
    nobody = client_package.Anonymous()
    with client_package.Client(nobody, base_url=server.url, max_retries=0) as made:
        yield made
