"""The modules of the generator and their imports, read from source without importing them."""

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
    """One imported module: its full name, and the context of the import statement."""

    module: str
    is_in_function: bool
    is_for_types: bool


@cache
def paths() -> dict[str, Path]:
    """The path of every module of the generator, by full name."""
    return {_name(path): path for path in sorted(GENERATOR.rglob("*.py"))}


def package_of(module: str) -> str:
    """The top-level package of a module: `lower` for `generator.lower.types`."""
    return (*module.split("."), "")[1]


@cache
def imports(module: str) -> tuple[ImportStatement, ...]:
    """The modules that a module imports; `from package import module` imports the module."""
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
    # The body of `if TYPE_CHECKING:` never runs.
    type_checking = (
        node.body if isinstance(node, ast.If) and _is_for_types(node) else []
    )
    for child in ast.iter_child_nodes(node):
        yield from _imports(
            module, child, in_function, for_types or child in type_checking
        )


def _is_for_types(node: ast.If) -> bool:
    return ast.unparse(node.test) == "TYPE_CHECKING"


def _imported(module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = _absolute(module, node)
    for alias in node.names:
        submodule = f"{base}.{alias.name}"
        yield submodule if submodule in paths() else base


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = paths()[module].name == "__init__.py"
    parts = module.split(".")
    package = parts[: len(parts) - node.level + is_package]
    return ".".join([*package, *filter(None, [node.module])])
