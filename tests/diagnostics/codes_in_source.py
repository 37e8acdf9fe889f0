"""Find every diagnostic code that the generator's source reports, by its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

GENERATOR = Path(__file__).parents[2] / "generator"
# The registry itself, and code that runs in clients.
SKIPPED = (GENERATOR / "core" / "codes", GENERATOR / "runtime")
_PARAMETER = "code"
_SEVERITIES = {
    "error": "error",
    "error_in": "error",
    "warning": "warning",
    "warning_in": "warning",
}


@dataclass(frozen=True, slots=True)
class ReportedCode:
    """A code that the source reports, where, and its severity if the call implies one."""

    code: str
    location: str
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class ComputedCode:
    """A code that is neither a literal, nor a constant, nor a parameter called `code`."""

    location: str


@cache
def reported_codes(
    folder: Path = GENERATOR,
) -> tuple[ReportedCode | ComputedCode, ...]:
    """Collect the arguments for parameters that are called `code`, in every module."""
    trees = {
        path.relative_to(folder).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.py"))
        if not any(path.is_relative_to(skipped) for skipped in SKIPPED)
    }
    positions = _parameter_positions(trees)
    constants = {
        _key(module, name): values
        for module, tree in trees.items()
        for name, values in _constants(tree)
    }
    return tuple(
        code
        for module, tree in trees.items()
        for code in _codes_of(module, tree, positions, constants)
    )


def _parameter_positions(trees: Mapping[str, ast.Module]) -> dict[str, int]:
    """The position of the parameter `code` of each function and class that has one.

    The names of private functions are prefixed with their module, like those of constants.
    """
    positions: dict[str, int] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [
                    statement.target.id
                    for statement in node.body
                    if isinstance(statement, ast.AnnAssign)
                    and isinstance(statement.target, ast.Name)
                ]
                names = _init_parameters(node) or fields
            elif isinstance(node, ast.FunctionDef) and node.name != "__init__":
                names = _parameters(node.args)
            else:
                continue
            if _PARAMETER in names:
                positions[_key(module, node.name)] = names.index(_PARAMETER)
    return positions


def _key(module: str, name: str) -> str:
    return f"{module}:{name}" if name.startswith("_") else name


def _init_parameters(node: ast.ClassDef) -> list[str]:
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            return _parameters(statement.args)
    return []


def _parameters(arguments: ast.arguments) -> list[str]:
    names = [argument.arg for argument in (*arguments.args, *arguments.kwonlyargs)]
    return [name for name in names if name != "self"]


def _constants(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Constants of a module that are strings, or mappings to strings."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id.strip("_").isupper():
            values = value.values if isinstance(value, ast.Dict) else [value]
            strings = tuple(
                each.value
                for each in values
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
            if strings:
                yield target.id, strings


def _codes_of(
    module: str,
    tree: ast.Module,
    positions: Mapping[str, int],
    constants: Mapping[str, tuple[str, ...]],
) -> Iterator[ReportedCode | ComputedCode]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _defaults(module, node)
        if not isinstance(node, ast.Call):
            continue
        function = _called_name(node.func)
        argument = _argument(node, positions.get(_key(module, function), -1))
        if argument is None:
            continue
        location = f"{module}:{node.lineno}"
        codes = _values(module, argument, constants)
        if codes is None:
            yield ComputedCode(location)
        for code in codes or ():
            yield ReportedCode(code, location, _SEVERITIES.get(function))


def _defaults(module: str, node: ast.FunctionDef) -> Iterator[ReportedCode]:
    positional = [*node.args.posonlyargs, *node.args.args]
    given = positional[len(positional) - len(node.args.defaults) :]
    for parameter, value in zip(given, node.args.defaults, strict=True):
        if parameter.arg == _PARAMETER and isinstance(value, ast.Constant):
            yield ReportedCode(str(value.value), f"{module}:{node.lineno}")


def _called_name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _argument(call: ast.Call, position: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == _PARAMETER:
            return keyword.value
    return call.args[position] if 0 <= position < len(call.args) else None


def _values(
    module: str, argument: ast.expr, constants: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """The possible values of an argument; none where it passes on a `code`, None if unknown."""
    match argument:
        case ast.Constant(value=str(string)):
            return (string,)
        case ast.IfExp(
            body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))
        ):
            return (one, other)
        case ast.Name(id=name) if name == _PARAMETER:
            return ()
        case ast.Attribute(attr=name) if name == _PARAMETER:
            return ()
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return constants.get(_key(module, name))
    return None
