"""Compile clients of whole documents and of slices, in memory."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions, read_configuration
from generator.slicing.selection import Selection
from generator.workflows.compile_client import CompiledClient
from tests.compiling import compiled_client


def compile_slice(
    spec: Path, options: ClientOptions = NO_OPTIONS, configuration: Path | None = None
) -> CompiledClient:
    """Compile the client of a document or of a slice; a configuration adds its options."""
    if configuration is not None and configuration.exists():
        [client] = read_configuration(configuration).clients.values()
        options = replace(client.options, selection=options.selection)
    return compiled_client(spec, options=options)


def slice_options(
    *operations: str,
    paths: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    cut_expansions: bool = False,
) -> ClientOptions:
    """The options of a client that has a slice of its document."""
    selection = Selection(operations=operations, paths=paths, types=types)
    return ClientOptions(selection, cut_expansions)


def definitions(client: CompiledClient) -> Mapping[tuple[str, str], str]:
    """The code of every class, function and alias in a client's types and operations.

    The keys are the module and the name.
    """
    code: dict[tuple[str, str], str] = {}
    for file in client.files:
        package = file.path.partition("/")[0]
        if package not in ("inputs", "models", "operations") or "__init__" in file.path:
            continue
        for node in ast.parse(file.content).body:
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    code[file.path, name] = ast.unparse(node)
                case ast.AnnAssign(target=ast.Name(name)):
                    code[file.path, name] = ast.unparse(node)
                case ast.Assign(targets=[ast.Name(name)]) if name != "__all__":
                    code[file.path, name] = ast.unparse(node)
                case _:
                    pass
    return code
