"""The functions of a built client, of `operations` and `servers`, from their syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from generator.diff.annotations import UNSET, Annotation, without
from generator.diff.assemble import Function
from generator.diff.interface import Argument, Server
from generator.diff.syntax import NoAnnotation, annotation_of, annotation_of_text

# An argument in a docstring that begins by saying that it is deprecated.
_DEPRECATED = re.compile(r"^    (\w+):\s+Deprecated\.(?:\s|\Z)", re.MULTILINE)
_ARGUMENTS = "\nArgs:\n"


def read_operations(module: ast.Module, name: str) -> Iterator[Function]:
    """The functions of a module of `operations`; their async twins are the same once more.

    Raises:
        NoAnnotation: an annotation, or the constant that says what is sent, is none of codegen's.
    """
    endpoints = dict(_endpoints(module))
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            yield _function(node, name, endpoints)


def read_servers(module: ast.Module) -> Iterator[Server]:
    """The functions of `servers.py`.

    Raises:
        NoAnnotation: an annotation is none that codegen writes.
    """
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            yield Server(node.name, tuple(_arguments(node, node.args.args)))


def _endpoints(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in module.body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(func=ast.Name(id="Endpoint" | "StreamEndpoint")),
            ):
                assert isinstance(node.value, ast.Call)
                yield name, node.value
            case _:
                pass


def _function(
    node: ast.FunctionDef, module: str, endpoints: dict[str, ast.Call]
) -> Function:
    # What capitals cannot spell stays small.
    small, capitals = f"_{node.name}", f"_{node.name.upper()}"
    endpoint = endpoints.get(small) or endpoints.get(capitals)
    match endpoint:
        case ast.Call(
            args=[
                ast.Constant(),
                ast.Constant(value=str(http_method)),
                ast.Constant(value=str(path)),
            ]
        ) if (
            node.returns is not None
        ):
            return Function(
                name=node.name,
                module=module,
                http_method=http_method,
                path=path,
                # The first is the client; those given by position have no defaults.
                arguments=tuple(_arguments(node, node.args.args[1:])),
                result=annotation_of(node.returns),
                failures=tuple(_failures(endpoint)),
                deprecated=bool(node.decorator_list),
            )
        case _:
            raise NoAnnotation(f"line {node.lineno} has a function without an endpoint")


def _arguments(node: ast.FunctionDef, positional: list[ast.arg]) -> Iterator[Argument]:
    _, _, described = (ast.get_docstring(node) or "").rpartition(_ARGUMENTS)
    deprecated = set(_DEPRECATED.findall(described))
    given = [(each, True, True) for each in positional]
    given += [
        (each, False, default is None)
        for each, default in zip(
            node.args.kwonlyargs, node.args.kw_defaults, strict=True
        )
    ]
    for each, is_positional, required in given:
        if each.annotation is None:
            raise NoAnnotation(f"line {each.lineno} has an argument without a type")
        yield Argument(
            name=each.arg,
            annotation=without(annotation_of(each.annotation), UNSET),
            required=required,
            positional=is_positional,
            deprecated=each.arg in deprecated,
        )


def _failures(endpoint: ast.Call) -> Iterator[Annotation]:
    for keyword in endpoint.keywords:
        match keyword:
            case ast.keyword(arg="responses", value=ast.Dict(keys=keys, values=values)):
                for status, answer in zip(keys, values, strict=True):
                    yield from _failure(status, answer)
            case _:
                pass


def _failure(status: ast.expr | None, answer: ast.expr) -> Iterator[Annotation]:
    match status, answer:
        case ast.Constant(value=str(code)), (
            ast.Constant(value=str(type_))
            | ast.Call(args=[_, ast.Constant(value=str(type_))])
        ) if not code.startswith("2"):
            yield annotation_of_text(type_)
        case _:
            pass
