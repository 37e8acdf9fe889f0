"""A fixture: clients with tools of the documents in tests/cases."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import pytest

from tests.cases.building import write
from tests.catalogue.recorded_calls import compiled_with_tools, tools_package_of


@pytest.fixture(scope="session")
def client_with_tools(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], ModuleType]]:
    """Import the client of a case, built with tools."""
    folder = tmp_path_factory.mktemp("clients_with_tools")
    imported: dict[str, ModuleType] = {}

    def client(case: str) -> ModuleType:
        if case not in imported:
            name = tools_package_of(case)
            write(compiled_with_tools(case), folder / name)
            imported[case] = import_module(name)
            import_module(f"{name}.tools")
            import_module(f"{name}.operations")
        return imported[case]

    sys.path.insert(0, str(folder))
    yield client
    sys.path.remove(str(folder))
    names = {tools_package_of(case) for case in imported}
    for module in [module for module in sys.modules if module.split(".")[0] in names]:
        del sys.modules[module]
