"""Clients with tools of real documents, and arguments for all of their operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.agent.import_client import import_client
from generator.ir.api import Api
from generator.naming.names import Names
from generator.runtime.tools.bound_api import read_package_catalogue
from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation
from generator.workflows.open_client import ClientRequest, open_client
from tests.compiling import analyzed
from tests.wire.arguments import (
    JSON_VALUES,
    PYTHON_VALUES,
    ArgumentGenerator,
    Filling,
    Scalars,
)

FILE_NAME = "file.txt"
# Unions are filled with their first member, and again with their last.
FILLINGS: tuple[tuple[Filling, int], ...] = (
    ("required", 0),
    ("everything", 0),
    ("everything", -1),
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments of an operation: as Python values, and the same as JSON."""

    operation: CatalogueOperation
    python: Mapping[str, Any]
    json: Mapping[str, Any]


@dataclass(frozen=True)
class ToolApi:
    """An API whose client was built with tools.

    Attributes:
        api: the API.
        names: the names in its client.
        package: the client.
        catalogue: its operations.
        folder: contains a file to upload.
        schemes: the security schemes whose credentials the client needs; empty for a single one.
    """

    api: Api
    names: Names
    package: ModuleType
    catalogue: Catalogue
    folder: Path
    schemes: tuple[str, ...] = ()

    @property
    def credentials(self) -> Any:
        """Made-up credentials."""
        if not self.schemes:
            return "key_123"
        return self.package.Credentials(**dict.fromkeys(self.schemes, "key_123"))

    def arguments(self, filling: Filling, choice: int) -> Iterator[Arguments]:
        """Generate arguments for every operation."""
        file: Scalars = {("string", "binary"): self.folder / FILE_NAME}
        python = self._generator(choice, {**PYTHON_VALUES, **file})
        json = self._generator(choice, {**JSON_VALUES, ("string", "binary"): FILE_NAME})
        by_key = {operation.key: operation for operation in self.catalogue.operations}
        for operation in self.api.operations:
            yield Arguments(
                by_key[operation.key],
                python.generate(operation, filling),
                json.generate(operation, filling),
            )

    def _generator(self, choice: int, scalars: Scalars) -> ArgumentGenerator:
        return ArgumentGenerator(self.api, self.names, choice=choice, scalars=scalars)


def open_tool_api(
    document: Path, folder: Path, schemes: tuple[str, ...] = ()
) -> ToolApi:
    """Build the client of a document with tools and open it."""
    (folder / FILE_NAME).write_bytes(b"a file")
    package = import_client(open_client(ClientRequest(str(document))))
    catalogue = read_package_catalogue(package)
    assert catalogue is not None
    named = analyzed(document).named
    return ToolApi(named.api, named.names, package, catalogue, folder, schemes)
