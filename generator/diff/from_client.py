"""The interface of a client on disk: its Python is read as text, never imported or run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from generator.diff.assemble import Facts, assemble
from generator.diff.client_modules import (
    read_client_module,
    read_errors,
    read_options,
    read_resource,
    read_types,
    read_webhooks,
)
from generator.diff.client_operations import read_operations, read_servers
from generator.diff.interface import Interface
from generator.diff.syntax import NoAnnotation
from generator.output import OutputError

# Stripe's whole client has 450 files of its own, the longest of them 300 kB.
_MOST_FILES = 20_000
_LONGEST_FILE = 16 * 1024 * 1024
_LONGEST_CLIENT = 256 * 1024 * 1024
_HINT = "compare a client as codegen wrote it; `codegen build` writes it anew"
_PACKAGES = ("models", "inputs", "operations", "resources")


def interface_of_client(folder: Path) -> Interface:
    """The interface of the client in `folder`, which codegen built.

    Raises:
        OutputError: a file is missing or cannot be read, is larger than any that codegen writes,
            or is not Python as codegen writes it.
    """
    facts = Facts()
    left = _LONGEST_CLIENT
    for name in _module_paths(folder):
        text = _text(folder / name)
        left -= len(text)
        if left < 0:
            raise OutputError(
                "unreadable-client", f"{folder} is larger than any client", _HINT
            )
        try:
            _read_module(name, ast.parse(text), facts)
        except SyntaxError as error:
            raise OutputError(
                "unreadable-client",
                f"{folder / name} is not Python, line {error.lineno}: {error.msg}",
                _HINT,
            ) from None
        except (NoAnnotation, ValueError, MemoryError, RecursionError) as error:
            raise OutputError(
                "unreadable-client",
                f"{folder / name} is not as codegen writes it: {error}",
                _HINT,
            ) from None
    return assemble(facts)


def _module_paths(folder: Path) -> Iterator[str]:
    """The modules that say what callers have, by their paths from the client down."""
    yield from ("client.py", "errors.py", "options.py")
    # Not every API has servers to choose from, or webhooks.
    for optional in ("servers.py", "webhooks.py"):
        if (folder / optional).exists():
            yield optional
    found = 0
    for package in _PACKAGES:
        for path in sorted((folder / package).glob("*.py")):
            found += 1
            if found > _MOST_FILES:
                raise OutputError(
                    "unreadable-client",
                    f"{folder} has more files than any client",
                    _HINT,
                )
            if path.name != "__init__.py":
                yield f"{package}/{path.name}"


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():
        # A pipe would be waited for.
        raise OutputError("unreadable-client", f"{path} is no file", _HINT)
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST_FILE + 1)
    except OSError as error:
        raise OutputError(
            "unreadable-client", f"{path} cannot be read: {error.strerror}", _HINT
        ) from None
    if len(content) > _LONGEST_FILE:
        raise OutputError(
            "unreadable-client", f"{path} is larger than any file of a client", _HINT
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise OutputError("unreadable-client", f"{path} is not UTF-8", _HINT) from None


def _read_module(name: str, module: ast.Module, facts: Facts) -> None:
    """Note what one module says; `name` is its path from the client down."""
    package, _, file = name.rpartition("/")
    stem = file.removesuffix(".py")
    match package:
        case "operations":
            facts.functions += read_operations(module, stem)
        case "resources":
            facts.resources[f".{stem}"] = read_resource(module)
        case "models" | "inputs":
            facts.types += read_types(module, f"{package}.{stem}")
        case _ if stem == "client":
            facts.children, facts.api = read_client_module(module)
        case _ if stem == "errors":
            facts.exceptions += read_errors(module)
        case _ if stem == "servers":
            facts.servers += read_servers(module)
        case _ if stem == "webhooks":
            facts.webhooks += read_webhooks(module)
        case _:
            facts.options += read_options(module)
