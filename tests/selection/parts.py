"""Clients in memory: of whole documents, and of parts of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from generator.build import BuildRequest, Compilation, compile_client
from generator.diagnostics import Diagnostics
from generator.load import read_source
from generator.selection import EVERYTHING, Selection


def compilation(
    spec: Path,
    selection: Selection = EVERYTHING,
    cut_expansions: bool = False,
    configuration: Path | None = None,
    used_by: tuple[Path, ...] = (),
) -> Compilation:
    """The client of (a part of) a document; errors are raised."""
    request = BuildRequest(
        spec,
        Path("client"),
        "client",
        selection,
        configuration,
        cut_expansions,
        used_by,
    )
    diagnostics = Diagnostics()
    made = compile_client(read_source(spec), request, diagnostics, lambda stage: None)
    diagnostics.raise_errors()
    return made


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
