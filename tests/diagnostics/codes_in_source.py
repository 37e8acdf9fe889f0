"""Every diagnostic code that the generator's own source says, read from its syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

GENERATOR = Path(__file__).parents[2] / "generator"
_PARAMETER = "code"
_SEVERITY_OF = {
    "error": "error",
    "error_in": "error",
    "warning": "warning",
    "warning_in": "warning",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A code, where it is said, and with which severity if that can be read there."""

    code: str
    place: str
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A code that is no literal, no constant and no parameter called `code`."""

    place: str


def said_codes(folder: Path = GENERATOR) -> tuple[Said | Unread, ...]:
    """What is given to any parameter that is called `code`, in every module but the runtime's."""
    trees = {
        path.relative_to(folder).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.py"))
        if path.relative_to(folder).parts[0] != "runtime"
        and path.parent.name != "codes"
    }
    positions = _positions(trees)
    constants = {
        name: each for tree in trees.values() for name, each in _constants(tree)
    }
    return tuple(
        found
        for module, tree in trees.items()
        for found in _said(module, tree, positions, constants)
    )


def _positions(trees: Mapping[str, ast.Module]) -> dict[str, int]:
    """At which place among the arguments the code is, for each function or class that has one.

    What is private has the name of its module before its own.
    """
    found: dict[str, int] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                names = [
                    each.target.id
                    for each in node.body
                    if isinstance(each, ast.AnnAssign)
                    and isinstance(each.target, ast.Name)
                ]
                names = _initial(node) or names
            elif isinstance(node, ast.FunctionDef) and node.name != "__init__":
                names = _names(node.args)
            else:
                continue
            if _PARAMETER in names:
                found[_key(module, node.name)] = names.index(_PARAMETER)
    return found


def _key(module: str, name: str) -> str:
    return f"{module}:{name}" if name.startswith("_") else name


def _initial(node: ast.ClassDef) -> list[str]:
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            return _names(each.args)
    return []


def _names(arguments: ast.arguments) -> list[str]:
    names = [each.arg for each in (*arguments.args, *arguments.kwonlyargs)]
    return [each for each in names if each != "self"]


def _constants(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Constants of a module that are text, or a mapping to texts."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id.strip("_").isupper():
            values = value.values if isinstance(value, ast.Dict) else [value]
            texts = tuple(
                each.value
                for each in values
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
            if texts:
                yield target.id, texts


def _said(
    module: str,
    tree: ast.Module,
    positions: Mapping[str, int],
    constants: Mapping[str, tuple[str, ...]],
) -> Iterator[Said | Unread]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _defaults(module, node)
        if not isinstance(node, ast.Call):
            continue
        called = _called(node.func)
        argument = _argument(node, positions.get(_key(module, called), -1))
        if argument is None:
            continue
        place = f"{module}:{node.lineno}"
        texts = _texts(argument, constants)
        if texts is None:
            yield Unread(place)
        for text in texts or ():
            yield Said(text, place, _SEVERITY_OF.get(called))


def _defaults(module: str, node: ast.FunctionDef) -> Iterator[Said]:
    given = node.args.args[len(node.args.args) - len(node.args.defaults) :]
    for parameter, value in zip(given, node.args.defaults, strict=True):
        if parameter.arg == _PARAMETER and isinstance(value, ast.Constant):
            yield Said(str(value.value), f"{module}:{node.lineno}")


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _argument(call: ast.Call, position: int) -> ast.expr | None:
    for each in call.keywords:
        if each.arg == _PARAMETER:
            return each.value
    return call.args[position] if 0 <= position < len(call.args) else None


def _texts(
    argument: ast.expr, constants: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """What an argument says; nothing where it hands on what another call says."""
    match argument:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp(
            body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))
        ):
            return (one, other)
        case ast.Name(id=name) if name == _PARAMETER:
            return ()
        case ast.Attribute(attr=name) if name == _PARAMETER:
            return ()
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return constants.get(name)
    return None
