"""The modules of the repository as their own text tells of them, without importing any."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
GENERATOR = REPOSITORY / "generator"


@dataclass(frozen=True, slots=True)
class ImportStatement:
    """One imported module: its full name, and where in the text its import stands."""

    module: str
    is_in_function: bool
    is_for_types: bool


@cache
def paths() -> dict[str, Path]:
    """Every module of the generator by its full name."""
    return {_name(path): path for path in sorted(GENERATOR.rglob("*.py"))}


def stage(module: str) -> str:
    """`lower` for `generator.lower.types`, `build` for `generator.workflows.build`."""
    return (*module.split("."), "")[1]


@cache
def imports(module: str) -> tuple[ImportStatement, ...]:
    """The imports of a module; of `from package import module`, the module."""
    return tuple(_imports(module, ast.parse(paths()[module].read_text("utf-8"))))


def _name(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(
    module: str, node: ast.AST, in_function: bool = False, for_types: bool = False
) -> Iterator[ImportStatement]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        for name in _imported(module, node):
            yield ImportStatement(name, in_function, for_types)
    in_function |= isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    # What stands under `if TYPE_CHECKING:` is never run.
    unseen = node.body if isinstance(node, ast.If) and _is_for_types(node) else []
    for child in ast.iter_child_nodes(node):
        yield from _imports(module, child, in_function, for_types or child in unseen)


def _is_for_types(node: ast.If) -> bool:
    return ast.unparse(node.test) == "TYPE_CHECKING"


def _imported(module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = _absolute(module, node)
    for alias in node.names:
        inside = f"{base}.{alias.name}"
        yield inside if inside in paths() else base


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = paths()[module].name == "__init__.py"
    parts = module.split(".")
    package = parts[: len(parts) - node.level + is_package]
    return ".".join([*package, *filter(None, [node.module])])
