"""The runtime: import direction of its layers, and rules for each of its files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter

from generator.python.runtime_names import runtime_names
from tests.architecture.modules import imports, paths

ROOT = "generator.runtime"
LICENCE = "# SPDX-License-Identifier: MIT"

# The sub-packages that each may import, including imports for type checkers.
LAYERS = {
    "models": set[str](),
    "http": set[str](),
    "auth": {"models", "http"},
    "paging": {"models", "http"},
    "operations": {"models", "http", "auth"},
    "streaming": {"models", "http", "operations"},
    "client": {"models", "http", "auth", "paging", "operations", "streaming"},
    # Knows a client by its shape only, so that an agent can call clients of several packages.
    "tools": {"models"},
}


def runtime_modules() -> list[str]:
    return [name for name in paths() if name == ROOT or name.startswith(f"{ROOT}.")]


def layer(module: str) -> str:
    """`http` for `generator.runtime.http.headers`."""
    return module.removeprefix(ROOT).split(".")[1]


def own_imports(module: str) -> Iterator[str]:
    for statement in imports(module):
        if statement.module.startswith(ROOT):
            yield statement.module


def test_layers_import_downward_only() -> None:
    upward = [
        f"{module} imports {imported}"
        for module in runtime_modules()
        for imported in own_imports(module)
        if layer(imported) not in LAYERS[layer(module)] | {layer(module)}
    ]
    assert upward == []


def test_layers_are_ordered_bottom_up() -> None:
    below: set[str] = set()
    for name, allowed in LAYERS.items():
        assert allowed <= below
        below.add(name)


def test_every_allowed_layer_is_imported() -> None:
    used = {
        (layer(module), layer(imported))
        for module in runtime_modules()
        for imported in own_imports(module)
    }
    allowed = {(name, below) for name, layers in LAYERS.items() for below in layers}
    assert allowed - used == set()


def test_modules_have_no_import_cycle() -> None:
    graph = {module: set(own_imports(module)) for module in runtime_modules()}
    # Raises CycleError, which names the modules of the cycle.
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


def test_packages_run_no_code_when_imported() -> None:
    for module in runtime_modules():
        if paths()[module].name == "__init__.py":
            [docstring] = ast.parse(paths()[module].read_text("utf-8")).body
            assert isinstance(docstring, ast.Expr)


def test_imports_are_relative() -> None:
    # A client contains the runtime under another package name.
    for module in runtime_modules():
        source = paths()[module].read_text("utf-8")
        assert "import generator" not in source
        assert "from generator" not in source


def test_every_file_begins_with_the_licence() -> None:
    without = [
        module
        for module in runtime_modules()
        if paths()[module].read_text("utf-8").partition("\n")[0] != LICENCE
    ]
    assert without == []


def test_names_imported_by_generated_code_are_defined() -> None:
    missing = [
        f"{module}.{name}"
        for module, names in runtime_names().items()
        for name in names
        if not is_defined(f"{ROOT}.{module}", name)
    ]
    assert missing == []


def is_defined(module: str, name: str) -> bool:
    return f"{module}.{name}" in paths() or name in set(defined_names(module))


def defined_names(module: str) -> Iterator[str]:
    """The names that a module defines at its top level."""
    for node in ast.parse(paths()[module].read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.If(orelse=[ast.FunctionDef(name=name)]):
                yield name
            case _:
                pass
