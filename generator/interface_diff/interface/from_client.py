"""Read the interface of a client on disk by parsing its modules, without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from generator.core.read_file import read_file
from generator.interface_diff.interface.assemble_interface import (
    InterfaceParts,
    assemble_interface,
)
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.interface.parse_annotation import UnknownSyntaxError
from generator.interface_diff.interface.parse_client_modules import (
    parse_client,
    parse_error_kinds,
    parse_errors,
    parse_exports,
    parse_operations,
    parse_options,
    parse_resource,
    parse_servers,
    parse_types,
    parse_webhooks,
)
from generator.output import OutputError

# The client of Stripe, a large one, has 450 modules; the longest has 300 kB.
_MAX_FILES = 20_000
_MAX_FILE_SIZE = 16 * 1024 * 1024
_MAX_CLIENT_SIZE = 256 * 1024 * 1024
_PACKAGES = ("models", "inputs", "operations", "resources")


def interface_from_client(folder: Path) -> ClientInterface:
    """Return the interface of the client in `folder`, which codegen built.

    Raises:
        OutputError: a file is missing, unreadable, larger than codegen ever writes, or contains
            code that codegen does not write.
    """
    parts = InterfaceParts()
    remaining_size = _MAX_CLIENT_SIZE
    for name in _module_paths(folder):
        source = _read_text(folder / name)
        remaining_size -= len(source)
        if remaining_size < 0:
            raise _unreadable(f"{folder} is too large for a client")
        try:
            _collect(name, ast.parse(source), parts)
        except SyntaxError as error:
            raise _unreadable(
                f"{folder / name} is not valid Python, line {error.lineno}: {error.msg}"
            ) from None
        except (UnknownSyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise _unreadable(
                f"{folder / name} was not written by codegen: {error}"
            ) from None
    return assemble_interface(parts)


def _module_paths(folder: Path) -> Iterator[str]:
    """Yield the modules that define the interface, as paths relative to the client."""
    yield from ("__init__.py", "client.py", "errors.py", "options.py")
    # A client has these only if its API has several servers, or webhooks.
    for optional in ("servers.py", "webhooks.py"):
        if (folder / optional).exists():
            yield optional
    count = 0
    for package in _PACKAGES:
        for path in sorted((folder / package).glob("*.py")):
            count += 1
            if count > _MAX_FILES:
                raise _unreadable(f"{folder} has too many files for a client")
            if path.name != "__init__.py":
                yield f"{package}/{path.name}"


def _read_text(path: Path) -> str:
    try:
        return read_file(path, _MAX_FILE_SIZE).decode("utf-8")
    except OSError as error:
        raise _unreadable(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _unreadable(f"{path} is not UTF-8") from None


def _unreadable(message: str) -> OutputError:
    hint = "compare an unmodified client; `codegen build` restores it"
    return OutputError("unreadable-client", message, hint)


def _collect(name: str, module: ast.Module, parts: InterfaceParts) -> None:
    """Add the declarations of one module; `name` is its path relative to the client."""
    package, _, file = name.rpartition("/")
    stem = file.removesuffix(".py")
    match package:
        case "operations":
            parts.functions += parse_operations(module, stem)
        case "resources":
            parts.resources[f".{stem}"] = parse_resource(module)
        case "models" | "inputs":
            parts.types += parse_types(module, f"{package}.{stem}")
        case _ if stem == "client":
            parts.children, parts.api = parse_client(module)
        case _ if stem == "__init__":
            parts.exports += parse_exports(module)
        case _ if stem == "errors":
            parts.exceptions += parse_errors(module)
            parts.error_kinds += parse_error_kinds(module)
        case _ if stem == "servers":
            parts.servers += parse_servers(module)
        case _ if stem == "webhooks":
            parts.webhooks += parse_webhooks(module)
        case _:
            parts.options += parse_options(module)
