"""Clients in memory: of whole documents, and of parts of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.config import ClientOptions, read_configuration
from generator.core.diagnostics import Diagnostics
from generator.frontend.open_document import read_bundled
from generator.openapi.swagger2 import upgraded
from generator.slicing.selection import Selection
from generator.workflows.compile_client import Compilation, Plan, compile_client

WHOLE = Plan("client")


def compilation(
    spec: Path, plan: Plan = WHOLE, configuration: Path | None = None
) -> Compilation:
    """The client of (a part of) a document; errors are raised."""
    if configuration is not None and configuration.exists():
        [client] = read_configuration(configuration).clients.values()
        options = replace(client.options, selection=plan.options.selection)
        plan = replace(plan, options=options)
    diagnostics = Diagnostics()
    source, noted = upgraded(read_bundled(spec, (), diagnostics), diagnostics)
    made = compile_client(source, plan, noted, lambda stage: None)
    diagnostics.raise_errors()
    return made


def plan(
    *operations: str,
    paths: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    cut_expansions: bool = False,
) -> Plan:
    """A part of a client."""
    selection = Selection(operations=operations, paths=paths, types=types)
    return Plan("client", ClientOptions(selection, cut_expansions))


def definitions(made: Compilation) -> Mapping[tuple[str, str], str]:
    """Every class, function and alias of a client's types and operations, by module and name."""
    found: dict[tuple[str, str], str] = {}
    for file in made.files:
        package = file.path.partition("/")[0]
        if package not in ("inputs", "models", "operations") or "__init__" in file.path:
            continue
        for node in ast.parse(file.content).body:
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found[file.path, name] = ast.unparse(node)
                case ast.AnnAssign(target=ast.Name(name)):
                    found[file.path, name] = ast.unparse(node)
                case ast.Assign(targets=[ast.Name(name)]):
                    found[file.path, name] = ast.unparse(node)
                case _:
                    pass
    return found
